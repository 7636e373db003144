// Random schemas of Zod 3 without parts, each with its twins that read the wire directly.
import fc from "fast-check";
import { z, type ZodTypeAny } from "zod/v3";
import type { Tested } from "./compare.js";
import { decodeBigint, decodeDate } from "./recipe.js";

/** The forms of a recipe that hold a schema. */
export type Form = "schema" | "output" | "wireInput" | "wireOutput";

/** One schema of Zod 3 in its forms, and values for it. */
export interface Zod3Recipe extends Tested {
  readonly source: ZodTypeAny;
  readonly schema: ZodTypeAny;
  readonly output: ZodTypeAny;
  readonly wireInput: ZodTypeAny;
  readonly wireOutput: ZodTypeAny;
  readonly values: fc.Arbitrary<unknown>;
}

/** A recipe whose forms are all made the same way from the forms of its parts. */
export function build(make: (form: Form) => ZodTypeAny, values: fc.Arbitrary<unknown>): Zod3Recipe {
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

/** Any short text. */
export const word = fc.oneof(
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

/** A schema of Zod 3 without parts. */
export const leaves: fc.Arbitrary<Zod3Recipe> = fc.oneof(
  { arbitrary: strings, weight: 4 },
  { arbitrary: formatted, weight: 4 },
  { arbitrary: numbers, weight: 3 },
  { arbitrary: dates, weight: 1 },
  { arbitrary: bigints, weight: 1 },
  { arbitrary: fc.constant(trimmed), weight: 1 },
  { arbitrary: fc.constantFrom(...fixed).map(([make, values]) => build(make, values)), weight: 5 },
);
