// Intersections: both schemas take the value, and their results become one.
import type { Issue } from "../issue.js";
import { enter, leave } from "./effort.js";
import { isArray, isObject } from "./guards.js";
import { unrecognized } from "./objects.js";
import { set } from "./own-fields.js";
import { keep, report } from "./report.js";
import type { Option } from "./unions.js";

/**
 * What both options make of the value, merged (`z.intersection`). A key is refused only when both refuse it, unless each
 * side refuses keys by itself (`alone`), as in Zod 3.
 */
export function intersection(
  value: unknown,
  issues: Issue[],
  left: Option,
  right: Option,
  depth = 0,
  alone = false,
): unknown {
  if (!enter(issues)) return undefined;
  try {
    const leftIssues: Issue[] = [];
    const rightIssues: Issue[] = [];
    const leftResult = left(value, leftIssues, depth);
    const rightResult = right(value, rightIssues, depth);
    const start = issues.length;
    if (alone) keep(issues, [...leftIssues, ...rightIssues]);
    else if (leftIssues.length > 0 || rightIssues.length > 0) reconcile(issues, leftIssues, rightIssues);
    const merged = issues.length > start ? undefined : merge(leftResult, rightResult);
    if (merged === undefined) return undefined;
    if (merged.fits) return merged.value;
    return report(
      issues,
      undefined,
      "custom",
      "Invalid input: the two sides of the intersection give different values",
    );
  } finally {
    leave();
  }
}

function refusedKeys(issue: Issue): readonly string[] | undefined {
  if (issue.code === "unrecognized_keys" && issue.path.length === 0) return issue["keys"] as readonly string[];
  const isKey = issue.code === "invalid_key" && issue["origin"] === "record" && issue.path.length === 1;
  return isKey ? [String(issue.path[0])] : undefined;
}

function reconcile(issues: Issue[], left: readonly Issue[], right: readonly Issue[]): void {
  const all = [...left, ...right];
  const refusals = all.filter((issue) => refusedKeys(issue) !== undefined);
  keep(
    issues,
    all.filter((issue) => refusedKeys(issue) === undefined),
  );
  const refusedBy = (side: readonly Issue[]): Set<string> => new Set(side.flatMap((issue) => refusedKeys(issue) ?? []));
  const byRight = refusedBy(right);
  const both = [...refusedBy(left)].filter((key) => byRight.has(key));
  const whole = refusals.find((issue) => issue.code === "unrecognized_keys");
  const keys = both.filter((key) => whole !== undefined && refusedKeys(whole)?.includes(key));
  if (keys.length > 0) unrecognized(issues, keys);
  for (const key of both) {
    const single = refusals.find((issue) => issue.code === "invalid_key" && String(issue.path[0]) === key);
    if (single !== undefined && !keys.includes(key)) keep(issues, [single]);
  }
}

type Merged = { readonly fits: true; readonly value: unknown } | { readonly fits: false };

function merge(left: unknown, right: unknown): Merged {
  if (left === right) return { fits: true, value: left };
  if (left instanceof Date && right instanceof Date && left.getTime() === right.getTime())
    return { fits: true, value: left };
  if (isArray(left) && isArray(right)) return mergeArrays(left, right);
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    return left.every((byte, index) => byte === right[index]) ? { fits: true, value: left } : { fits: false };
  }
  if (!isPlain(left) || !isPlain(right)) return { fits: false };
  const value: Record<string, unknown> = { ...left, ...right };
  for (const key of Object.keys(left)) {
    if (!Object.hasOwn(right, key)) continue;
    const field = merge(left[key], right[key]);
    if (!field.fits) return field;
    set(value, key, field.value);
  }
  return { fits: true, value };
}

function mergeArrays(left: readonly unknown[], right: readonly unknown[]): Merged {
  if (left.length !== right.length) return { fits: false };
  const value: unknown[] = [];
  for (const [index, item] of left.entries()) {
    const merged = merge(item, right[index]);
    if (!merged.fits) return merged;
    value.push(merged.value);
  }
  return { fits: true, value };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
