// One socket from its opening to its end: batches what leaves, pings, and gives a silent peer up.
import type { Context } from "./context.js";
import type { Transport, TransportAddress, TransportSocket } from "./transport.js";

// The server takes 1,024 frames and 1 MiB; the shortest frame that is sent in numbers has 21 characters.
const maxLength = 20_000;
// The states of a session.
const opening = 0;
const open = 1;
const over = 2;

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
  transport: Transport,
  address: TransportAddress,
  receive: (message: string) => void,
): Session {
  let socket: TransportSocket | undefined;
  let state: typeof opening | typeof open | typeof over = opening;
  let unanswered = 0;
  let closeCode = 1000;
  let batch = "";
  let ended!: (how: SessionEnd) => void;
  const end = new Promise<SessionEnd>((resolve) => (ended = resolve));

  const flush = (): void => {
    if (state === open && batch) {
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
    state = over;
    ended([code, reason]);
  };
  const close = (): void => {
    flush();
    state = over;
    socket?.close(closeCode);
  };
  // Three pings without an answer: nothing came for the silence, and at most a third longer.
  const wait = (): (() => void) =>
    clock.timer((options.silence ?? 45_000) / 3, () => {
      if (unanswered++ > 2) {
        // What the server may still hear must not end the connection for good.
        closeCode = 4408;
        finish(closeCode, "Silent.");
        close();
      } else {
        push('{"t":"ping"}');
        cancelTimer = wait();
      }
    });
  let cancelTimer = wait();

  transport(address, {
    message(text) {
      unanswered = 0;
      if (state === over) return;
      const first = state === opening;
      state = open;
      receive(text);
      if (first) flush();
    },
    close: finish,
  }).then(
    (opened) => {
      socket = opened;
      if (state === over) close();
    },
    // The default has another way to try.
    (cause) => finish(options.transport ? 4400 : 1006, String(cause)),
  );
  return { push, close, end };
}
