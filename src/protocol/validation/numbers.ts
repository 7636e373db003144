// Numbers: what is wrong with one.
import type { Issue } from "../issue.js";
import { runChecks, type Check } from "./checks.js";
import { beyond } from "./bounds.js";
import { endsChecks, report, wrongType, type Key } from "./report.js";

/** Refuses what is no finite number within these bounds; gives the value. */
export function number(value: unknown, issues: Issue[], key?: Key, least = -Infinity, most = Infinity): unknown {
  if (typeof value === "number" && Number.isFinite(value) && value >= least && value <= most) return value;
  return numeric(value, issues, key, gte(least), lte(most));
}

/** Refuses what is no safe integer within these bounds; gives the value. */
export function int(value: unknown, issues: Issue[], key?: Key, least = -Infinity, most = Infinity): unknown {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
  return numeric(value, issues, key, integer(), gte(least), lte(most));
}

/** Refuses what is no finite number or fails a check; gives the value. */
export function numeric(value: unknown, issues: Issue[], key?: Key, ...checks: Check[]): unknown {
  if (typeof value !== "number" || !Number.isFinite(value)) wrongType(value, issues, "number", key);
  else runChecks(value, issues, key, checks);
  return value;
}

function compare(small: boolean, bound: number | bigint | Date, inclusive: boolean): Check {
  // As Zod reports it; a bigint as its decimal text, which JSON can carry.
  const shown = typeof bound === "number" ? bound : typeof bound === "bigint" ? String(bound) : bound.getTime();
  const origin = typeof bound === "object" ? "date" : typeof bound;
  return (value, issues, key) => {
    // Only called with a value of the bound's own type.
    const own = value as typeof bound;
    if (small ? own > bound || (inclusive && own >= bound) : own < bound || (inclusive && own <= bound)) return;
    beyond(issues, key, small, { origin, bound: shown, inclusive });
    return;
  };
}

/** Not less than. */
export function gte(bound: number | bigint | Date): Check {
  return compare(true, bound, true);
}
/** Greater than. */
export function gt(bound: number | bigint | Date): Check {
  return compare(true, bound, false);
}
/** Not more than. */
export function lte(bound: number | bigint | Date): Check {
  return compare(false, bound, true);
}
/** Less than. */
export function lt(bound: number | bigint | Date): Check {
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
export function integer(format = "safeint", least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Check {
  return (value, issues, key) => {
    const start = issues.length;
    const number = Number(value);
    const safe = Number.isSafeInteger(value);
    if (!Number.isInteger(value)) {
      report(issues, key, "invalid_type", "Invalid input: expected int, received number", { expected: "int", format });
      endsChecks(issues, start);
      return true;
    }
    const bound = number < 0 ? (safe ? least : Number.MIN_SAFE_INTEGER) : safe ? most : Number.MAX_SAFE_INTEGER;
    if (!safe || number < least || number > most) {
      const small = number < least;
      beyond(issues, key, small, { origin: safe ? "number" : "int", bound, inclusive: true });
    }
    return;
  };
}
