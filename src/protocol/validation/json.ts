// JSON values: what z.unknown, z.any and z.json may hold on their way to the wire.
import { maxDepth } from "../codec.js";
import { maxIssues, type Issue } from "../issue.js";
import { isArray, isObject } from "./guards.js";
import { at, report, tooDeep, wrongType, type Key } from "./report.js";

/** Refuses what JSON cannot carry: functions, symbols, bigints, NaN, dates and other class instances. */
export function json(value: unknown, issues: Issue[], key?: Key): unknown {
  if (key === undefined) walk(value, issues, 0);
  else at(issues, key, walk, value, 0);
  return value;
}

/** Refuses what is no JSON value, in the words of `z.json`. */
export function onlyJson(value: unknown, issues: Issue[], key?: Key): unknown {
  const own: Issue[] = [];
  if (value !== undefined) walk(value, own, 0);
  if (value === undefined || own.length > 0) report(issues, key, "invalid_union", "Invalid input", { errors: [own] });
  return value;
}

function walk(value: unknown, issues: Issue[], depth: number): void {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return;
  if (depth > maxDepth) return tooDeep(issues);
  if (isArray(value)) {
    for (let index = 0; index < value.length && issues.length < maxIssues; index++)
      at(issues, index, walk, value[index], depth + 1);
    return;
  }
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  if (
    !isObject(value) ||
    (prototype !== Object.prototype && prototype !== null) ||
    typeof value["toJSON"] === "function"
  ) {
    return wrongType(value, issues, "json");
  }
  for (const key of Object.keys(value)) {
    if (issues.length >= maxIssues) return;
    // An absent property on the wire.
    if (value[key] !== undefined) at(issues, key, walk, value[key], depth + 1);
  }
}
