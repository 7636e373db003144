// Bounds: how a value beyond one is reported.
import type { Issue } from "../issue.js";
import { isArray } from "./guards.js";
import { report, type Key } from "./report.js";

/** A bound as a check holds it. */
export type Bound = number | bigint | Date;

/**
 * Reports a value below (`small`) or above its bound. `origin` is what the message calls the value, `unit` what is counted
 * of it; nothing where the value itself is compared.
 */
export function beyond(
  issues: Issue[],
  key: Key,
  small: boolean,
  bound: number | string,
  origin: string,
  unit = "",
  sign = small ? ">=" : "<=",
): void {
  const word = small ? "small" : "big";
  report(
    issues,
    key,
    `too_${word}`,
    `Too ${word}: expected ${origin} to ${unit ? "have" : "be"} ${sign}${bound}${unit}`,
    {
      origin,
      [small ? "minimum" : "maximum"]: bound,
      inclusive: sign.length > 1,
    },
  );
}

/** Reports the length of a string, of a list, or of what else has one, as Zod measures it too. */
export function lengthBeyond(
  value: unknown,
  issues: Issue[],
  key: Key,
  small: boolean,
  bound: number,
  sign?: string,
): void {
  const isText = typeof value === "string";
  const [origin, unit] = isText ? ["string", " characters"] : isArray(value) ? ["array", " items"] : ["unknown"];
  beyond(issues, key, small, bound, origin, unit, sign);
}

/** Reports the size of a map, of a set, or of what else has one. */
export function sizeBeyond(
  value: unknown,
  issues: Issue[],
  key: Key,
  small: boolean,
  bound: number,
  sign?: string,
): void {
  const [origin, unit] =
    value instanceof Map ? ["map", " entries"] : value instanceof Set ? ["set", " items"] : ["unknown"];
  beyond(issues, key, small, bound, origin, unit, sign);
}
