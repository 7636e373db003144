// JSON values: what z.unknown, z.any and z.json may hold on their way to the wire.
import { maxDepth } from "../codec.js";
import { maxIssues, type Issue } from "../issue.js";
import { isArray, isObject } from "./guards.js";
import { withoutPrototype } from "./own-fields.js";
import { at, prefix, report, tooDeep, wrongType, type Key } from "./report.js";

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

/** What `z.json` gives: the value without own `__proto__` fields, which Zod drops. */
export function readJson(value: unknown, issues: Issue[], key?: Key): unknown {
  if (value === undefined) return onlyJson(value, issues, key);
  const start = issues.length;
  const result = clean(value, issues, 0);
  if (issues.length > start && key !== undefined) prefix(issues, start, key);
  return result;
}

function clean(value: unknown, issues: Issue[], depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > maxDepth) return tooDeep(issues);
  if (isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = clean(value[index], issues, depth + 1);
    return value;
  }
  if (!isObject(value)) return value;
  const fields = withoutPrototype(value);
  for (const key in fields) fields[key] = clean(fields[key], issues, depth + 1);
  return fields;
}

function walk(value: unknown, issues: Issue[], depth: number): void {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return;
  if (depth > maxDepth) return tooDeep(issues);
  if (isArray(value) && !hasToJson(value)) {
    for (let index = 0; index < value.length && issues.length < maxIssues; index++)
      at(issues, index, walk, value[index], depth + 1);
    return;
  }
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  if (!isObject(value) || (prototype !== Object.prototype && prototype !== null) || hasToJson(value)) {
    return wrongType(value, issues, "json");
  }
  for (const key of Object.keys(value)) {
    if (issues.length >= maxIssues) return;
    // An absent property on the wire.
    if (value[key] !== undefined) at(issues, key, walk, value[key], depth + 1);
  }
}

function hasToJson(value: object): boolean {
  return "toJSON" in value && typeof value.toJSON === "function";
}
