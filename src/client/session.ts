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
  /** Sends what waits and closes. The receiver's `close` follows when the peer has answered. */
  close(): void;
}

/** Opens a socket. `receiver` is told of messages until `close` is called, and of the end exactly once. */
export function openSession(
  { options, clock }: Context,
  address: TransportAddress,
  receiver: TransportReceiver,
): Session {
  let socket: TransportSocket | undefined;
  let state: "opening" | "open" | "closing" | "closed" = "opening";
  let unanswered = 0;
  let batch = "";
  let count = 0;

  const flush = (): void => {
    if (state !== "open" || count === 0) return;
    socket?.send(count > 1 ? `[${batch}]` : batch);
    count = 0;
  };
  const push = (frame: string): void => {
    if (count === maxFrames || (count > 0 && batch.length + frame.length > maxLength)) flush();
    if (count++ > 0) batch += `,${frame}`;
    else {
      batch = frame;
      queueMicrotask(flush);
    }
  };
  const end = (code: number, reason: string): void => {
    if (state === "closed") return;
    state = "closed";
    cancelTimer();
    receiver.close(code, reason);
  };
  const close = (): void => {
    flush();
    if (state !== "closed") state = "closing";
    socket?.close();
  };
  // Three pings without an answer: nothing came for the silence, and at most a third longer.
  const wait = (): (() => void) =>
    clock.timer((options.silence ?? 45_000) / 3, () => {
      if (unanswered++ === 3) {
        end(4408, "The server is silent.");
        socket?.close();
      } else {
        if (state === "open") push('{"t":"ping"}');
        cancelTimer = wait();
      }
    });
  let cancelTimer = wait();

  (options.transport ?? webSocketTransport)(address, {
    message(text) {
      unanswered = 0;
      const first = state === "opening";
      if (first) state = "open";
      if (state === "open") receiver.message(text);
      if (first) flush();
    },
    close: end,
  }).then(
    (opened) => {
      socket = opened;
      if (state === "closing" || state === "closed") opened.close();
    },
    (cause) => end(4400, String(cause)),
  );
  return { push, close };
}
