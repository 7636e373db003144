// Events as an async iterator, with a bound on how far its reader may fall behind.
import { ActorError } from "../protocol/errors.js";
import type { Link } from "./link.js";

const maxBehind = 1_000;

/** See `ActorConnection.events`. Subscribes at once, not at the first read. */
export function readEvents(link: Link, event: string): AsyncIterableIterator<unknown> {
  const waiting: unknown[] = [];
  let wake = (): void => {};
  let over = link.status === "idle";
  let error: ActorError | undefined;
  const stop = (): void => {
    over = true;
    unsubscribe();
    stopWatching();
    wake();
  };
  const unsubscribe = link.subscriptions.add(event, (payload) => {
    if (waiting.length < maxBehind) waiting.push(payload);
    else {
      error = new ActorError({ code: "slow_consumer", message: `The reader fell ${maxBehind} events behind.` });
      stop();
    }
    wake();
  });
  const stopWatching = link.onStatusChange.add((status) => {
    if (status === "idle") stop();
  });

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
