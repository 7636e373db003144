// Numbers: what is wrong with one.
import type { Issue } from "../issue.js";
import { runChecks, type Check } from "./checks.js";
import { endsChecks, report, wrongType, type Key } from "./report.js";

/** Refuses what is no finite number or fails a check; gives the value. */
export function number(value: unknown, issues: Issue[], key?: Key, ...checks: Check[]): unknown {
  if (typeof value !== "number" || !Number.isFinite(value)) wrongType(value, issues, "number", key);
  else runChecks(value, issues, key, checks);
  return value;
}

/** A bound as Zod reports it: numbers as they are, a bigint as its decimal text, a date as its time. */
type Bound = number | bigint | Date;

function compare(code: "too_small" | "too_big", bound: Bound, inclusive: boolean, origin?: string): Check {
  const name = origin ?? (typeof bound === "object" ? "date" : typeof bound);
  const shown = typeof bound === "object" ? bound.getTime() : typeof bound === "bigint" ? String(bound) : bound;
  const small = code === "too_small";
  return (value, issues, key) => {
    // Only called with a value of the bound's own type.
    const other = value as Bound;
    if (small ? other > bound || (inclusive && other >= bound) : other < bound || (inclusive && other <= bound)) return;
    const message = `Too ${small ? "small" : "big"}: expected ${name} to be ${small ? ">" : "<"}${inclusive ? "=" : ""}${shown}`;
    report(issues, key, code, message, { origin: name, [small ? "minimum" : "maximum"]: shown, inclusive });
  };
}

/** Not less than. */
export function gte(bound: Bound): Check {
  return compare("too_small", bound, true);
}
/** Greater than. */
export function gt(bound: Bound): Check {
  return compare("too_small", bound, false);
}
/** Not more than. */
export function lte(bound: Bound): Check {
  return compare("too_big", bound, true);
}
/** Less than. */
export function lt(bound: Bound): Check {
  return compare("too_big", bound, false);
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
export function integer(format = "safeint", least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Check {
  return (value, issues, key) => {
    if (!Number.isInteger(value)) {
      const start = issues.length;
      report(issues, key, "invalid_type", "Invalid input: expected int, received number", { expected: "int", format });
      endsChecks(issues, start);
      return true;
    }
    if (Number.isSafeInteger(value)) {
      gte(least)(value, issues, key);
      lte(most)(value, issues, key);
    } else if (Number(value) < 0) compare("too_small", Number.MIN_SAFE_INTEGER, true, "int")(value, issues, key);
    else compare("too_big", Number.MAX_SAFE_INTEGER, true, "int")(value, issues, key);
    return;
  };
}
