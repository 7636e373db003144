// Objects: what becomes of keys that the schema does not name.
import type { Issue } from "../issue.js";
import { report } from "./report.js";

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
