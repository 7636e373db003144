// Random schemas of Zod 3, each with its twins that read the wire directly.
import fc from "fast-check";
import { z, type ZodTypeAny } from "zod/v3";
import { decodeBigint, decodeDate } from "./recipe.js";
import type { Tested } from "./compare.js";

type Form = "schema" | "output" | "wireInput" | "wireOutput";

/** One schema of Zod 3 in its forms, and values for it. */
export interface Zod3Recipe extends Tested {
  readonly source: ZodTypeAny;
  readonly schema: ZodTypeAny;
  readonly output: ZodTypeAny;
  readonly wireInput: ZodTypeAny;
  readonly wireOutput: ZodTypeAny;
  readonly values: fc.Arbitrary<unknown>;
}

function build(make: (form: Form) => ZodTypeAny, values: fc.Arbitrary<unknown>): Zod3Recipe {
  const schema = make("schema");
  return {
    source: schema,
    schema,
    output: make("output"),
    wireInput: make("wireInput"),
    wireOutput: make("wireOutput"),
    values,
  };
}

function wired(make: () => ZodTypeAny, decode: (value: unknown) => unknown, values: fc.Arbitrary<unknown>): Zod3Recipe {
  return build((form) => (form.startsWith("wire") ? z.preprocess(decode, make()) : make()), values);
}

const word = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom("", "a", "abc", "😀", "😀😀", "\uD800", " b ", "12", "kx"),
);

type StringCheck = (schema: z.ZodString) => z.ZodString;
const size = fc.nat({ max: 5 });
const stringCheck: fc.Arbitrary<StringCheck> = fc.oneof(
  size.map(
    (n): StringCheck =>
      (schema) =>
        schema.min(n),
  ),
  size.map(
    (n): StringCheck =>
      (schema) =>
        schema.max(n),
  ),
  size.map(
    (n): StringCheck =>
      (schema) =>
        schema.length(n),
  ),
  fc.constantFrom(/^a/, /b$/i, /\d+/g, /^\p{L}+$/u).map(
    (regex): StringCheck =>
      (schema) =>
        schema.regex(regex),
  ),
  fc.constantFrom<StringCheck>(
    (schema) => schema.startsWith("a"),
    (schema) => schema.endsWith("c"),
    (schema) => schema.includes("b"),
    (schema) => schema.includes("b", { position: 1 }),
  ),
);
const strings = fc
  .array(stringCheck, { maxLength: 3 })
  .map((checks) => build(() => checks.reduce((schema, check) => check(schema), z.string()), word));

const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x";
const formats: readonly (readonly [() => ZodTypeAny, readonly string[]])[] = [
  [() => z.string().email(), ["a@b.co", "a@b", "a..b@c.de"]],
  [() => z.string().url(), ["https://a.b", " https://a.b ", "http:a.b", "mailto:x", "x"]],
  [() => z.string().uuid(), ["123e4567-e89b-12d3-a456-426614174000", "123e4567-e89b-92d3-c456-42661417400", "x"]],
  [() => z.string().cuid(), ["cjld2cjxh0000qzrmn831i7rn", "C"]],
  [() => z.string().cuid2(), ["tz4a98xxat96iws9zmbrgj3a", "-"]],
  [() => z.string().nanoid(), ["V1StGXR8_Z5jdHi6B-myT", "x"]],
  [() => z.string().ulid(), ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "01arz3ndektsv4rrffq69g5fav", "x"]],
  [() => z.string().emoji(), ["😀", "a"]],
  [() => z.string().datetime(), ["2024-02-29T12:00:00Z", "2023-02-29T12:00:00Z", "2024-01-01T00:00:00+02:00"]],
  [
    () => z.string().datetime({ offset: true, precision: 3 }),
    ["2024-01-01T00:00:00.000+02:00", "2024-01-01T00:00:00Z"],
  ],
  [() => z.string().datetime({ local: true }), ["2024-01-01T00:00:00", "2024-01-01T00:00"]],
  [() => z.string().date(), ["2024-02-29", "2023-02-29", "2024-2-9"]],
  [() => z.string().time(), ["12:00:00", "24:00:00", "12:00"]],
  [() => z.string().duration(), ["P1D", "P", "PT1H"]],
  [() => z.string().ip(), ["1.2.3.4", "::1", "1.2.3.400", "1::2::3"]],
  [() => z.string().ip({ version: "v6" }), ["::1", "1.2.3.4"]],
  [() => z.string().cidr(), ["1.2.3.0/24", "::/0", "::1/129", "1.2.3.0/33"]],
  [() => z.string().base64(), ["", "YQ==", "YQ", "Y Q="]],
  [() => z.string().base64url(), ["", "YQ", "YQ==", "-_"]],
  [() => z.string().jwt(), [token, "a.b.c", `${token} `]],
  [() => z.string().jwt({ alg: "HS512" }), [token]],
];
const formatted = fc
  .constantFrom(...formats)
  .map(([make, texts]) => build(make, fc.oneof(fc.constantFrom(...texts), word)));

