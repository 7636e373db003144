// A contestant: a library with the measured schemas, ready to check values.
import type { Size } from "./payloads.js";

/** Checks a freshly parsed value and gives what it made of it, which may be the value itself; throws when it refuses. */
export type Check = (value: unknown) => unknown;

/** One library, in one way of using it. */
export interface Contestant {
  /** As `--contestants` takes it. */
  readonly name: string;
  /** What the reader of the table should know. */
  readonly note?: string;
  /** It checks nothing and proves nothing: something to compare with. */
  readonly baseline?: true;
  /** Builds its checks. */
  prepare(): Promise<Readonly<Record<Size, Check>>>;
}

/** A check of a library that only says yes or no. */
export function accepting(accepts: (value: unknown) => boolean): Check {
  return (value) => {
    if (!accepts(value)) throw new TypeError("refused");
    return value;
  };
}
