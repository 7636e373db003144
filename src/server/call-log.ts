// The call log: call records in a durable store, one value for all that one turn of the event loop commits.
import {
  storable,
  type CallHolder,
  type CallOutcome,
  type CallRow,
  type LoadedCall,
  type StoredCalls,
} from "./call-rows.js";
import type { HostStorage, StorageChange } from "./host.js";

/** Under which keys they are stored. */
export const callPrefix = "call/";

// Calls that nobody asks for any more, above as many as are asked for, before all of those are stored anew.
const slack = 1_024;

/** Of one actor. A row is deleted, with the next one, when the clients have all of its replies. */
export class CallLog {
  /** The records that have rows here. */
  readonly holders = new Set<CallHolder>();
  readonly #storage: Pick<HostStorage, "turn">;
  #number = 0;
  /** The row of the turn of the event loop that is known by this number. */
  #last: CallRow | undefined;
  /** Its value. */
  #groups: StoredCalls[] = [];
  #turn: number | undefined;
  readonly #dead: CallRow[] = [];
  /** Rows until it is known who asks for what is in them. */
  readonly #loaded: CallRow[] = [];
  #stored = 0;
  #live = 0;

  constructor(storage: Pick<HostStorage, "turn">) {
    this.#storage = storage;
  }

  /** Adds to `changes` what has to be committed at once, so that the outcome is stored with it. Gives where it is. */
  add(changes: StorageChange[], records: CallHolder, id: number, outcome: CallOutcome): CallRow {
    return this.#keep(this.#row(changes), records, id, outcome);
  }

  /** Stores all records of a connection anew. */
  restore(changes: StorageChange[], records: CallHolder): void {
    const row = this.#row(changes);
    records.move((id, outcome) => this.#keep(row, records, id, outcome));
  }

  /** One of its calls is not asked for any more. */
  release(row: CallRow): void {
    this.#live--;
    if (--row.live === 0 && row !== this.#last) this.#dead.push(row);
  }

  /** Takes what was stored; gives the calls of each connection in the order of their ids. */
  load(stored: ReadonlyMap<string, unknown>): ReadonlyMap<string, LoadedCall[]> {
    const found = new Map<string, Map<number, LoadedCall>>();
    for (const [key, value] of [...stored].sort(([a], [b]) => numberOf(a) - numberOf(b))) {
      const groups = Array.isArray(value) ? value.filter(isStoredCalls) : [];
      const row: CallRow = { key, calls: 0, live: 1 };
      this.#number = numberOf(key);
      this.#live++;
      this.#loaded.push(row);
      for (const [connection, dropped, ...pairs] of groups) {
        const calls = found.get(connection) ?? new Map<number, LoadedCall>();
        found.set(connection, calls);
        for (let at = 0; at < pairs.length; at += 2) {
          const id = Number(pairs[at]);
          const outcome = pairs[at + 1];
          calls.set(id, {
            id,
            outcome: typeof outcome === "number" ? undefined : (outcome ?? undefined),
            dropped,
            row,
          });
          row.calls++;
        }
      }
      this.#stored += row.calls;
    }
    return new Map([...found].map(([id, calls]) => [id, [...calls.values()].sort((a, b) => a.id - b.id)]));
  }

  /** What was loaded is taken up by a connection. */
  take(calls: Iterable<LoadedCall>): void {
    for (const { row } of calls) {
      row.live++;
      this.#live++;
    }
  }

  /** All connections have taken theirs. */
  settle(): void {
    for (const row of this.#loaded.splice(0)) this.release(row);
  }

  /** Deletes what nobody asks for any more, without waiting for the next row. */
  sweep(changes: StorageChange[]): void {
    if (this.#last?.live === 0) {
      this.#dead.push(this.#last);
      this.#last = undefined;
    }
    this.#delete(changes);
  }

  #delete(changes: StorageChange[]): void {
    for (const { key, calls } of this.#dead.splice(0)) {
      changes.push({ delete: key });
      this.#stored -= calls;
    }
  }

  #keep(row: CallRow, records: CallHolder, id: number, outcome: CallOutcome): CallRow {
    const { connection } = records;
    const dropped = records.told();
    const last = this.#groups.at(-1);
    if (last && last[0] === connection && last[1] === dropped) last.push(id, storable(outcome));
    else this.#groups.push([connection, dropped, id, storable(outcome)]);
    row.calls++;
    row.live++;
    this.#live++;
    this.#stored++;
    return row;
  }

  #row(changes: StorageChange[]): CallRow {
    const { turn } = this.#storage;
    if (this.#last && turn !== undefined && turn === this.#turn) return this.#last;
    const before = this.#last;
    const row: CallRow = { key: callPrefix + ++this.#number, calls: 0, live: 0 };
    this.#last = row;
    this.#groups = [];
    this.#turn = turn;
    if (before?.live === 0) this.#dead.push(before);
    if (this.#stored > 2 * this.#live + slack) {
      for (const records of this.holders) records.move((id, outcome) => this.#keep(row, records, id, outcome));
    }
    this.#delete(changes);
    changes.push({ put: row.key, value: this.#groups });
    return row;
  }
}

function numberOf(key: string): number {
  return Number(key.slice(callPrefix.length));
}

function isStoredCalls(value: unknown): value is StoredCalls {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}
