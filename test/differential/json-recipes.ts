// What any value is on its way to the wire: JSON. The twin in memory of what takes anything.
import { z, type ZodType } from "zod";
import type { Form } from "./recipe.js";

/** `z.unknown()`; in memory its twin refuses what JSON has no form for. */
export function anything(form: Form): ZodType {
  return form.startsWith("wire")
    ? z.unknown()
    : z.unknown().check((payload) => void payload.issues.push(...foreign(payload.value, [])));
}

/** The parts of a value that JSON has no form for, as issues. A field that is undefined is absent on the wire. */
export function foreign(value: unknown, path: readonly PropertyKey[]): z.core.$ZodRawIssue[] {
  if (value === undefined || value === null || Number.isFinite(value)) return [];
  if (typeof value === "string" || typeof value === "boolean") return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => foreign(item, [...path, index]));
  const prototype: unknown = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (prototype === Object.prototype || prototype === null)
    return Object.entries(value).flatMap(([name, item]) => foreign(item, [...path, name]));
  return [{ code: "invalid_type", expected: "json" as never, input: value, path: [...path] }];
}
