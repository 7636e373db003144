// One socket from its opening to its end: batches what leaves, pings, and gives a silent peer up.
import type { Context } from "./context.js";
import type { TransportAddress, TransportSocket } from "./transport.js";
import { webSocketTransport } from "./websocket.js";

// The server takes 1,024 frames and 1 MiB; the shortest frame that is sent in numbers has 21 characters.
const maxLength = 20_000;

/** How a socket ended: by WebSocket close code. */
export type SessionEnd = readonly [code: number, reason: string];

/** A socket that is opening, open, or closing. */
export interface Session {
  /** Queues a frame; those of one tick leave as one message. What comes before the first message waits for it. */
  push(frame: string): void;
  /** Sends what waits and closes. */
  close(): void;
  /** Resolves when the socket is closed, or silent. */
  readonly end: Promise<SessionEnd>;
}

/** Opens a socket. `receive` gets each message until the end. */
export function openSession(
  { options, clock }: Context,
  address: TransportAddress,
  receive: (message: string) => void,
): Session {
  let socket: TransportSocket | undefined;
  let state: "opening" | "open" | "over" = "opening";
  let unanswered = 0;
  let batch = "";
  let ended: (how: SessionEnd) => void = () => {};
  const end = new Promise<SessionEnd>((resolve) => (ended = resolve));

  const flush = (): void => {
    if (state === "open" && batch) {
      socket?.send(`[${batch}]`);
      batch = "";
    }
  };
  const push = (frame: string): void => {
    if (batch.length + frame.length > maxLength) flush();
    if (batch) batch += `,${frame}`;
    else {
      batch = frame;
      queueMicrotask(flush);
    }
  };
  const finish = (code: number, reason: string): void => {
    cancelTimer();
    state = "over";
    ended([code, reason]);
  };
  const close = (): void => {
    flush();
    state = "over";
    socket?.close();
  };
  // Three pings without an answer: nothing came for the silence, and at most a third longer.
  const wait = (): (() => void) =>
    clock.timer((options.silence ?? 45_000) / 3, () => {
      if (unanswered++ > 2) {
        finish(4408, "Silent.");
        close();
      } else {
        push('{"t":"ping"}');
        cancelTimer = wait();
      }
    });
  let cancelTimer = wait();

  (options.transport ?? webSocketTransport)(address, {
    message(text) {
      unanswered = 0;
      if (state === "over") return;
      const first = state === "opening";
      state = "open";
      receive(text);
      if (first) flush();
    },
    close: finish,
  }).then(
    (opened) => {
      socket = opened;
      if (state === "over") close();
    },
    (cause) => finish(4400, String(cause)),
  );
  return { push, close, end };
}
