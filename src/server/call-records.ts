// Call records: the replies to the calls of one connection, so that a call that is sent again is answered and not run again.
import type { CallLog } from "./call-log.js";
import type { CallHolder, CallOutcome, CallRow, LoadedCall } from "./call-rows.js";
import type { OutFrame } from "./host.js";
import { resultText } from "./replies.js";

/** The reply's frame; "unknown" where it is no longer kept; "new" when no such call was ever finished. */
export type CallRecord = OutFrame | "unknown" | "new";

/** Replies are kept until the client says that it has them, the newest `slots` of them and at most this much text. */
const maxLength = 1 << 20;

/**
 * Of one connection, in the order in which calls finish. This is done for every call, and read hardly ever: they stand
 * in rings, side by side, and what is kept of a result is its value alone, often a text that there is once. An object and
 * a frame for each, as they outlive two young collections, took a third of the CPU of a small action.
 */
export class CallRecords implements CallHolder {
  /** The connection that they are stored for. */
  connection: string;
  readonly #slots: number;
  /** Where they are stored, if they are. */
  readonly #log: CallLog | undefined;
  #ids: number[] = ring(firstRing, 0);
  #outcomes: CallOutcome[] = ring(firstRing, undefined);
  #rows: (CallRow | undefined)[] | undefined;
  #first = 0;
  #count = 0;
  #length = 0;
  /** Up to this id a reply that is not kept may have been one that was dropped. */
  #dropped = 0;
  /** Rows of which something was dropped that the store does not know to be: they stay until it does. */
  #pending: CallRow[] = [];
  #closed = false;

  /** `slots`: as many as a connection may have calls in flight. */
  constructor(connection: string, slots: number, log: CallLog | undefined) {
    this.connection = connection;
    this.#slots = slots;
    this.#log = log;
    log?.holders.add(this);
  }

  get empty(): boolean {
    return this.#count === 0;
  }

  /** `row`: where the outcome is stored. */
  put(id: number, outcome: CallOutcome, row: CallRow | undefined): void {
    if (this.#closed) {
      if (row) this.#log?.release(row);
      return;
    }
    if (this.#count === this.#ids.length) this.#grow();
    const at = (this.#first + this.#count++) & (this.#ids.length - 1);
    this.#ids[at] = id;
    this.#outcomes[at] = outcome;
    if (row || this.#rows) (this.#rows ??= [])[at] = row;
    this.#length += lengthOf(outcome);
    while (this.#count > 1 && (this.#count > this.#slots || this.#length > maxLength)) {
      this.#dropped = Math.max(this.#dropped, this.#ids[this.#first] ?? 0);
      this.#shift(true);
    }
  }

  find(id: number): CallRecord {
    for (let index = this.#count - 1; index >= 0; index--) {
      const at = (this.#first + index) & (this.#ids.length - 1);
      if (this.#ids[at] !== id) continue;
      const outcome = this.#outcomes[at];
      if (outcome === undefined) return "unknown";
      return typeof outcome === "string" ? { text: resultText(id, outcome) } : outcome;
    }
    return id <= this.#dropped ? "unknown" : "new";
  }

  /** The client has the replies up to this id. */
  acknowledge(id: number): void {
    // Calls finish in any order: an older one behind a newer goes when that does.
    while (this.#count > 0 && (this.#ids[this.#first] ?? 0) <= id) this.#shift(this.#dropped > id);
  }

  /** Up to which id they were dropped, to be stored with one more: from then on the store knows. */
  told(): number {
    if (this.#pending.length > 0) for (const row of this.#pending.splice(0)) this.#log?.release(row);
    return this.#dropped;
  }

  /** Stores all that is stored elsewhere in another row. */
  move(add: (id: number, outcome: CallOutcome) => CallRow): void {
    for (let index = 0; index < this.#count; index++) {
      const at = (this.#first + index) & (this.#ids.length - 1);
      const row = this.#rows?.[at];
      if (!row || !this.#rows) continue;
      this.#rows[at] = add(this.#ids[at] ?? 0, this.#outcomes[at]);
      this.#log?.release(row);
    }
  }

  /** Takes what was stored of the connection, in the order of its ids. Gives the highest one. */
  load(calls: Iterable<LoadedCall>): number {
    let last = 0;
    let known = 0;
    for (const { id, outcome, dropped, row } of calls) {
      this.put(id, outcome, row);
      last = id;
      known = Math.max(known, dropped);
    }
    this.#dropped = Math.max(this.#dropped, known, last - this.#slots);
    return last;
  }

  /** Nobody asks any more. */
  close(): void {
    while (this.#count > 0) this.#shift(false);
    for (const row of this.#pending.splice(0)) this.#log?.release(row);
    this.#log?.holders.delete(this);
    this.#closed = true;
  }

  #shift(pending: boolean): void {
    const at = this.#first;
    this.#length -= lengthOf(this.#outcomes[at]);
    this.#outcomes[at] = undefined;
    const row = this.#rows?.[at];
    if (row && this.#rows) {
      this.#rows[at] = undefined;
      if (pending) this.#pending.push(row);
      else this.#log?.release(row);
    }
    this.#first = (at + 1) & (this.#ids.length - 1);
    this.#count--;
  }

  #grow(): void {
    const turned = <Item>(ring: readonly Item[]): Item[] => [...ring.slice(this.#first), ...ring.slice(0, this.#first)];
    const size = this.#ids.length;
    if (this.#rows) {
      this.#rows.length = size;
      this.#rows = turned(this.#rows);
    }
    this.#ids = [...turned(this.#ids), ...ring(size, 0)];
    this.#outcomes = [...turned(this.#outcomes), ...ring(size, undefined)];
    this.#first = 0;
  }
}

/** Entries that a ring has room for in the beginning: a power of two, as all its sizes. */
const firstRing = 16;

function ring<Item>(size: number, item: Item): Item[] {
  return Array.from({ length: size }, () => item);
}

function lengthOf(outcome: CallOutcome): number {
  if (outcome === undefined) return 0;
  return typeof outcome === "string" ? outcome.length : outcome.text.length;
}
