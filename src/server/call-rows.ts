// Call rows: what call records and the log that stores them say to one another.
import type { OutFrame } from "./host.js";

/** A reply that may hold a secret, as `secret` says, is stored nowhere. */
export interface ReplyFrame extends OutFrame {
  readonly secret?: true;
}

/**
 * What came of a call: JSON text of its value (empty for void), or the frame of its error. Undefined: it began to take
 * effect, and what came of it is not known.
 */
export type CallOutcome = string | ReplyFrame | undefined;

/**
 * Calls of one connection as they are stored: up to which id its records were dropped, then pairs of id and outcome,
 * `null` where what came of the call is not known. One list for all that stand together: half of the bytes and the time.
 */
export type StoredCalls = [connection: string, dropped: number, ...(number | Exclude<CallOutcome, undefined> | null)[]];

/** What a store gets of an outcome. */
export function storable(outcome: CallOutcome): Exclude<CallOutcome, undefined> | null {
  return typeof outcome === "object" && outcome.secret ? null : (outcome ?? null);
}

/** One stored value, and how many of its calls may still be asked for. */
export interface CallRow {
  readonly key: string;
  calls: number;
  live: number;
}

/** A call that was stored. */
export interface LoadedCall {
  readonly id: number;
  readonly outcome: CallOutcome;
  readonly dropped: number;
  readonly row: CallRow;
}

/** Who has calls in rows: the records of a connection. */
export interface CallHolder {
  readonly connection: string;
  /** Up to which id they were dropped, to be stored with one more: from then on the store knows. */
  told(): number;
  /** Stores all that is stored elsewhere in another row. */
  move(add: (id: number, outcome: CallOutcome) => CallRow): void;
}
