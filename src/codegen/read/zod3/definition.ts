// The one place that gives Zod 3's definitions their types.
import type { ZodFirstPartySchemaTypes, ZodTypeAny } from "zod/v3";

/** The definition of a schema, told apart by `typeName`. */
export type Definition = ZodFirstPartySchemaTypes["_def"];

/** Is this a Zod 3 schema? Zod 4's have `_zod` as well as `_def`. */
export function isZod3(value: unknown): value is ZodTypeAny {
  return typeof value === "object" && value !== null && !("_zod" in value) && "_def" in value && hasTypeName(value._def);
}

function hasTypeName(definition: unknown): boolean {
  return typeof definition === "object" && definition !== null && "typeName" in definition;
}

/** Zod types `_def` of the base class as `any`; the union of all first-party schemas tells the rest. */
export function definitionOf(schema: ZodTypeAny): Definition {
  return (schema as ZodFirstPartySchemaTypes)._def;
}
