// What stands around a schema: optional, nullable, a default, a catch.
import fc from "fast-check";
import { z, type ZodType } from "zod";
import { kindsOf } from "./coverage.js";
import { build, type Form, type Recipe } from "./recipe.js";

function fits(schema: ZodType, value: unknown): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    // Zod throws where the sides of an intersection do not merge.
    return false;
  }
}

/** What holds of a schema also holds of what stands around it. */
function marks({ decodes }: Recipe): Partial<Recipe> {
  return decodes ? { decodes } : {};
}

/** What stands around a schema in a slot: optional, with a default ... */
export function wrapped(part: Recipe): fc.Arbitrary<Recipe> {
  const { values } = part;
  const valid = fc.sample(values, { numRuns: 12, seed: 1 }).filter((value) => fits(part.schema, value));
  // A default is not parsed, so one that parsing would change is no output.
  const stand = valid.find((value) => part.schema.parse(value) === value);
  const again = (make: (inner: ZodType, form: Form) => ZodType, optional = true, of = values): Recipe =>
    build((form) => make(part[form], form), of, { ...marks(part), optional });
  const ways = [
    again((inner) => z.optional(inner)),
    // A key that is there may not be undefined.
    again((inner) => z.exactOptional(inner), true, fc.option(values, { freq: 6, nil: undefined })),
    again((inner) => z.nullish(inner)),
    // Zod cannot freeze bytes.
    ...(valid.some((value) => value instanceof Uint8Array) ? [] : [again((inner) => z.readonly(z.optional(inner)))]),
    again((inner) => z.nonoptional(z.optional(inner)), false),
    // The key must be there in memory, though nothing stands for it on the wire.
    again((inner, form) => {
      if (form === "source") return z.union([inner, z.undefined()]);
      const twin = z.optional(inner);
      if (!form.startsWith("wire")) Object.assign(twin._zod, { optin: undefined, optout: undefined });
      return twin;
    }, false),
  ];
  // Behind user code a default is of a form that only the server knows.
  const isKnown = !kindsOf(part.source).has("pipe");
  if (isKnown && stand !== undefined && typeof stand !== "object") {
    const output = (form: Form): boolean => form === "output" || form === "wireOutput";
    ways.push(
      again((inner, form) => (output(form) ? inner : z._default(inner, stand))),
      again((inner, form) => (output(form) ? inner : z.prefault(inner, stand))),
      again((inner, form) => (output(form) ? inner : z.catch(inner, stand))),
      again((inner, form) => (output(form) ? z.nullable(inner) : z._default(z.nullable(inner), null))),
    );
  }
  return fc.constantFrom(...ways);
}

/** The same, or null. */
export const nullable = (part: Recipe): Recipe =>
  build((form) => z.nullable(part[form]), fc.option(part.values, { freq: 4 }), marks(part));
