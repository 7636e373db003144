// The default transport: WebSocket, and server-sent events where that does not open.
import type { Context } from "./context.js";
import type { Transport } from "./transport.js";
import { webSocketTransport } from "./websocket.js";

/**
 * A transport for one connection. An attempt that got no message is followed by one of the other kind, so that a server
 * that is down sees no attempt more. A client for which events worked first stays with them; for any other, one stream
 * too many is a fault of the network.
 */
export function fallbackTransport(context: Context): Transport {
  let next: boolean | undefined;
  return async (address, receiver) => {
    const sse = (context.sse || next) ?? false;
    next = !sse;
    return (sse ? (await import("./sse.js")).fallbackStreams(context.sse) : webSocketTransport)(address, {
      ...receiver,
      message(text) {
        next = sse;
        context.sse ??= sse;
        receiver.message(text);
      },
    });
  };
}
