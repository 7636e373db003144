// Random records, maps and sets.
import fc from "fast-check";
import { z, type ZodType } from "zod";
import { build, decodeBigint, decodeDate, decoded, wired, type Form, type Recipe } from "./recipe.js";
import { wrapped } from "./slot-recipes.js";

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

/** Records with keys of every kind. */
export function records(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  const style = fc.constantFrom("record", "record", "partial", "loose");
  const value = fc.oneof({ arbitrary: part, weight: 4 }, { arbitrary: part.chain(wrapped), weight: 1 });
  return fc.tuple(keys, value, style).map(([[key, names], item, how]) => {
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
    (value) => (isPairs(value) ? new Map([...new Map(value)].map(([name, entry]) => [decodeKey(name), entry])) : value),
    size(twin),
  );
}

/** Maps with keys of four kinds. */
export function maps(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
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

/** Sets, with or without limits. */
export function sets(part: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
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
