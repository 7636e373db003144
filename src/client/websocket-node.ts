// The platform's WebSocket class, or that of the package `ws` on Node 20, which has none.
import type { WebSocketClass } from "./websocket-class.js";

/** Gives the class. */
export async function loadWebSocket(): Promise<WebSocketClass> {
  return globalThis.WebSocket ?? quiet((await import("ws")).WebSocket);
}

type PackageClass = typeof import("ws").WebSocket;

// Every error is followed by a close; without a listener the package would throw.
function quiet(Base: PackageClass): new (address: string, protocols: string[]) => unknown {
  return class extends Base {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      this.on("error", () => {});
    }
  };
}
