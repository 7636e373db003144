// Writers that append values of their own to lists, and know which of them were acknowledged.
import { createClient, isActorError } from "actorgen/client";
import {
  numbersClient,
  type NumbersClient,
  type NumbersConnection,
  type NumbersHandle,
} from "../../test/faults/numbers-actor.js";
import { within } from "../../test/faults/waiting.js";

/** Writers at work. */
export interface Writers {
  acknowledged(): number;
  /** Writes that wait for their reply. */
  waiting(): number;
  /** Reads what is in the store, and says what is wrong with it; `whole` when nothing waits any more. */
  check(handle: NumbersHandle, whole: boolean): Promise<string[]>;
  /** No more writes; resolves when those that wait are answered. */
  stop(): Promise<void>;
  counts(): { acknowledged: number; unknown: number; applied: number };
}

/** Starts `clients` connections, each with `depth` writes in flight. */
export function writeThrough(url: string, { clients, depth }: { clients: number; depth: number }): Writers {
  const acknowledged = new Map<string, number>();
  const unknown = new Set<string>();
  const wrong: string[] = [];
  let writing = true;
  let waiting = 0;
  let applied = 0;
  const reconnect = { minDelay: 10, maxDelay: 200 };
  const client = createClient<NumbersClient>(url, [numbersClient], { reconnect });
  const writer = async (index: number, lane: number, connection: NumbersConnection): Promise<void> => {
    for (let count = 1; writing; count++) {
      const value = `${index}.${lane}.${count}`;
      waiting++;
      try {
        acknowledged.set(value, await within(60_000, `the reply to ${value}`, connection.append(`${index}`, value)));
      } catch (error) {
        unknown.add(value);
        if (isActorError(error) && error.code === "outcome_unknown") continue;
        // A connection that has ended would fail every write at once.
        wrong.push(`${value}: ${String(error)}`);
        return;
      } finally {
        waiting--;
      }
    }
  };
  const all = Array.from({ length: clients }, (_client, index) => {
    const connection = client.numbers.getOrCreate("torture", { params: { client: index } }).connect();
    return Array.from({ length: depth }, (_lane, lane) => writer(index, lane, connection));
  }).flat();

  return {
    acknowledged: () => acknowledged.size,
    waiting: () => waiting,
    async check(handle, whole) {
      const before = [...acknowledged];
      const lists = await Promise.all(Array.from({ length: clients }, (_client, index) => handle.read(`${index}`)));
      const found = wrong.splice(0);
      const places = new Map<string, number>();
      for (const list of lists) {
        for (const [place, value] of list.entries()) {
          if (places.has(value)) found.push(`${value} was applied twice`);
          places.set(value, place + 1);
        }
      }
      for (const [value, place] of before) {
        const at = places.get(value);
        if (at === undefined) found.push(`${value} was acknowledged and is lost`);
        else if (at !== place) found.push(`${value} was told ${place} and stands at ${at}`);
      }
      applied = places.size;
      if (!whole) return found;
      if (unknown.size > 0) found.push(`${unknown.size} writes of unknown outcome, though records are durable`);
      const strangers = [...places.keys()].filter((value) => !acknowledged.has(value) && !unknown.has(value));
      if (strangers.length > 0) found.push(`${strangers.length} values were applied that nobody wrote`);
      return found;
    },
    async stop() {
      writing = false;
      await Promise.all(all);
      await client.dispose();
    },
    counts: () => ({ acknowledged: acknowledged.size, unknown: unknown.size, applied }),
  };
}
