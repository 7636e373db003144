// Random schemas with user code, which everybody but the server checks by their structure; and schemas of zod/mini.
import fc from "fast-check";
import { z, type ZodType } from "zod";
import * as mini from "zod/mini";
import { anything } from "./json-recipes.js";
import { build, decodeDate, wired, type Form, type Recipe } from "./recipe.js";

// User code that refuses everything: who ran it would differ from the structure.
const refinements: readonly ((schema: ZodType) => ZodType)[] = [
  (schema) => schema.check(z.refine(() => false)),
  (schema) => schema.check(z.superRefine((_value, context) => context.addIssue("never"))),
  (schema) => schema.check((payload) => void payload.issues.push({ code: "custom", input: payload.value })),
];

/** The same with code of the user's behind it. The twins are the structure alone. */
export function refined(part: Recipe): fc.Arbitrary<Recipe> {
  const { values, decodes } = part;
  const changed = (change: (schema: ZodType) => ZodType): Recipe =>
    build((form) => (form === "source" ? change(part.source) : part[form]), values, { ...(decodes && { decodes }) });
  return fc
    .constantFrom(...refinements, (schema: ZodType) =>
      z.pipe(
        z.pipe(
          schema,
          z.transform((value) => value),
        ),
        schema,
      ),
    )
    .map(changed);
}

const isOutput = (form: Form): boolean => form === "output" || form === "wireOutput";

// A word that is none ends all checks around it, which the public issue does not show.
const ended = ({ code }: { readonly code: string }): object => (code === "invalid_value" ? { continue: false } : {});

/** What the reader of a stringbool gets: the word itself. */
function word(make: () => ZodType): ZodType {
  const twin = z.transform((value, context) => {
    const { error } = make().safeParse(value);
    for (const issue of error?.issues ?? [])
      context.issues.push({ ...issue, input: value, ...ended(issue) } as z.core.$ZodRawIssue);
    return error ? z.NEVER : value;
  });
  // Unlike other transforms this one has nothing for an absent value.
  Object.assign(twin._zod, { optin: undefined, optout: undefined });
  return twin;
}

const stringbool = (make: () => ZodType, ...words: string[]): Recipe =>
  build(
    (form) => (form === "output" ? z.boolean() : form === "wireOutput" ? word(make) : make()),
    fc.constantFrom(...words, "other"),
  );

const anyJson = fc.jsonValue({ maxDepth: 2 });

/** What the wire and the client see of user code without a structure of its own. */
export const opaque: fc.Arbitrary<Recipe> = fc.constantFrom(
  build((form) => (form === "source" ? z.custom(() => false) : anything(form)), anyJson),
  build(
    (form) => (form === "source" ? z.preprocess(String, z.int()) : isOutput(form) ? z.int() : anything(form)),
    anyJson,
  ),
  build((form) => (form === "source" ? z.coerce.number() : isOutput(form) ? z.number() : anything(form)), anyJson),
  build(
    (form) =>
      form === "source"
        ? z.codec(z.iso.datetime(), z.date(), {
            decode: (text) => new Date(text),
            encode: (date) => date.toISOString(),
          })
        : z.iso.datetime(),
    fc.constantFrom("2024-02-29T12:00:00Z", "2023-02-29T12:00:00Z", "x"),
  ),
  stringbool(() => z.stringbool(), "true", "No", "Y", "ENABLED"),
  stringbool(() => z.stringbool({ case: "sensitive" }), "true", "no", "y", "TRUE"),
  stringbool(() => z.stringbool({ truthy: ["on"], falsy: ["off", "none"] }), "on", "none", "OFF", "yes"),
);

// A schema of zod/mini has the same core and fewer methods.
const asZod = (schema: mini.ZodMiniType): ZodType => schema as unknown as ZodType;

const minis: readonly (readonly [() => mini.ZodMiniType, fc.Arbitrary<unknown>])[] = [
  [() => mini.string("no text").check(mini.minLength(2), mini.maxLength(3)), fc.string({ maxLength: 5 })],
  [() => mini.string().check(mini.trim(), mini.minLength(1), mini.regex(/^b$/m)), fc.constantFrom("b", "a\nb", " b")],
  [() => mini.number().check(mini.gt(0), mini.multipleOf(2)), fc.integer({ min: -3, max: 6 })],
  [() => mini.array(mini.nullable(mini.int())).check(mini.maxLength(2)), fc.array(fc.integer(), { maxLength: 3 })],
  [
    () => mini.strictObject({ a: mini.optional(mini.string()), b: mini._default(mini.boolean(), true) }),
    fc.record({ a: fc.string(), b: fc.boolean(), c: fc.constant(1) }, { requiredKeys: [], noNullPrototype: true }),
  ],
  [() => mini.union([mini.literal(["x", 1]), mini.enum(["y", "z"])]), fc.constantFrom("x", 1, "y", "w")],
];

/** Schemas of zod/mini. */
export const miniature: fc.Arbitrary<Recipe> = fc.oneof(
  {
    arbitrary: fc.constantFrom(...minis).map(([make, values]) =>
      build((form) => {
        const schema = asZod(make());
        // On its output side a default is there, and what was trimmed may be short.
        if (!isOutput(form)) return schema;
        if (schema._zod.def.type === "object")
          return asZod(mini.strictObject({ a: mini.optional(mini.string()), b: mini.boolean() }));
        return /trim/.test(make.toString())
          ? asZod(mini.string().check(mini.minLength(1), mini.regex(/^b$/m)))
          : schema;
      }, values),
    ),
    weight: 4,
  },
  {
    arbitrary: fc.constant(
      wired(() => asZod(mini.date().check(mini.minimum(new Date(0)))), decodeDate, fc.date({ noInvalidDate: true })),
    ),
    weight: 1,
  },
);
