// One socket from its opening to its end: batches what leaves, pings, and gives a silent peer up.
import type { Context } from "./context.js";
import type { TransportAddress, TransportReceiver, TransportSocket } from "./transport.js";
import { webSocketTransport } from "./websocket.js";

// The server takes 1,024.
const maxFrames = 1_000;

/** A socket that is opening, open, or closing. */
export interface Session {
  /** Queues a frame; those of one tick leave as one message. Only after the first message came. */
  push(frame: string): void;
  /** Sends what waits and closes. The receiver's `close` follows when the peer has answered. */
  close(): void;
}

/** Opens a socket. `receiver` is told of messages until `close` is called, and of the end exactly once. */
export function openSession(
  { options, clock }: Context,
  messageBytes: number,
  address: TransportAddress,
  receiver: TransportReceiver,
): Session {
  let socket: TransportSocket | undefined;
  let heard = false;
  let closing = false;
  let closed = false;
  let unanswered = 0;
  let batch = "";
  let count = 0;

  const push = (frame: string): void => {
    // A quarter, because a character takes up to three bytes.
    if (count === maxFrames || batch.length + frame.length > messageBytes / 4) flush();
    if (count++ > 0) batch += `,${frame}`;
    else {
      batch = frame;
      queueMicrotask(flush);
    }
  };
  const flush = (): void => {
    const message = count > 1 ? `[${batch}]` : batch;
    batch = "";
    count = 0;
    if (message && !closed) socket?.send(message);
  };
  const end = (code: number, reason: string): void => {
    if (closed) return;
    closed = true;
    cancelTimer();
    receiver.close(code, reason);
  };
  const close = (): void => {
    flush();
    closing = true;
    socket?.close();
  };
  // Three pings without an answer: nothing came for the silence, and at most a third longer.
  const wait = (): (() => void) =>
    clock.timer((options.silence ?? 45_000) / 3, () => {
      if (unanswered++ === 3) {
        end(4408, "The server is silent.");
        close();
      } else {
        if (heard) push('{"t":"ping"}');
        cancelTimer = wait();
      }
    });
  let cancelTimer = wait();

  (options.transport ?? webSocketTransport)(address, {
    message(text) {
      heard = true;
      unanswered = 0;
      if (!closing) receiver.message(text);
    },
    close: end,
  }).then(
    (opened) => {
      socket = opened;
      if (closing) opened.close();
    },
    (cause) => end(4400, String(cause)),
  );
  return { push, close };
}