// A string that is changed first: a reader sees the changed one.
const trimmed = build(
  (form) => (/output/i.test(form) ? z.string().min(2) : z.string().trim().toLowerCase().min(2)),
  fc.constantFrom(" AB ", " a ", "abc"),
);

const anyNumber = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 0.1, 0.3, 0.35, 2.03, 1e-7, 2 ** 53, 2 ** 53 + 2, 1e300),
);
const numbers = fc
  .tuple(
    fc.constantFrom<(schema: z.ZodNumber) => z.ZodNumber>(
      (schema) => schema,
      (schema) => schema.int(),
      (schema) => schema.finite(),
      (schema) => schema.safe(),
      (schema) => schema.multipleOf(0.1),
      (schema) => schema.multipleOf(5),
    ),
    fc.constantFrom<(schema: z.ZodNumber) => z.ZodNumber>(
      (schema) => schema,
      (schema) => schema.min(1).max(5),
      (schema) => schema.gt(-2).lt(6),
      (schema) => schema.positive(),
    ),
  )
  .map(([first, second]) => build(() => second(first(z.number())), anyNumber));

const dates = fc.constantFrom(
  wired(() => z.date(), decodeDate, fc.date({ noInvalidDate: true })),
  wired(
    () => z.date().min(new Date(0)).max(new Date(86_400_000)),
    decodeDate,
    fc.date({ min: new Date(-86_400_000), max: new Date(2 * 86_400_000), noInvalidDate: true }),
  ),
);
const anyBigint = fc.bigInt({ min: -9n, max: 9n });
const bigints = fc.constantFrom(
  wired(() => z.bigint(), decodeBigint, anyBigint),
  wired(() => z.bigint().gt(-2n).max(5n), decodeBigint, anyBigint),
  wired(() => z.bigint().multipleOf(3n), decodeBigint, anyBigint),
);

const Level = { Low: 0, High: 1, 0: "Low", 1: "High" } as const;
const fixed: readonly (readonly [() => ZodTypeAny, fc.Arbitrary<unknown>])[] = [
  [() => z.boolean(), fc.boolean()],
  [() => z.null(), fc.constant(null)],
  [() => z.enum(["a", "b"]), fc.constantFrom("a", "b", "c")],
  [() => z.nativeEnum(Level), fc.constantFrom(0, 1, 2, "Low")],
  [() => z.literal("x"), fc.constantFrom("x", "y")],
  [() => z.literal(0), fc.constantFrom(0, -0, 1)],
  [() => z.unknown(), fc.jsonValue({ maxDepth: 2 })],
  [() => z.any(), fc.jsonValue({ maxDepth: 2 })],
  [() => z.never(), fc.constant(1)],
  [() => z.string().brand("id"), word],
  [() => z.lazy(() => z.number().max(3)), fc.integer({ min: 0, max: 5 })],
];

const leaves: fc.Arbitrary<Zod3Recipe> = fc.oneof(
  { arbitrary: strings, weight: 4 },
  { arbitrary: formatted, weight: 4 },
  { arbitrary: numbers, weight: 3 },
  { arbitrary: dates, weight: 1 },
  { arbitrary: bigints, weight: 1 },
  { arbitrary: fc.constant(trimmed), weight: 1 },
  { arbitrary: fc.constantFrom(...fixed).map(([make, values]) => build(make, values)), weight: 5 },
);

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
