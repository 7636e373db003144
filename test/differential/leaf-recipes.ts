// Random schemas without parts: numbers, dates, literals and the rest.
import fc from "fast-check";
import { z, type ZodType } from "zod";
import { anything } from "./json-recipes.js";
import { build, decodeBigint, decodeBytes, decodeDate, wired, type Recipe } from "./recipe.js";
import { miniature, opaque } from "./user-code-recipes.js";
import { eachString, formatted, strings } from "./string-recipes.js";

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
    2 ** 31 - 1,
    2 ** 32 - 1,
    2 ** 53 - 1,
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
  // At the bounds and beside them.
  fc
    .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -1, max: 1 }))
    .map(([days, beside]) => new Date(days * day + beside)),
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
  fc.constantFrom(2n ** 63n, -(2n ** 63n), 2n ** 63n - 1n, 2n ** 64n, 2n ** 64n - 1n),
  // Spellings that are not the wire's.
  fc.constantFrom("00", "-0", "01", "+7", "0x1", "1n", " 1"),
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
  [() => z.json(), fc.jsonValue({ maxDepth: 2 })],
  [() => z.never(), fc.constant(1)],
  [() => z.number("no number").min(1, "too few"), fc.integer({ min: -2, max: 3 })],
  [() => z.enum(["x", "y"], "pick one"), fc.constantFrom("x", "z")],
  [() => z.lazy(() => z.string().max(3)), fc.string({ maxLength: 5 })],
];

// The ends of each range, and what stands just outside of it.
const limits: readonly Recipe[] = [
  build(() => z.int(), fc.constantFrom(2 ** 53 - 1, 2 ** 53, 1 - 2 ** 53, -(2 ** 53), 0.5)),
  build(() => z.int32(), fc.constantFrom(2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 0.5)),
  build(() => z.uint32(), fc.constantFrom(2 ** 32 - 1, 2 ** 32, 0, -1, 0.5)),
  build(
    () => z.float32(),
    fc.constantFrom(3.4028234663852886e38, 3.402823466385289e38, -3.4028234663852886e38, -3.402823466385289e38),
  ),
  build(() => z.int().min(-3).max(7), fc.constantFrom(-4, -3, 7, 8)),
  build(() => z.number().gt(-3).lt(7), fc.constantFrom(-3, -2, 6, 7)),
  wired(() => z.int64(), decodeBigint, fc.constantFrom(2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n)),
  wired(() => z.uint64(), decodeBigint, fc.constantFrom(2n ** 64n - 1n, 2n ** 64n, 0n, -1n)),
  wired(() => z.bigint().min(-3n).lt(7n), decodeBigint, fc.constantFrom(-4n, -3n, 6n, 7n)),
  wired(
    () => z.date().min(new Date(0)).max(new Date(day)),
    decodeDate,
    fc.constantFrom(-1, 0, day, day + 1).map((time) => new Date(time)),
  ),
];

const bigintLiteral = wired(() => z.literal([1n, 20n]), decodeBigint, fc.constantFrom(1n, 20n, 2n));

const open: readonly Recipe[] = [z.unknown, z.any].map((make) =>
  build((form) => (form === "source" ? make() : anything(form)), fc.jsonValue({ maxDepth: 2 })),
);

/** Each schema without parts that chance alone would seldom make. */
export const eachLeaf: readonly Recipe[] = [
  ...eachString,
  ...limits,
  ...open,
  ...fixed.map(([make, values]) => build(make, values)),
];

/** A schema without parts. */
export const leaves: fc.Arbitrary<Recipe> = fc.oneof(
  { arbitrary: strings, weight: 4 },
  { arbitrary: formatted, weight: 3 },
  { arbitrary: numbers, weight: 4 },
  { arbitrary: fc.constantFrom(...limits), weight: 2 },
  { arbitrary: fc.constantFrom(...open), weight: 1 },
  { arbitrary: dates, weight: 2 },
  { arbitrary: bigints, weight: 2 },
  { arbitrary: bytes, weight: 1 },
  { arbitrary: nan, weight: 1 },
  { arbitrary: opaque, weight: 2 },
  { arbitrary: miniature, weight: 1 },
  { arbitrary: fc.constant(bigintLiteral), weight: 1 },
  { arbitrary: fc.constantFrom(...fixed).map(([make, values]) => build(make, values)), weight: 6 },
);
