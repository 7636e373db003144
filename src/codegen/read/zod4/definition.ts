// The one place that gives Zod 4's definitions their types.
import type { $ZodCheck, $ZodChecks, $ZodType, $ZodTypes } from "zod/v4/core";

/** The definition of a schema, told apart by `type`. */
export type Definition = $ZodTypes["_zod"]["def"];
/** The definition of a check, told apart by `check`. User code and newer kinds are `custom`. */
export type CheckDefinition = $ZodChecks["_zod"]["def"] | { readonly check: "custom"; readonly abort?: boolean };

/** Is this a Zod 4 schema: classic, mini or core? */
export function isZod4(value: unknown): value is $ZodType {
  return typeof value === "object" && value !== null && "_zod" in value && hasDefinition(value._zod);
}

function hasDefinition(internals: unknown): boolean {
  return typeof internals === "object" && internals !== null && "def" in internals && "traits" in internals;
}

/** Zod types `def` of the base class by its `type: string`; the union of all first-party schemas tells the rest. */
export function definitionOf(schema: $ZodType): Definition {
  return (schema as $ZodTypes)._zod.def;
}

const known = new Set([
  "less_than",
  "greater_than",
  "multiple_of",
  "number_format",
  "bigint_format",
  "max_size",
  "min_size",
  "size_equals",
  "max_length",
  "min_length",
  "length_equals",
  "string_format",
  "overwrite",
]);

/** The definition of a check; same reason as `definitionOf`. */
export function checkOf(check: $ZodCheck<never>): CheckDefinition {
  return known.has(check._zod.def.check) ? (check as $ZodChecks)._zod.def : { check: "custom" };
}

/** A schema's checks in the order they run: a format schema such as `z.uuid()` is its own first check. */
export function checksOf(schema: $ZodType): readonly CheckDefinition[] {
  const own: readonly $ZodCheck<never>[] = isCheck(schema) && schema._zod.def.type !== "custom" ? [schema] : [];
  return [...own, ...(schema._zod.def.checks ?? [])].map(checkOf);
}

function isCheck(schema: $ZodType): schema is $ZodType & $ZodCheck<never> {
  return schema._zod.traits.has("$ZodCheck");
}

/**
 * A schema's bag: what its constructor noted beside the definition, such as the class of `z.instanceof` and the words of
 * `z.stringbool`. A copy (`.refine`, `.describe`) has a new bag, so that of the schema it was copied from counts as well,
 * as long as it is of the same code.
 */
export function bagOf(schema: $ZodType): Readonly<Record<string, unknown>> {
  const { bag, parent, def } = schema._zod;
  if (parent === undefined || !isSameCode(def, parent._zod.def)) return bag;
  return { ...bagOf(parent), ...bag };
}

function isSameCode(one: object, other: object): boolean {
  return codeKeys.every((key) => Reflect.get(one, key) === Reflect.get(other, key));
}

const codeKeys = ["fn", "transform", "reverseTransform"] as const;
