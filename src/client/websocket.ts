// Carries a connection over one WebSocket.
import { loadWebSocket } from "#websocket";
import { subprotocol } from "../protocol/frames.js";
import type { Transport } from "./transport.js";

/** The default transport. Rejects when the page may not open this address, such as `ws:` from an `https:` page. */
export const webSocketTransport: Transport = async ({ url, hello }, receiver) => {
  const WebSocketClass = await loadWebSocket();
  const socket = new WebSocketClass(url.replace("http", "ws"), [subprotocol, `hello.${hello}`]);
  // A message that is not text is refused like any other that is not JSON.
  socket.addEventListener("message", (event) => receiver.message(String(event.data)));
  // Every error is followed by a close; without this listener the package `ws` would throw.
  socket.addEventListener("error", () => {});
  socket.addEventListener("close", (event) => receiver.close(event.code, event.reason));
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(1000),
  };
};
