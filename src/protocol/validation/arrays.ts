// Arrays and tuples: what is wrong with their length.
import type { Issue } from "../issue.js";
import { runChecks, type Check } from "./checks.js";
import { beyond, lengthBeyond } from "./bounds.js";
import { isArray } from "./guards.js";
import { endedChecks, endsChecks, goesNoFurther, wrongType } from "./report.js";

/** Refuses what is no array. Zod measures it all the same if it has a length. */
export function array(value: unknown, issues: Issue[], ...checks: Check[]): undefined {
  wrongType(value, issues, "array");
  runChecks(value, issues, undefined, checks);
}

/** Refuses a list beyond its limit without a look at its items. */
export function oversized(value: unknown, issues: Issue[], ...checks: Check[]): undefined {
  const start = issues.length;
  for (const check of checks) {
    check(value, issues, undefined);
    if (issues.length > start) break;
  }
  endsChecks(issues, start);
}

/** Checks the length after the items, unless one of them ended the checks. */
export function afterItems(value: unknown, issues: Issue[], start: number, ...checks: Check[]): void {
  if (!endedChecks(issues, start)) runChecks(value, issues, undefined, checks);
}

/** Refuses a tuple that is shorter (`small`) or longer than its bound. */
export function tupleLength(issues: Issue[], small: boolean, bound: number): undefined {
  const start = issues.length;
  lengthBeyond([], issues, undefined, small, bound);
  goesNoFurther(issues, start);
}

/** Is this a list of arguments? Refuses what is none, and one that is too long, whose arguments are looked at all the same. */
export function isArgs(value: unknown, issues: Issue[], most: number): value is unknown[] {
  const isList = isArray(value);
  if (!isList) wrongType(value, issues, "array");
  else if (value.length > most) beyond(issues, undefined, false, most, "array", " items");
  return isList;
}

/** A copy of a list of arguments without the undefined ones at its end. */
export function withoutTail(list: readonly unknown[]): unknown[] {
  return list.slice(0, list.findLastIndex((item) => item !== undefined) + 1);
}
