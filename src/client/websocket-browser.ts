// The platform's WebSocket class, where every platform has one.
import type { WebSocketClass } from "./websocket-class.js";

/** Gives the class. */
export function loadWebSocket(): WebSocketClass {
  return WebSocket;
}
