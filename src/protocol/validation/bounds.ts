// Bounds: how a value beyond one is reported.
import type { Issue } from "../issue.js";
import { report, type Key } from "./report.js";

/** A bound as a check holds it. */
export type Bound = number | bigint | Date;

// What is counted of a value; nothing where the value itself is compared.
const units: Readonly<Record<string, string>> = {
  string: " characters",
  array: " items",
  set: " items",
  map: " entries",
  number: "",
  int: "",
  bigint: "",
  date: "",
};

/** Reports a value below (`small`) or above its bound. */
export function beyond(
  value: unknown,
  issues: Issue[],
  key: Key,
  small: boolean,
  limit: Bound,
  sign = small ? ">=" : "<=",
  kind = Object.prototype.toString.call(value).slice(8, -1).toLowerCase(),
): void {
  const unit = units[kind];
  const origin = unit === undefined ? "unknown" : kind;
  // As Zod reports it; a bigint as its decimal text, which JSON can carry.
  const bound = typeof limit === "bigint" ? String(limit) : Number(limit);
  const [code, name, word] = small ? ["too_small", "minimum", "small"] : ["too_big", "maximum", "big"];
  const message = `Too ${word}: expected ${origin} to ${unit ? "have" : "be"} ${sign}${bound}${unit ?? ""}`;
  report(issues, key, code, message, { origin, [name]: bound, inclusive: sign.length > 1 });
}

/** Reports a size that is not the only one allowed. */
export function notExactly(value: unknown, issues: Issue[], key: Key, small: boolean, size: number): void {
  const start = issues.length;
  beyond(value, issues, key, small, size, "exactly ");
  for (const issue of issues.slice(start)) Object.assign(issue, { exact: true });
}
