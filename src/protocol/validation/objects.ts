// Objects: what becomes of keys that the schema does not name.
import { maxIssues, type Issue } from "../issue.js";
import { json } from "./json.js";
import { set } from "./own-fields.js";
import { at, report } from "./report.js";
import type { Option } from "./unions.js";

/** Refuses keys beside the known ones (`z.strictObject`, or a record with listed keys). */
export function unknownKeys(value: object, issues: Issue[], known: readonly string[]): void {
  const keys: string[] = [];
  for (const key in value) if (!known.includes(key)) keys.push(key);
  if (keys.length > 0) unrecognized(issues, keys);
}

/** Reports keys that a schema does not know. */
export function unrecognized(issues: Issue[], keys: readonly string[]): void {
  const names = keys.map((key) => `"${key}"`).join(", ");
  report(issues, undefined, "unrecognized_keys", `Unrecognized key${keys.length > 1 ? "s" : ""}: ${names}`, { keys });
}

/** The fields of a loose object that the schema does not name, on their way to the wire: they must be JSON. */
export function writeLoose(
  value: Record<string, unknown>,
  issues: Issue[],
  known: readonly string[],
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === "__proto__" || known.includes(key)) continue;
    const item = value[key];
    if (item === undefined) continue;
    set(copy, key, json(item, issues, key));
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
