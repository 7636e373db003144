// Carries a connection over one WebSocket.
import { loadWebSocket } from "#websocket";
import { subprotocol } from "../protocol/frames.js";
import type { Transport } from "./transport.js";

/** The default transport. Rejects when the page may not open this address, such as `ws:` from an `https:` page. */
export const webSocketTransport: Transport = async ({ url, hello }, receiver) => {
  const WebSocketClass = await loadWebSocket();
  const socket = new WebSocketClass(url.replace("http", "ws"), [subprotocol, `hello.${hello}`]);
  // A message that is not text fails as one that is not JSON.
  socket.onmessage = ({ data }) => receiver.message(data);
  socket.onclose = ({ code, reason }) => receiver.close(code, reason);
  // Every error is followed by a close; without this listener the package `ws` would throw.
  socket.onerror = () => {};
  return {
    send: (text) => socket.send(text),
    close: () => socket.close(1000),
  };
};
