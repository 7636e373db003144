// Carries a connection over one WebSocket.
import { loadWebSocket } from "#websocket";
import type { subprotocol } from "../protocol/frames.js";
import type { Transport } from "./transport.js";

/** The default transport. Rejects when the page may not open this address, such as `ws:` from an `https:` page. */
export const webSocketTransport: Transport = async ({ url, hello }, receiver) => {
  const WebSocketClass = await loadWebSocket();
  const socket = new WebSocketClass(url.replace("http", "ws"), [
    "actorgen.v1" satisfies typeof subprotocol,
    `hello.${hello}`,
  ]);
  // A message that is not text fails as one that is not JSON.
  socket.onmessage = ({ data }) => receiver.message(data);
  socket.onclose = ({ code, reason }) => receiver.close(code, reason);
  return {
    send: (text) => socket.send(text),
    close: (code = 1000) => socket.close(code),
  };
};
