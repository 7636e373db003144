// Random schemas of Zod 3 of all kinds, nested.
import fc from "fast-check";
import { z, type ZodTypeAny } from "zod/v3";
import { build, leaves, word, type Form, type Zod3Recipe } from "./zod3-leaf-recipes.js";

const nullable = (part: Zod3Recipe): Zod3Recipe =>
  build((form) => part[form].nullable(), fc.option(part.values, { freq: 4 }));

/** What stands around a field. */
function slots(part: Zod3Recipe): fc.Arbitrary<Zod3Recipe> {
  const maybe = fc.option(part.values, { freq: 4, nil: undefined });
  const first = fc.sample(part.values, { numRuns: 8, seed: 1 }).find((value) => part.schema.safeParse(value).success);
  const ways = [
    part,
    part,
    nullable(part),
    build((form) => part[form].optional(), maybe),
    build((form) => part[form].nullish(), maybe),
    build((form) => part[form].readonly(), part.values),
  ];
  // A default is checked, and filled in before that.
  if (first !== undefined && typeof first !== "object" && !part.output.isOptional()) {
    const isOutput = (form: Form): boolean => form === "output" || form === "wireOutput";
    ways.push(build((form) => (isOutput(form) ? part[form] : part[form].default(wireOf(first, form))), maybe));
  }
  return fc.constantFrom(...ways);
}

function wireOf(value: unknown, form: Form): unknown {
  return typeof value === "bigint" && form.startsWith("wire") ? String(value) : value;
}

const names = fc.constantFrom("a", "b", "c", "toString", "constructor", "hasOwnProperty", "x-y");
const absent = Symbol("absent");

function objectOf(fields: readonly (readonly [string, Zod3Recipe])[], style: number): Zod3Recipe {
  const shape = (form: Form): Record<string, ZodTypeAny> =>
    Object.fromEntries(fields.map(([name, part]) => [name, part[form]]));
  const entries = fields.map(([name, part]) =>
    fc
      .oneof({ arbitrary: part.values, weight: 6 }, { arbitrary: fc.constant(absent), weight: 1 })
      .map((value) => [name, value] as const),
  );
  const extra = fc.option(fc.tuple(fc.constantFrom("extra", "z"), fc.constantFrom<unknown>(1, "s")), { freq: 4 });
  const values = fc.tuple(fc.tuple(...entries), extra).map(([list, more]) => {
    const kept = list.filter(([, value]) => value !== absent && value !== undefined);
    return Object.fromEntries(more === null ? kept : [...kept, more]);
  });
  return build((form) => {
    const object = z.object(shape(form));
    if (style === 1) return object.strict();
    if (style === 2) return object.passthrough();
    return style === 3 ? object.catchall(z.string()) : object;
  }, values);
}

/** A schema of Zod 3 of any kind, at most this many levels deep. */
export function zod3Recipes(depth: number): fc.Arbitrary<Zod3Recipe> {
  if (depth === 0) return leaves;
  const part = zod3Recipes(depth - 1);
  const fields = fc.uniqueArray(fc.tuple(names, part.chain(slots)), { maxLength: 4, selector: ([name]) => name });
  const objects = fc.tuple(fields, fc.constantFrom(0, 0, 0, 1, 1, 2, 3)).map(([list, style]) => objectOf(list, style));
  const arrays = fc
    .tuple(part, fc.nat({ max: 3 }))
    .map(([item, bound]) =>
      build(
        (form) =>
          [
            z.array(item[form]),
            z.array(item[form]).min(1).max(2),
            z.array(item[form]).length(2),
            z.array(item[form]).nonempty(),
          ][bound] ?? z.never(),
        fc.array(item.values, { maxLength: 3 }),
      ),
    );
  const tuples = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.option(part, { nil: null }))
    .map(([items, rest]) => {
      const list = (form: Form): [ZodTypeAny, ...ZodTypeAny[]] => items.map((item) => item[form]) as [ZodTypeAny];
      const tail = rest ? fc.array(rest.values, { maxLength: 2 }) : fc.constant([]);
      return build(
        (form) => (rest ? z.tuple(list(form)).rest(rest[form]) : z.tuple(list(form))),
        fc.tuple(fc.tuple(...items.map((item) => item.values)), tail).map(([head, more]) => [...head, ...more]),
      );
    });
  const keys = fc.constantFrom<() => z.KeySchema>(
    () => z.string(),
    () => z.string().min(2),
    () => z.enum(["red", "green"]),
  );
  const records = fc.tuple(keys, part).map(([key, item]) =>
    build(
      (form) => z.record(key(), item[form]),
      fc.dictionary(fc.constantFrom("red", "green", "k", "toString"), item.values, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  );
  const unions = fc
    .array(part, { minLength: 2, maxLength: 3 })
    .map((options) =>
      build(
        (form) => z.union(options.map((option) => option[form]) as [ZodTypeAny, ZodTypeAny]),
        fc.oneof(...options.map((option) => option.values)),
      ),
    );
  const tags = [z.literal("a"), z.enum(["b", "c"]), z.literal(1)] as const;
  const tagValues = [fc.constant("a"), fc.constantFrom("b", "c"), fc.constant(1)];
  const discriminated = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => {
    const options = parts.map((item, index) => {
      const tag = build(() => tags[index] ?? z.never(), tagValues[index] ?? fc.constant(0));
      return objectOf(
        [
          ["kind", tag],
          ["item", item],
        ],
        0,
      );
    });
    return build(
      (form) =>
        z.discriminatedUnion(
          "kind",
          options.map((option) => option[form]) as [z.ZodObject<{ kind: z.ZodLiteral<string> }>],
        ),
      fc.oneof(...options.map((option) => option.values)),
    );
  });
  const sets = part.map((item) =>
    build(
      (form) =>
        form.startsWith("wire")
          ? z.preprocess((value) => (Array.isArray(value) ? new Set(value) : value), z.set(item[form]))
          : z.set(item[form]),
      fc.array(item.values, { maxLength: 3 }).map((list) => new Set(list)),
    ),
  );
  const maps = part.map((item) =>
    build(
      (form) =>
        form.startsWith("wire") ? z.preprocess(toMap, z.map(z.string(), item[form])) : z.map(z.string(), item[form]),
      fc.array(fc.tuple(word, item.values), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    ),
  );
  return fc.oneof(
    { arbitrary: objects, weight: 6 },
    { arbitrary: fc.oneof(arrays, tuples, records, unions, discriminated), weight: 9 },
    { arbitrary: fc.oneof(sets, maps), weight: 1 },
    { arbitrary: part.map(nullable), weight: 1 },
    { arbitrary: leaves, weight: 2 },
  );
}

function toMap(value: unknown): unknown {
  const isPairs = (list: unknown): list is [unknown, unknown][] =>
    Array.isArray(list) && list.every((pair) => Array.isArray(pair) && pair.length === 2);
  return isPairs(value) ? new Map(value) : value;
}
