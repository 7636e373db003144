// Random schemas of all kinds, nested.
import fc from "fast-check";
import { z, type ZodObject, type ZodType } from "zod";
import { leaves } from "./leaf-recipes.js";
import { build, decodeBigint, decodeDate, decoded, wired, type Form, type Recipe } from "./recipe.js";

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
);
const absent = Symbol("absent");

/** Fields of an object, with values that sometimes leave one out or add one. */
function objectOf(
  fields: readonly (readonly [string, Recipe])[],
  make: (shape: Record<string, ZodType>) => ZodType,
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
  return build((form) => make(shape(form)), values);
}

function fits(schema: ZodType, value: unknown): boolean {
  try {
    return schema.safeParse(value).success;
  } catch {
    // Zod throws where the sides of an intersection do not merge.
    return false;
  }
}

/** What stands around a schema in a slot: optional, with a default ... */
function wrapped(part: Recipe): fc.Arbitrary<Recipe> {
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

const nullable = (part: Recipe): Recipe =>
  build((form) => part[form].nullable(), fc.option(part.values, { freq: 4 }), part.decodes ? { decodes: true } : {});

function objects(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const slot = part.chain((recipe) =>
    fc.oneof({ arbitrary: fc.constant(recipe), weight: 3 }, { arbitrary: wrapped(recipe), weight: 2 }),
  );
  const fields = fc.uniqueArray(fc.tuple(fieldName, slot), { maxLength: 5, selector: ([name]) => name });
  const kind = fc.oneof(
    { arbitrary: fc.constant((shape: Record<string, ZodType>) => z.object(shape)), weight: 6 },
    { arbitrary: fc.constant((shape: Record<string, ZodType>) => z.strictObject(shape)), weight: 2 },
    { arbitrary: fc.constant((shape: Record<string, ZodType>) => z.looseObject(shape)), weight: 1 },
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

const text = fc.string({ maxLength: 4 });
const keys = fc.constantFrom<readonly [() => z.core.$ZodRecordKey, fc.Arbitrary<string>]>(
  [() => z.string(), fc.oneof(text, fc.constantFrom("toString", "constructor", "a"))],
  [() => z.string().min(2), text],
  [() => z.string().regex(/^k/), fc.constantFrom("k1", "k2", "x")],
  [() => z.enum(["red", "green"]), fc.constantFrom("red", "green", "blue")],
  [() => z.literal("one"), fc.constantFrom("one", "two")],
  [() => z.number(), fc.constantFrom("1", "-2", "1.50", "x", "")],
  [() => z.int().max(5), fc.constantFrom("1", "9", "1.5", "x")],
  [() => z.literal([1, 2]), fc.constantFrom("1", "2", "3")],
  [() => z.union([z.literal("a"), z.enum(["b", "c"])]), fc.constantFrom("a", "b", "c", "d")],
  [() => z.templateLiteral(["k", z.int()]), fc.constantFrom("k1", "k", "kk")],
);

function records(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const style = fc.constantFrom("record", "record", "partial", "loose");
  return fc.tuple(keys, part, style).map(([[key, names], item, how]) => {
    const listed = how === "record" && "values" in key()._zod && key()._zod.values !== undefined;
    const all = listed ? [...(key()._zod.values ?? [])].map(String) : [];
    const whole = fc
      .tuple(...all.map((name) => item.values.map((value) => [name, value] as const)))
      .map((list) => Object.fromEntries(list));
    const some = fc.dictionary(names, item.values, { maxKeys: 3, noNullPrototype: true });
    return build(
      (form) =>
        how === "partial"
          ? z.partialRecord(key(), item[form])
          : how === "loose"
            ? z.looseRecord(key(), item[form])
            : z.record(key(), item[form]),
      listed ? fc.oneof(whole, some) : some,
    );
  });
}

const mapKeys: fc.Arbitrary<Recipe> = fc.constantFrom(
  build(() => z.string().min(1), fc.string({ maxLength: 3 })),
  build(() => z.number(), fc.integer({ min: 0, max: 9 })),
  wired(() => z.bigint().positive(), decodeBigint, fc.bigInt({ min: -3n, max: 9n })),
  wired(() => z.date(), decodeDate, fc.date({ noInvalidDate: true })),
);

// Zod names an entry by its key in memory, so the key is decoded before the map is.
function mapTwin(
  key: Recipe,
  item: Recipe,
  decodeKey: (value: unknown) => unknown,
  size: (schema: z.ZodMap) => ZodType,
  form: Form,
): ZodType {
  if (!form.startsWith("wire")) return size(z.map(key[form], item[form]));
  const twin = z.map(key.schema, item[form]);
  const isPairs = (value: unknown): value is [unknown, unknown][] =>
    Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2);
  return decoded(
    (value) => (isPairs(value) ? new Map(value.map(([name, entry]) => [decodeKey(name), entry])) : value),
    size(twin),
  );
}

function maps(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const sizes = fc.constantFrom<(schema: z.ZodMap) => ZodType>(
    (schema) => schema,
    (schema) => schema.min(1).max(2),
  );
  return fc.tuple(mapKeys, part, sizes).map(([key, item, size]) => {
    const type = key.schema._zod.def.type;
    const decodeKey =
      type === "bigint" ? decodeBigint : type === "date" ? decodeDate : (value: unknown): unknown => value;
    const values = fc.array(fc.tuple(key.values, item.values), { maxLength: 3 }).map((pairs) => new Map(pairs));
    return build((form) => mapTwin(key, item, decodeKey, size, form), values, { decodes: true });
  });
}

function sets(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const sizes = fc.constantFrom<(schema: z.ZodSet) => ZodType>(
    (schema) => schema,
    (schema) => schema.min(1).max(2),
  );
  return fc.tuple(part, sizes).map(([item, size]) =>
    build(
      (form) => {
        const twin = size(z.set(item[form]));
        return form.startsWith("wire")
          ? decoded((value) => (Array.isArray(value) ? new Set(value) : value), twin)
          : twin;
      },
      fc.array(item.values, { maxLength: 3 }).map((list) => new Set(list)),
      { decodes: true },
    ),
  );
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
    .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom("kind", "type", "toString"), fc.boolean())
    .map(([parts, tag, strict]) => {
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
          z.discriminatedUnion(tag, options.map((option) => option[form] as ZodObject) as [ZodObject, ...ZodObject[]]),
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
  return fc.tuple(part, fc.constantFrom("array", "optional", "record")).map(([item, way]) => {
    const make = (form: Form): ZodType => {
      const node: ZodType = z.object({
        item: item[form],
        get more(): ZodType {
          return way === "array" ? z.array(node) : way === "record" ? z.record(z.string(), node) : node.optional();
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

/** A schema of any kind, at most this many levels deep. */
export function recipes(depth: number): fc.Arbitrary<Recipe> {
  if (depth === 0) return leaves;
  const part = fc.oneof({ arbitrary: recipes(depth - 1), weight: 3 }, { arbitrary: leaves.map(nullable), weight: 1 });
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
    { arbitrary: leaves, weight: 3 },
  );
}
