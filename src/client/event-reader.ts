// Events as an async iterator, with a bound on how far its reader may fall behind.
import { failure } from "./failure.js";
import type { Unsubscribe } from "./types.js";

const maxBehind = 1_000;

/** See `ActorConnection.events`. `on` and `onEnd` listen to the events and to the end of the connection, if it `isOver`. */
export async function* readEvents(
  on: (listener: (payload: unknown) => void) => Unsubscribe,
  onEnd: (listener: () => void) => Unsubscribe,
  isOver: () => boolean,
): AsyncIterableIterator<unknown> {
  const waiting: unknown[] = [];
  let wake = (): void => {};
  const stop = [
    on((payload) => {
      if (waiting.length <= maxBehind) waiting.push(payload);
      wake();
    }),
    onEnd(() => wake()),
  ];
  try {
    for (;;) {
      if (waiting.length > maxBehind) throw failure("slow_consumer", "The reader fell behind.");
      if (waiting.length > 0) yield waiting.shift();
      else if (isOver()) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const unsubscribe of stop) unsubscribe();
  }
}
