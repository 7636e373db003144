// The platform's WebSocket class, or that of the package `ws` on Node 20, which has none.
import type { WebSocketClass } from "./websocket-class.js";

/** Gives the class. */
export async function loadWebSocket(): Promise<WebSocketClass> {
  return globalThis.WebSocket ?? (await import("ws")).WebSocket;
}
