// Bounds: how a value beyond one is reported.
import type { Issue } from "../issue.js";
import { report, type Key } from "./report.js";

/** What a bound says: of which kind of value, the bound itself, and whether it belongs to what is allowed. */
export interface Bound {
  readonly origin: string;
  readonly bound: unknown;
  readonly inclusive: boolean;
  /** The bound is the only size allowed. */
  readonly exact?: boolean;
  /** What is counted, such as " items". Default: the value itself is compared. */
  readonly unit?: string;
}

/** Reports a value below (`small`) or above its bound. */
export function beyond(issues: Issue[], key: Key, small: boolean, about: Bound): void {
  const { origin, bound, inclusive, exact, unit = "" } = about;
  const sign = exact ? "exactly " : (small ? ">" : "<") + (inclusive ? "=" : "");
  report(
    issues,
    key,
    small ? "too_small" : "too_big",
    `Too ${small ? "small" : "big"}: expected ${origin} to ${unit ? "have" : "be"} ${sign}${bound}${unit}`,
    { origin, [small ? "minimum" : "maximum"]: bound, inclusive, ...(exact && { exact }) },
  );
}
