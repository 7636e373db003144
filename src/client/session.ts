// One socket from its opening to its end: batches what leaves, pings, and gives a silent peer up.
import type { Context } from "./context.js";
import type { Transport } from "./transport.js";

// The server takes 1,024 frames and 1 MiB; the shortest frame that is sent in numbers has 21 characters.
const maxLength = 20_000;
// The states of a session.
const unheard = 0;
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
  url: string,
  hello: string,
  receive: (message: string) => void,
): Session {
  const { silence = 45_000 } = options;
  let state: typeof unheard | typeof open | typeof over = unheard;
  let unanswered = 0;
  let batch = "";
  let ended!: (how: SessionEnd) => void;
  const end = new Promise<SessionEnd>((resolve) => (ended = resolve));

  const flush = (): void => {
    if (state === open && batch) {
      const text = `[${batch}]`;
      batch = "";
      void opening.then((socket) => socket?.send(text));
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
  const close = (code?: number): void => {
    flush();
    state = over;
    void opening.then((socket) => socket?.close(code));
  };
  // Three pings without an answer: nothing came for the silence, and at most a third longer. Where nothing ever came,
  // no ping can leave.
  const wait = (): (() => void) =>
    clock.timer(silence / 3, () => {
      if (state === unheard || unanswered++ > 2) {
        // What the server may still hear must not end the connection for good.
        finish(4408, "Silent.");
        close(4408);
      } else {
        push('{"t":"ping"}');
        cancelTimer = wait();
      }
    });
  let cancelTimer = wait();

  // A transport may deliver before it has given its socket.
  const opening = Promise.resolve()
    .then(() =>
      transport(
        { url, hello, fetch: options.fetch, clock, silence },
        {
          message(text) {
            unanswered = 0;
            if (state === over) return;
            state = open;
            receive(text);
            flush();
          },
          close: finish,
        },
      ),
    )
    // The default has another way to try.
    .catch((cause) => {
      finish(options.transport ? 4400 : 1006, String(cause));
      return undefined;
    });
  return { push, close, end };
}
