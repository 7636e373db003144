// Events as an async iterator, with a bound on how far its reader may fall behind.
import { failure } from "./failure.js";
import type { ActorConnection } from "./types.js";

const maxBehind = 1_000;

/**
 * The events of one name from the first read on, until the connection ends for good. A function of its own, so that
 * only programs that use it load it. A reader that falls more than 1,000 events behind gets the error `slow_consumer`.
 *
 * @example for await (const message of eventsOf(connection, "messageReceived")) console.log(message.text);
 */
export async function* eventsOf<Events, Event extends keyof Events>(
  connection: ActorConnection<Events>,
  event: Event,
): AsyncIterableIterator<Events[Event]> {
  const waiting: Events[Event][] = [];
  let wake = (): void => {};
  const stop = [
    connection.on(event, (payload) => {
      if (waiting.length <= maxBehind) waiting.push(payload);
      wake();
    }),
    connection.onStatusChange(() => wake()),
  ];
  try {
    for (;;) {
      if (waiting.length > maxBehind) throw failure("slow_consumer", "The reader fell behind.");
      if (waiting.length > 0) yield* waiting.splice(0, 1);
      else if (connection.connStatus === "idle") return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    for (const unsubscribe of stop) unsubscribe();
  }
}
