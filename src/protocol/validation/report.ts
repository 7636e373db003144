// Reports: how a shared function or an emitted converter records why it refused a value.
import { maxIssues, type Issue } from "../issue.js";

/** Where a value stands in its parent: a field, an index, or undefined for the value itself. */
export type Key = string | number | undefined;

/** Adds an issue, unless there are enough already. Gives `undefined`, so that a converter can `return report(...)`. */
export function report(issues: Issue[], key: Key, code: string, message: string, fields?: object): undefined {
  if (issues.length < maxIssues) issues.push({ code, path: key === undefined ? [] : [key], message, ...fields });
}

/** Adds issues that were collected apart, as far as there is room. */
export function keep(issues: Issue[], more: readonly Issue[]): void {
  issues.push(...more.slice(0, Math.max(0, maxIssues - issues.length)));
}

/** Refuses a value of the wrong type. */
export function wrongType(value: unknown, issues: Issue[], expected: string, key?: Key, fields?: object): undefined {
  const message = `Invalid input: expected ${expected}, received ${typeName(value)}`;
  report(issues, key, "invalid_type", message, { expected, ...fields });
}

function typeName(value: unknown): string {
  const isName = value === null || (typeof value === "number" && !Number.isFinite(value));
  return isName ? String(value) : Array.isArray(value) ? "array" : typeof value;
}

/** Refuses what is no boolean. */
export function boolean(value: unknown, issues: Issue[], key?: Key): void {
  if (typeof value !== "boolean") wrongType(value, issues, "boolean", key);
}

/** Refuses a value that is none of those listed. */
export function oneOf(value: unknown, issues: Issue[], values: readonly unknown[], key?: Key): void {
  if (!values.includes(value)) notOneOf(value, issues, values, key);
}

/** Refuses a value that is none of those allowed. */
export function notOneOf(_value: unknown, issues: Issue[], values: readonly unknown[], key?: Key): undefined {
  const names = values.map((value) => (typeof value === "string" ? `"${value}"` : String(value))).join("|");
  const message = values.length === 1 ? `input: expected ${names}` : `option: expected one of ${names}`;
  report(issues, key, "invalid_value", `Invalid ${message}`, { values });
}

/** Refuses a value that nests deeper than any message may. */
export function tooDeep(issues: Issue[]): undefined {
  report(issues, undefined, "custom", "Too deep: the value nests further than a message may");
}

/** Puts `key` before the path of every issue since `start`: they were found inside that field or item. */
export function prefix(issues: Issue[], start: number, key: string | number): void {
  // `report` made these paths and nothing else holds them yet.
  for (const { path } of issues.slice(start)) (path as (string | number)[]).unshift(key);
}

/** Converts a child by its own function and puts its key before what that reports. */
export function at(
  issues: Issue[],
  key: string | number,
  convert: (value: unknown, issues: Issue[], depth: number) => unknown,
  value: unknown,
  depth = 0,
): unknown {
  const start = issues.length;
  const result = convert(value, issues, depth);
  if (issues.length > start) prefix(issues, start, key);
  return result;
}

// Zod's `continue`, where the code alone does not tell it: these end all further checks of the value ...
const ending = /* @__PURE__ */ new WeakSet<Issue>();
// ... and these say that the type was wrong, though their code is a check's.
const structural = /* @__PURE__ */ new WeakSet<Issue>();

/** Marks the issues since `start` as ending the checks of their value. */
export function endsChecks(issues: readonly Issue[], start: number): void {
  for (const issue of issues.slice(start)) ending.add(issue);
}

function ends(issue: Issue): boolean {
  return ending.has(issue) || issue["expected"] === "int";
}

/** Did an issue since `start` end the checks? */
export function endedChecks(issues: readonly Issue[], start: number): boolean {
  return issues.slice(start).some(ends);
}

/** Marks the issues since `start` as being about the type, not about a check. */
export function goesNoFurther(issues: readonly Issue[], start: number): void {
  for (const issue of issues.slice(start)) structural.add(issue);
}

const ofChecks = /* @__PURE__ */ new Set([
  "too_small",
  "too_big",
  "invalid_format",
  "not_multiple_of",
  "unrecognized_keys",
]);

/** Did the value at least have the right type, so that only checks failed? Zod then prefers its issues in a union. */
export function onlyChecksFailed(issues: readonly Issue[]): boolean {
  return issues.every((issue) => ofChecks.has(issue.code) && !ending.has(issue) && !structural.has(issue));
}
