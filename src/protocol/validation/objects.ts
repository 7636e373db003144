// Objects: what becomes of keys that the schema does not name.
import { maxIssues, type Issue } from "../issue.js";
import { json } from "./json.js";
import { at, report } from "./report.js";
import type { Option } from "./unions.js";

/** Refuses keys beside the known ones (`z.strictObject`, or a record with listed keys). */
export function unknownKeys(value: object, issues: Issue[], known: readonly string[]): void {
  const keys: string[] = [];
  for (const key in value) if (!known.includes(key)) keys.push(key);
  if (keys.length === 0) return;
  const names = keys.map((key) => `"${key}"`).join(", ");
  report(issues, undefined, "unrecognized_keys", `Unrecognized key${keys.length > 1 ? "s" : ""}: ${names}`, { keys });
}

/** Sets a field as the object's own, whatever its name. */
export function set(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A loose object from the wire: all its fields but an own `__proto__`, which Zod drops. */
export function readLoose(value: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(value, "__proto__")) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "__proto__"));
}

/** A loose object on its way to the wire: fields that the schema does not name must be JSON. */
export function writeLoose(
  value: Record<string, unknown>,
  issues: Issue[],
  known: readonly string[],
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === "__proto__" || value[key] === undefined) continue;
    if (!known.includes(key)) json(value[key], issues, key);
    set(copy, key, value[key]);
    if (issues.length >= maxIssues) break;
  }
  return copy;
}

/** The fields that the schema does not name, each converted by the one schema for them (`.catchall`). */
export function catchall(
  value: Record<string, unknown>,
  issues: Issue[],
  known: readonly string[],
  convert: Option,
  depth = 0,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === "__proto__" || known.includes(key)) continue;
    if (issues.length >= maxIssues) break;
    const result = at(issues, key, convert, value[key], depth);
    if (result !== undefined) set(copy, key, result);
  }
  return copy;
}
