// Numbers: what is wrong with one.
import type { Issue } from "../issue.js";
import { runChecks, type Check } from "./checks.js";
import { beyond, type Bound } from "./bounds.js";
import { report, wrongType, type Key } from "./report.js";

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

/** Refuses what is no finite number. */
export function number(value: unknown, issues: Issue[], key?: Key): void {
  if (!Number.isFinite(value)) wrongType(value, issues, "number", key);
}

/** Refuses what is no finite number within these bounds; the lower one is none of them if it is `open`. */
export function boundedNumber(
  value: unknown,
  issues: Issue[],
  key?: Key,
  least = -Infinity,
  most = Infinity,
  open = false,
): void {
  if (
    typeof value !== "number" ||
    !(value >= least && value <= most && Number.isFinite(value) && !(open && value === least))
  ) {
    if (!isFinite(value)) wrongType(value, issues, "number", key);
    else outOfRange(value, issues, key, least, most, open);
  }
}

/** Refuses what is no safe integer within these bounds; the lower one is none of them if it is `open`. */
export function int(
  value: unknown,
  issues: Issue[],
  key?: Key,
  least = -Infinity,
  most = Infinity,
  open = false,
): void {
  if (
    typeof value !== "number" ||
    !(Number.isSafeInteger(value) && value >= least && value <= most && !(open && value === least))
  ) {
    if (whole(value, issues, key)) outOfRange(value, issues, key, least, most, open);
  }
}

function outOfRange(value: number, issues: Issue[], key: Key, least: number, most: number, open = false): void {
  if (value < least || (open && value === least)) beyond(issues, key, true, least, "number", "", open ? ">" : ">=");
  if (value > most) beyond(issues, key, false, most, "number");
}

/** Refuses what is no finite number or fails a check. */
export function numeric(value: unknown, issues: Issue[], key?: Key, ...checks: Check[]): void {
  if (Number.isFinite(value)) runChecks(value, issues, key, checks);
  else wrongType(value, issues, "number", key);
}

function compare(small: boolean, bound: Bound, inclusive: boolean): Check {
  // A bigint as its decimal text, which JSON can carry.
  const [shown, origin] =
    typeof bound === "bigint"
      ? [String(bound), "bigint"]
      : [Number(bound), typeof bound === "number" ? "number" : "date"];
  return (value, issues, key) => {
    // Only called with a value of the bound's own type.
    const own = value as Bound;
    if (small ? (inclusive ? own < bound : own <= bound) : inclusive ? own > bound : own >= bound) {
      beyond(issues, key, small, shown, origin, "", inclusive ? undefined : small ? ">" : "<");
    }
    return undefined;
  };
}

/** Not less than. */
export function gte(bound: Bound): Check {
  return compare(true, bound, true);
}
/** Greater than. */
export function gt(bound: Bound): Check {
  return compare(true, bound, false);
}
/** Not more than. */
export function lte(bound: Bound): Check {
  return compare(false, bound, true);
}
/** Less than. */
export function lt(bound: Bound): Check {
  return compare(false, bound, false);
}

/** Is `value` a multiple of `step`, as far as doubles can tell? Zod's own tolerance. */
export function isMultiple(value: number, step: number): boolean {
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) < 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
}

/** A multiple of `step`. */
export function multipleOf(step: number | bigint): Check {
  return (value, issues, key) => {
    const fits =
      typeof value === "number" && typeof step === "number"
        ? isMultiple(value, step)
        : typeof value === "bigint" && typeof step === "bigint" && step !== BigInt(0) && value % step === BigInt(0);
    if (fits) return;
    report(issues, key, "not_multiple_of", `Invalid number: must be a multiple of ${step}`, {
      origin: typeof value,
      divisor: typeof step === "bigint" ? String(step) : step,
    });
  };
}

/** An integer that a double holds exactly (`safeint`), or within narrower bounds (`int32`, `uint32`). */
export function integer(format?: string, least = -Infinity, most = Infinity): Check {
  return (value, issues, key) => {
    const isWhole = whole(value, issues, key, format);
    if (isWhole && Number.isSafeInteger(value)) outOfRange(value, issues, key, least, most);
    return !isWhole;
  };
}

// False, which ends the checks, for what is no number or has a fraction.
function whole(value: unknown, issues: Issue[], key: Key, format = "safeint"): value is number {
  if (!isWhole(value)) {
    if (Number.isFinite(value)) wrongType(value, issues, "int", key, { format });
    else number(value, issues, key);
    return false;
  }
  if (!Number.isSafeInteger(value)) beyond(issues, key, value < 0, Math.sign(value) * Number.MAX_SAFE_INTEGER, "int");
  return true;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
