// Checks of a value whose type is right, in Zod's order; they run only to say what failed.
import type { Issue } from "../issue.js";
import { lengthBeyond, sizeBeyond } from "./bounds.js";
import { endsChecks, type Key } from "./report.js";

/** Adds an issue when the value fails; true ends the checks of this value. */
export type Check = (value: unknown, issues: Issue[], key: Key) => boolean | undefined;

/** Runs checks in order. */
export function runChecks(value: unknown, issues: Issue[], key: Key, checks: readonly Check[]): void {
  for (const check of checks) if (check(value, issues, key) === true) return;
}

/** The check ends those after it when it fails (`abort: true`). */
export function aborting(check: Check): Check {
  return (value, issues, key) => {
    const start = issues.length;
    check(value, issues, key);
    endsChecks(issues, start);
    return issues.length > start;
  };
}

/** Code points of a string: a surrogate pair counts once, as in Zod. */
export function codePoints(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

// Zod measures whatever has a length or size, even where the type is wrong. What is no number fits no bound.
function counted(size: unknown): number | undefined {
  return size === undefined || typeof size === "number" ? size : Number.NaN;
}

/** Code points of a string, the length of anything else that has one. */
export function lengthOf(value: unknown): number | undefined {
  if (typeof value === "string") return codePoints(value);
  return counted((value as { readonly length?: unknown } | null | undefined)?.length);
}

function sizeOf(value: unknown): number | undefined {
  return counted((value as { readonly size?: unknown } | null | undefined)?.size);
}

/** At least this many code points or items. */
export function minLength(least: number, measure = lengthOf, refuse = lengthBeyond): Check {
  return (value, issues, key) => {
    const size = measure(value);
    if (size !== undefined && !(size >= least)) refuse(value, issues, key, true, least);
    return undefined;
  };
}

/** At most this many code points or items. */
export function maxLength(most: number, measure = lengthOf, refuse = lengthBeyond): Check {
  return (value, issues, key) => {
    const size = measure(value);
    if (size !== undefined && !(size <= most)) refuse(value, issues, key, false, most);
    return undefined;
  };
}

/** Exactly this many code points or items. */
export function exactLength(length: number, measure = lengthOf, refuse = lengthBeyond): Check {
  return (value, issues, key) => {
    const size = measure(value);
    if (size === undefined || size === length) return;
    const start = issues.length;
    refuse(value, issues, key, !(size > length), length, "exactly ");
    for (const issue of issues.slice(start)) Object.assign(issue, { exact: true });
  };
}

/** At least this many entries of a map or set. */
export function minSize(least: number): Check {
  return minLength(least, sizeOf, sizeBeyond);
}

/** At most this many entries of a map or set. */
export function maxSize(most: number): Check {
  return maxLength(most, sizeOf, sizeBeyond);
}

/** Exactly this many entries of a map or set. */
export function exactSize(size: number): Check {
  return exactLength(size, sizeOf, sizeBeyond);
}
