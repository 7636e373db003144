// The default transport: WebSocket, and server-sent events where that does not open.
import type { Context } from "./context.js";
import type { Transport } from "./transport.js";
import { webSocketTransport } from "./websocket.js";

/**
 * A transport for one connection: every third attempt since a WebSocket last worked on it is a stream. Where streams have
 * worked for the client and WebSocket never, it is the other way round: a stream, and every third time a WebSocket.
 */
export function fallbackTransport(context: Context): Transport {
  let attempts = 0;
  return async (address, receiver) =>
    ++attempts % 3 > 0 === !context.sse
      ? webSocketTransport(address, {
          ...receiver,
          message(text) {
            context.sse = false;
            attempts = 0;
            receiver.message(text);
          },
        })
      : (await import("./sse.js")).fallbackStreams(context)(address, receiver);
}
