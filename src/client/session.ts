// One socket from its opening to its end: batches what leaves, pings, and gives a silent peer up.
import type { Context } from "./context.js";
import type { TransportAddress, TransportReceiver, TransportSocket } from "./transport.js";
import { webSocketTransport } from "./websocket.js";

// The server takes 1,024 frames and 1 MiB, and a character has up to three bytes.
const maxFrames = 1_000;
const maxLength = 300_000;

/** A socket that is opening, open, or closing. */
export interface Session {
  /** Queues a frame; those of one tick leave as one message. What comes before the first message waits for it. */
  push(frame: string): void;
  /** Sends what waits and closes. Resolves when the peer has answered; the receiver's `close` comes before. */
  close(): Promise<void>;
}

/** Opens a socket. `receiver` is told of messages until the end, and of the end exactly once. */
export function openSession(
  { options, clock }: Context,
  address: TransportAddress,
  receiver: TransportReceiver,
): Session {
  let socket: TransportSocket | undefined;
  let open = false;
  let closing = false;
  let over = false;
  let ended = (): void => {};
  const end = new Promise<void>((resolve) => (ended = resolve));
  let unanswered = 0;
  let batch = "";
  let count = 0;

  const flush = (): void => {
    if (open && count > 0) {
      socket?.send(count > 1 ? `[${batch}]` : batch);
      count = 0;
    }
  };
  const push = (frame: string): void => {
    if (count === maxFrames || batch.length + frame.length > maxLength) flush();
    if (count++ > 0) batch += `,${frame}`;
    else {
      batch = frame;
      queueMicrotask(flush);
    }
  };
  const closed = (code: number, reason: string): void => {
    if (over) return;
    over = true;
    cancelTimer();
    receiver.close(code, reason);
    ended();
  };
  const close = (): Promise<void> => {
    flush();
    closing = true;
    socket?.close();
    return end;
  };
  // Three pings without an answer: nothing came for the silence, and at most a third longer.
  const wait = (): (() => void) =>
    clock.timer((options.silence ?? 45_000) / 3, () => {
      if (unanswered++ > 2) {
        closed(4408, "The server is silent.");
        void close();
      } else {
        if (open) push('{"t":"ping"}');
        cancelTimer = wait();
      }
    });
  let cancelTimer = wait();

  (options.transport ?? webSocketTransport)(address, {
    message(text) {
      unanswered = 0;
      if (over) return;
      if (open) return receiver.message(text);
      open = true;
      receiver.message(text);
      flush();
    },
    close: closed,
  }).then(
    (opened) => {
      socket = opened;
      if (closing) opened.close();
    },
    (cause) => closed(4400, String(cause)),
  );
  return { push, close };
}
