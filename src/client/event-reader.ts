// Events as an async iterator, with a bound on how far its reader may fall behind.
import type { ActorError } from "../protocol/errors.js";
import { failure } from "./failure.js";
import type { Link } from "./link.js";
import type { Unsubscribe } from "./types.js";

const maxBehind = 1_000;

/** See `ActorConnection.events`. Subscribes at once, not at the first read. */
export function readEvents(
  link: Link,
  on: (listener: (payload: unknown) => void) => Unsubscribe,
): AsyncIterableIterator<unknown> {
  const waiting: unknown[] = [];
  let wake = (): void => {};
  let over = link.status === "idle";
  let error: ActorError | undefined;
  const stop = (): void => {
    over = true;
    unsubscribe();
    forget();
    wake();
  };
  const unsubscribe = on((payload) => {
    if (waiting.length < maxBehind) waiting.push(payload);
    else {
      error = failure("slow_consumer", `The reader fell ${maxBehind} events behind.`);
      stop();
    }
    wake();
  });
  const forget = link.lifecycle.on("end", stop);

  async function* read(): AsyncGenerator<unknown> {
    try {
      yield;
      for (;;) {
        while (waiting.length > 0) yield waiting.shift();
        if (error) throw error;
        if (over) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      stop();
    }
  }
  const reader = read();
  // Enters the `try`, so that a reader that is returned before it is read unsubscribes too.
  void reader.next();
  return reader;
}
