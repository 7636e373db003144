// Random schemas of all kinds, nested.
import fc from "fast-check";
import { z, type ZodObject, type ZodType } from "zod";
import { leaves } from "./leaf-recipes.js";
import { maps, records, sets } from "./collection-recipes.js";
import { anything } from "./json-recipes.js";
import { build, decodeDate, wired, type Form, type Recipe } from "./recipe.js";
import { refined } from "./user-code-recipes.js";
import { nullable, wrapped } from "./slot-recipes.js";

const fieldName = fc.constantFrom(
  "a",
  "b",
  "c",
  "value",
  "issues",
  "toString",
  "constructor",
  "x-y",
  "0",
  "class",
  "length",
  "then",
  "readA",
  "hasOwnProperty",
);
const absent = Symbol("absent");

/** Fields of an object, with values that sometimes leave one out or add one. */
function objectOf(
  fields: readonly (readonly [string, Recipe])[],
  make: (shape: Record<string, ZodType>, form: Form) => ZodType,
): Recipe {
  const shape = (form: Form): Record<string, ZodType> =>
    Object.fromEntries(fields.map(([name, part]) => [name, part[form]]));
  const entries = fields.map(([name, part]) => {
    const weight = part.optional ? 2 : 12;
    const values = fc.oneof({ arbitrary: part.values, weight }, { arbitrary: fc.constant(absent), weight: 1 });
    return values.map((value) => [name, value] as const);
  });
  const extra = fc.option(fc.tuple(fc.constantFrom("extra", "toString", "z"), fc.constantFrom<unknown>(1, "s", null)), {
    freq: 5,
  });
  const values = fc.tuple(fc.tuple(...entries), extra).map(([list, more]) => {
    const kept = list.filter(([, value]) => value !== absent);
    return Object.fromEntries(more === null ? kept : [...kept, more]);
  });
  return build((form) => make(shape(form), form), values);
}

/** Nothing: a field that may be left out and may not be given. */
const nothing: fc.Arbitrary<Recipe> = fc.constantFrom<() => ZodType>(z.undefined, z.void).map((make) =>
  build((form) => (form.startsWith("wire") ? z.optional(make()) : make()), fc.constant(undefined), {
    optional: true,
  }),
);

function objects(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const slot = part.chain((recipe) =>
    fc.oneof(
      { arbitrary: fc.constant(recipe), weight: 12 },
      { arbitrary: wrapped(recipe), weight: 8 },
      { arbitrary: nothing, weight: 1 },
    ),
  );
  const fields = fc.uniqueArray(fc.tuple(fieldName, slot), { maxLength: 5, selector: ([name]) => name });
  const kind = fc.oneof(
    { arbitrary: fc.constant((shape: Record<string, ZodType>) => z.object(shape)), weight: 6 },
    { arbitrary: fc.constant((shape: Record<string, ZodType>) => z.strictObject(shape)), weight: 2 },
    {
      arbitrary: fc.constant((shape: Record<string, ZodType>, form: Form) =>
        form === "source" ? z.looseObject(shape) : z.object(shape).catchall(anything(form)),
      ),
      weight: 1,
    },
    {
      arbitrary: fc.constant((shape: Record<string, ZodType>) => z.object(shape).catchall(z.string().min(2))),
      weight: 1,
    },
  );
  return fc.tuple(fields, kind).map(([list, make]) => objectOf(list, make));
}

function arrays(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const bound = fc.option(fc.nat({ max: 3 }), { nil: undefined });
  return fc
    .tuple(part, bound, bound, fc.option(fc.nat({ max: 2 }), { freq: 6, nil: undefined }))
    .map(([item, least, most, exact]) =>
      build(
        (form) => {
          const start = z.array(item[form]);
          const above = least === undefined ? start : start.min(least);
          const below = most === undefined ? above : above.max(most);
          return exact === undefined ? below : below.length(exact);
        },
        fc.array(item.values, { maxLength: 4 }),
      ),
    );
}

function tuples(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const tail = part.chain(wrapped);
  return fc
    .tuple(fc.array(part, { maxLength: 2 }), fc.array(tail, { maxLength: 2 }), fc.option(part, { nil: null }))
    .map(([first, last, rest]) => {
      const items = [...first, ...last];
      const values = fc
        .tuple(
          fc.tuple(...items.map((item) => item.values)),
          rest ? fc.array(rest.values, { maxLength: 2 }) : fc.constant([]),
          fc.nat({ max: 1 }),
        )
        .map(([list, more, cut]) => (more.length > 0 ? [...list, ...more] : list.slice(0, list.length - cut)));
      return build((form) => {
        const parts = items.map((item) => item[form]) as [ZodType, ...ZodType[]];
        return rest ? z.tuple(parts, rest[form]) : z.tuple(parts);
      }, values);
    });
}

function unions(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([options, exclusive]) => {
    const values = fc.oneof(...options.map((option) => option.values));
    return build((form) => {
      const list = options.map((option) => option[form]);
      return exclusive ? z.xor(list) : z.union(list);
    }, values);
  });
}

