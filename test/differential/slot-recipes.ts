// What stands around a schema: optional, nullable, a default, a catch.
import fc from "fast-check";
import { z, type ZodType } from "zod";
import { build, type Form, type Recipe } from "./recipe.js";

function fits(schema: ZodType, value: unknown): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    // Zod throws where the sides of an intersection do not merge.
    return false;
  }
}

/** What stands around a schema in a slot: optional, with a default ... */
export function wrapped(part: Recipe): fc.Arbitrary<Recipe> {
  const { values } = part;
  const valid = fc.sample(values, { numRuns: 12, seed: 1 }).filter((value) => fits(part.schema, value));
  // A default is not parsed, so one that parsing would change is no output.
  const stand = valid.find((value) => part.schema.parse(value) === value);
  const again = (make: (inner: ZodType, form: Form) => ZodType, optional = true): Recipe =>
    build((form) => make(part[form], form), values, { ...(part.decodes && { decodes: true }), optional });
  const ways = [
    again((inner) => inner.optional()),
    again((inner) => z.exactOptional(inner)),
    again((inner) => inner.nullish()),
    // Zod cannot freeze bytes.
    ...(valid.some((value) => value instanceof Uint8Array) ? [] : [again((inner) => inner.optional().readonly())]),
    again((inner) => inner.optional().nonoptional(), false),
  ];
  if (stand !== undefined && typeof stand !== "object") {
    const output = (form: Form): boolean => form === "output" || form === "wireOutput";
    ways.push(
      again((inner, form) => (output(form) ? inner : inner.default(stand))),
      again((inner, form) => (output(form) ? inner : inner.prefault(stand))),
      again((inner, form) => (output(form) ? inner : inner.catch(stand))),
      again((inner, form) => (output(form) ? inner.nullable() : inner.nullable().default(null))),
    );
  }
  return fc.constantFrom(...ways);
}

/** The same, or null. */
export const nullable = (part: Recipe): Recipe =>
  build((form) => part[form].nullable(), fc.option(part.values, { freq: 4 }), part.decodes ? { decodes: true } : {});
