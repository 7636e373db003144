// Random schemas without parts: strings with checks and formats, numbers, dates, literals and the rest.
import fc from "fast-check";
import { z, type ZodString, type ZodType } from "zod";
import { build, decodeBigint, decodeBytes, decodeDate, wired, type Recipe } from "./recipe.js";

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "",
    "a",
    "abc",
    "Abc",
    " padded ",
    "😀",
    "😀😀😀",
    "\uD800",
    "\uDC00x",
    "12",
    "-1.5",
    "null",
    "__proto__",
    "a\nb",
  ),
);

const patterns = [/^a/, /b$/i, /^[a-z]*$/, /\d+/g, /c/y, /^\p{L}+$/u, /a\/b/, /^.$/s, /x{2,}/];

type StringCheck = (schema: ZodString) => ZodString;

const stringCheck: fc.Arbitrary<StringCheck> = fc.oneof(
  fc.nat({ max: 6 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.min(n),
  ),
  fc.nat({ max: 8 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.max(n),
  ),
  fc.nat({ max: 5 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.length(n),
  ),
  fc.constantFrom(...patterns).map(
    (regex): StringCheck =>
      (schema) =>
        schema.regex(regex),
  ),
  fc.constantFrom("a", "ab", ".").map(
    (text): StringCheck =>
      (schema) =>
        schema.startsWith(text),
  ),
  fc.constantFrom("c", "bc", "$").map(
    (text): StringCheck =>
      (schema) =>
        schema.endsWith(text),
  ),
  fc.constantFrom("b", "").map(
    (text): StringCheck =>
      (schema) =>
        schema.includes(text),
  ),
  fc.constantFrom("b", "c").map(
    (text): StringCheck =>
      (schema) =>
        schema.includes(text, { position: 1 }),
  ),
  fc.constant<StringCheck>((schema) => schema.lowercase()),
  fc.constant<StringCheck>((schema) => schema.uppercase()),
  fc.constant<StringCheck>((schema) => schema.trim()),
  fc.constant<StringCheck>((schema) => schema.toLowerCase()),
  fc.constant<StringCheck>((schema) => schema.toUpperCase()),
  fc.constant<StringCheck>((schema) => schema.normalize("NFKC")),
  fc.constant<StringCheck>((schema) => schema.slugify()),
  fc.nat({ max: 4 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.min(n, { abort: true }),
  ),
  fc.nat({ max: 4 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.max(n, "too much"),
  ),
);

// After a change of the text no check before it need hold.
const strings: fc.Arbitrary<Recipe> = fc.array(stringCheck, { maxLength: 3 }).map((checks) =>
  build((form) => {
    const all = checks.reduce((schema, check) => check(schema), z.string());
    const last = all.def.checks?.findLastIndex((check) => check._zod.def.check === "overwrite") ?? -1;
    if (last < 0 || !/output/i.test(form)) return all;
    return checks.slice(last + 1).reduce((schema, check) => check(schema), z.string());
  }, word),
);

const formats: readonly (readonly [() => ZodType, readonly string[]])[] = [
  [() => z.uuid(), ["123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"]],
  [() => z.uuidv4(), ["123e4567-e89b-42d3-a456-426614174000"]],
  [() => z.guid(), ["123e4567-e89b-92d3-c456-426614174000"]],
  [() => z.email(), ["a@b.co", "a..b@c.de", "a@b"]],
  [() => z.url(), ["https://a.b/c", " https://a.b ", "http:a.b", "mailto:x", "https://exa\nmple.com"]],
  [
    () => z.url({ hostname: /^a\.b$/, protocol: /^https$/ }),
    ["https://a.b/c", "http://a.b", "https://c.d", "ftp://c.d"],
  ],
  [() => z.url({ normalize: true }), ["HTTPS://A.B", "x"]],
  [() => z.httpUrl(), ["http://example.com", "http:/example.com", "ftp://example.com"]],
  [() => z.hostname(), ["a.b", "-a"]],
  [() => z.emoji(), ["😀", "a", "👍🏽"]],
  [() => z.nanoid(), ["V1StGXR8_Z5jdHi6B-myT"]],
  [() => z.cuid(), ["cjld2cjxh0000qzrmn831i7rn"]],
  [() => z.cuid2(), ["tz4a98xxat96iws9zmbrgj3a"]],
  [() => z.ulid(), ["01ARZ3NDEKTSV4RRFFQ69G5FAV"]],
  [() => z.xid(), ["9m4e2mr0ui3e8a215n4g"]],
  [() => z.ksuid(), ["0o5Fs0EELR0fUjHjbCnEtdUwQe3"]],
  [() => z.ipv4(), ["1.2.3.4", "1.2.3.400"]],
  [() => z.ipv6(), ["::1", "::1\n", "fe80::1%eth0", "1::2::3"]],
  [() => z.mac(), ["00:1A:2B:3C:4D:5E", "00-1A"]],
  [() => z.cidrv4(), ["1.2.3.0/24", "1.2.3.0/33"]],
  [() => z.cidrv6(), ["::/0", "::1/129", "::1", "::1/01"]],
  [() => z.base64(), ["", "YQ==", "YQ", "Y Q="]],
  [() => z.base64url(), ["", "YQ", "YQ==", "-_"]],
  [() => z.e164(), ["+4915112345678", "0123"]],
  [() => z.jwt(), ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x", "a.b.c", "bnVsbA==.e30.x"]],
  [() => z.jwt({ alg: "HS512" }), ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x"]],
  [() => z.creditCard(), ["4111 1111 1111 1111", "4111111111111112"]],
  [() => z.iban(), ["DE89370400440532013000", "DE88370400440532013000"]],
  [() => z.iso.datetime(), ["2024-02-29T12:00:00Z", "2023-02-29T12:00:00Z", "2024-01-01T00:00:00+02:00"]],
  [() => z.iso.datetime({ offset: true, local: true }), ["2024-01-01T00:00:00+02:00", "2024-01-01T00:00"]],
  [() => z.iso.date(), ["2024-02-29", "2024-2-9"]],
  [() => z.iso.time({ precision: 0 }), ["12:00:00", "12:00"]],
  [() => z.iso.duration(), ["P1D", "P"]],
  [() => z.hex(), ["00ff", "xyz"]],
  [() => z.uuid().max(10), ["123e4567-e89b-12d3-a456-426614174000", "abc"]],
  [() => z.email().min(3).lowercase(), ["A@b.co"]],
  [() => z.stringFormat("even", /^(?:..)*$/), ["ab", "abc"]],
];

const formatted: fc.Arbitrary<Recipe> = fc
  .constantFrom(...formats)
  .map(([make, texts]) => build(make, fc.oneof(fc.constantFrom(...texts), word)));

const anyNumber = fc.oneof(
  fc.integer({ min: -12, max: 12 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    0,
    -0,
    0.1,
    0.3,
    0.35,
    2.03,
    1.5,
    5e-324,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 32,
    2 ** 53,
    2 ** 53 + 2,
    -(2 ** 53),
    1e300,
    4e38,
  ),
  fc.constantFrom(Number.NaN, Infinity, -Infinity),
);

type NumberCheck = (schema: z.ZodNumber) => z.ZodNumber;

const numberCheck: fc.Arbitrary<NumberCheck> = fc.oneof(
  fc.integer({ min: -5, max: 5 }).map(
    (n): NumberCheck =>
      (schema) =>
        schema.min(n),
  ),
  fc.integer({ min: -5, max: 5 }).map(
    (n): NumberCheck =>
      (schema) =>
        schema.max(n),
  ),
  fc.integer({ min: -5, max: 5 }).map(
    (n): NumberCheck =>
      (schema) =>
        schema.gt(n),
  ),
  fc.integer({ min: -5, max: 5 }).map(
    (n): NumberCheck =>
      (schema) =>
        schema.lt(n),
  ),
  fc.constantFrom(0.1, 0.07, 2, 5, 1).map(
    (n): NumberCheck =>
      (schema) =>
        schema.multipleOf(n),
  ),
  fc.constant<NumberCheck>((schema) => schema.int()),
  fc.constant<NumberCheck>((schema) => schema.positive({ abort: true })),
);

const numbers: fc.Arbitrary<Recipe> = fc
  .tuple(
    fc.constantFrom<() => z.ZodNumber>(z.number, z.number, z.int, z.int32, z.uint32, z.float32, z.float64),
    fc.array(numberCheck, { maxLength: 3 }),
  )
  .map(([make, checks]) => build(() => checks.reduce((schema, check) => check(schema), make()), anyNumber));

const day = 86_400_000;
const anyDate = fc.oneof(
  fc.date({ noInvalidDate: true }),
  fc.date({ min: new Date(-3 * day), max: new Date(3 * day) }),
  fc.constantFrom(
    new Date(Number.NaN),
    new Date(8.64e15),
    new Date("-000001-01-01T00:00:00.000Z"),
    new Date("0000-02-29T00:00:00.000Z"),
  ),
);

const dates: fc.Arbitrary<Recipe> = fc
  .tuple(fc.option(fc.integer({ min: -2, max: 2 })), fc.option(fc.integer({ min: -2, max: 2 })))
  .map(([from, to]) => {
    const make = (): ZodType => {
      const after = from === null ? z.date() : z.date().min(new Date(from * day));
      return to === null ? after : after.max(new Date(to * day));
    };
    return wired(make, decodeDate, anyDate);
  });

const anyBigint = fc.oneof(
  fc.bigInt({ min: -12n, max: 12n }),
  fc.bigInt(),
  fc.constantFrom(2n ** 63n, -(2n ** 63n), 2n ** 64n),
);

const bigints: fc.Arbitrary<Recipe> = fc
  .constantFrom<() => ZodType>(
    () => z.bigint(),
    () => z.bigint().min(-3n).max(5n),
    () => z.bigint().multipleOf(3n),
    () => z.bigint().gt(0n).lt(4n).multipleOf(2n),
    () => z.int64(),
    () => z.uint64(),
    () => z.bigint().positive(),
  )
  .map((make) => wired(make, decodeBigint, anyBigint));

const bytes: fc.Arbitrary<Recipe> = fc.constant(
  wired(
    () => z.instanceof(Uint8Array),
    decodeBytes,
    fc.uint8Array({ maxLength: 12 }).map((list) => new Uint8Array(list)),
  ),
);

const nan: fc.Arbitrary<Recipe> = fc.constant(
  wired(
    () => z.nan(),
    (value) => (value === "NaN" ? Number.NaN : value),
    fc.constantFrom(Number.NaN, 1),
  ),
);

// What TypeScript makes of a numeric enum.
const Level = { Low: 0, High: 1, 0: "Low", 1: "High" } as const;

const fixed: readonly (readonly [() => ZodType, fc.Arbitrary<unknown>])[] = [
  [() => z.boolean(), fc.boolean()],
  [() => z.null(), fc.constant(null)],
  [() => z.enum(["a", "b", "c"]), fc.constantFrom("a", "b", "c", "d")],
  [() => z.enum(Level), fc.constantFrom(0, 1, 2, "Low")],
  [() => z.enum(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]), fc.constantFrom("a", "j", "k")],
  [() => z.literal("only"), fc.constantFrom("only", "other")],
  [() => z.literal(["a", 1, true, null]), fc.constantFrom("a", 1, true, null, 2, "1")],
  [() => z.literal(0), fc.constantFrom(0, -0, 1)],
  [
    () => z.templateLiteral(["id-", z.int(), z.enum(["x", "y"])]),
    fc.constantFrom("id-1x", "id-12y", "id-x", "id-1.5x"),
  ],
  [() => z.unknown(), fc.jsonValue({ maxDepth: 2 })],
  [() => z.any(), fc.jsonValue({ maxDepth: 2 })],
  [() => z.json(), fc.jsonValue({ maxDepth: 2 })],
  [() => z.never(), fc.constant(1)],
];

/** A schema without parts. */
export const leaves: fc.Arbitrary<Recipe> = fc.oneof(
  { arbitrary: strings, weight: 4 },
  { arbitrary: formatted, weight: 3 },
  { arbitrary: numbers, weight: 4 },
  { arbitrary: dates, weight: 2 },
  { arbitrary: bigints, weight: 2 },
  { arbitrary: bytes, weight: 1 },
  { arbitrary: nan, weight: 1 },
  { arbitrary: fc.constantFrom(...fixed).map(([make, values]) => build(make, values)), weight: 6 },
);