function discriminated(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const tags = [z.literal("a"), z.literal(["b", 1]), z.enum(["c", "d"]), z.literal(true)];
  const values = [fc.constant("a"), fc.constantFrom("b", 1), fc.constantFrom("c", "d"), fc.constant(true)];
  return fc
    .tuple(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.constantFrom("kind", "type", "toString"),
      fc.boolean(),
      fc.nat({ max: 3 }),
    )
    .map(([parts, tag, strict, fallback]) => {
      const options = parts.map((item, index) => {
        const tagRecipe = build(() => (tags[index] ?? z.literal("z")).clone(), values[index] ?? fc.constant("z"));
        return objectOf(
          [
            [tag, tagRecipe],
            ["item", item],
          ],
          (shape) => (strict ? z.strictObject(shape) : z.object(shape)),
        );
      });
      return build(
        (form) =>
          z.discriminatedUnion(tag, options.map((option) => option[form] as ZodObject) as [ZodObject, ...ZodObject[]], {
            unionFallback: fallback === 0,
          }),
        fc.oneof(...options.map((option) => option.values)),
      );
    });
}

function intersections(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const sides = fc.tuple(part, part, part, fc.boolean());
  return sides.map(([one, both, two, strict]) => {
    const make = (shape: Record<string, ZodType>): ZodType => (strict ? z.strictObject(shape) : z.object(shape));
    const left = objectOf(
      [
        ["one", one],
        ["both", both],
      ],
      make,
    );
    const right = objectOf(
      [
        ["two", two],
        ["both", both],
      ],
      (shape) => z.object(shape),
    );
    const values = fc.tuple(left.values, right.values).map(([a, b]) => ({ ...(b as object), ...(a as object) }));
    return build((form) => z.intersection(left[form], right[form]), values);
  });
}

/** An object whose `more` leads back to it. */
function recursive(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.tuple(part, fc.constantFrom("array", "optional", "record", "lazy")).map(([item, way]) => {
    const make = (form: Form): ZodType => {
      if (way === "lazy") {
        const link: ZodType = z.lazy(() => z.object({ item: item[form], more: z.optional(link) }));
        return link;
      }
      const node: ZodType = z.object({
        item: item[form],
        get more(): ZodType {
          return way === "array" ? z.array(node) : way === "record" ? z.record(z.string(), node) : z.optional(node);
        },
      });
      return node;
    };
    const { tree } = fc.letrec((tie) => {
      const leafOr = (end: unknown, more: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
        fc.oneof({ maxDepth: 2, depthIdentifier: "tree" }, fc.constant(end), more);
      const more =
        way === "array"
          ? leafOr([], fc.array(tie("tree"), { maxLength: 2 }))
          : way === "record"
            ? leafOr({}, fc.dictionary(fc.constantFrom("l", "r"), tie("tree"), { maxKeys: 2, noNullPrototype: true }))
            : leafOr(absent, tie("tree"));
      const node = fc.tuple(item.values, more);
      return { tree: node.map(([value, rest]) => (rest === absent ? { item: value } : { item: value, more: rest })) };
    });
    return build(make, tree ?? fc.constant(null));
  });
}

// A date makes a reader decode an object where it stands, and defaults are then filled in there.
const decodedInPlace: readonly (readonly [string, Recipe])[] = [
  ["at", wired(() => z.date(), decodeDate, fc.date({ noInvalidDate: true }))],
  ...[z._default, z.prefault].map((fill, index) => {
    const make = (form: Form): ZodType => (/output/i.test(form) ? z.int() : fill(z.int(), 7));
    return [`filled${index}`, build(make, fc.nat({ max: 9 }), { optional: true })] as const;
  }),
];

/** An object with this leaf in a few places, chosen by the seed; every other one is decoded in place. */
export function holding(leaf: Recipe, seed: number): Recipe {
  const [slot = leaf] = fc.sample(wrapped(leaf), { numRuns: 1, seed });
  const list = build((form) => z.array(leaf[form]), fc.array(leaf.values, { maxLength: 3 }));
  const fields = [
    ["plain", leaf],
    ["slot", slot],
    ["list", list],
    ...((seed >> 2) % 2 === 0 ? decodedInPlace : []),
  ] as const;
  return objectOf(fields, (shape) => z.object(shape));
}

/** A schema of any kind, at most this many levels deep. */
export function recipes(depth: number): fc.Arbitrary<Recipe> {
  if (depth === 0) return leaves;
  const part = fc.oneof(
    { arbitrary: recipes(depth - 1), weight: 3 },
    { arbitrary: leaves.map(nullable), weight: 1 },
    { arbitrary: leaves.chain(refined), weight: 1 },
  );
  return fc.oneof(
    { arbitrary: objects(part), weight: 6 },
    { arbitrary: arrays(part), weight: 2 },
    { arbitrary: tuples(part), weight: 2 },
    { arbitrary: records(part), weight: 2 },
    { arbitrary: maps(part), weight: 1 },
    { arbitrary: sets(part), weight: 1 },
    { arbitrary: unions(part), weight: 2 },
    { arbitrary: discriminated(part), weight: 2 },
    { arbitrary: intersections(part), weight: 1 },
    { arbitrary: recursive(part), weight: 1 },
    { arbitrary: part.map(nullable), weight: 1 },
    { arbitrary: part.chain(refined), weight: 1 },
    { arbitrary: leaves, weight: 3 },
  );
}
