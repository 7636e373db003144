// Values that JSON has no form for, or a doubtful one, of all wire kinds, each with the documented outcome.
import fc from "fast-check";
import assert from "node:assert/strict";
import { z, type ZodType } from "zod";
import type { Convert, Issue } from "../../src/protocol/issue.js";
import type { Converters } from "./subject.js";

/** What becomes of a value: it arrives as this, or the writer refuses it. */
export type Outcome = { readonly arrives: unknown } | "refused";
const whole = (value: unknown): Outcome => ({ arrives: value });

const dates = fc.oneof(
  fc.date({ noInvalidDate: false }),
  fc.constantFrom(8.64e15, -8.64e15, 8.64e15 + 1, -62_167_219_200_001, Number.NaN).map((time) => new Date(time)),
);
const ofDate = (date: Date): Outcome => (Number.isNaN(date.getTime()) ? "refused" : whole(date));

const numbers = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, 0, Number.NaN, Infinity, -Infinity, 2 ** 53 + 2, -(2 ** 53), 5e-324, Number.MAX_VALUE),
);
const ofNumber = (value: number): Outcome => (Number.isFinite(value) ? whole(value + 0) : "refused");

const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\uD800", "x\uDC00y", "\uDC00\uD800", "\0", "__proto__"),
);
const bigints = fc.oneof(fc.bigInt(), fc.constantFrom(0n, 2n ** 53n + 1n, 10n ** 400n, -(10n ** 400n)));
const bytes = fc.oneof(
  { arbitrary: fc.uint8Array({ maxLength: 40 }).map((list) => new Uint8Array(list)), weight: 2000 },
  {
    arbitrary: fc.constantFrom(0, 1, 2, 3, 8191, 8192, 8193, 1 << 16).map((size) => new Uint8Array(size).fill(251)),
    weight: 1,
  },
);
const point = fc.record({ x: fc.integer(), at: dates }, { noNullPrototype: true });
const maps = fc.array(fc.tuple(point, fc.array(fc.tuple(fc.string(), bigints), { maxLength: 3 })), { maxLength: 3 });
const Point = z.object({ x: z.int(), at: z.date() });

/** Per wire kind: a schema, values for it, and what becomes of each on the wire. */
export const kinds: Readonly<Record<string, readonly [ZodType, fc.Arbitrary<unknown>, (value: never) => Outcome]>> = {
  number: [z.number(), numbers, ofNumber],
  int: [z.int(), numbers, (value: number) => (Number.isSafeInteger(value) ? whole(value + 0) : "refused")],
  nan: [
    z.nan(),
    fc.oneof(fc.constant(Number.NaN), numbers),
    (value: number) => (Number.isNaN(value) ? whole(value) : "refused"),
  ],
  string: [z.string(), texts, whole],
  bigint: [z.bigint(), bigints, whole],
  date: [z.date(), dates, ofDate],
  bytes: [z.instanceof(Uint8Array), bytes, whole],
  "set of dates": [
    z.set(z.date()),
    fc.array(dates, { maxLength: 4 }).map((list) => new Set(list)),
    // Two equal dates are one on the wire.
    (set: Set<Date>) =>
      [...set].some((date) => ofDate(date) === "refused")
        ? "refused"
        : whole(new Set([...new Set([...set].map(Number))].map((time) => new Date(time)))),
  ],
  "map of maps with objects for keys": [
    z.map(Point, z.map(z.string(), z.bigint())),
    maps.map((pairs) => new Map(pairs.map(([key, inner]) => [key, new Map(inner)]))),
    (map: Map<{ x: number; at: Date }, unknown>) =>
      [...map.keys()].some(({ x, at }) => !Number.isSafeInteger(x) || ofDate(at) === "refused")
        ? "refused"
        : whole(map),
  ],
  "anything JSON": [
    z.unknown(),
    fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(Number.NaN, Infinity, 1n, new Date(0), new Map(), [undefined], { a: () => 1 }),
    ),
    (value: unknown) => {
      const text = JSON.stringify(value, (_key, part: unknown) => (isNoJson(part) ? "no JSON" : part));
      return /"no JSON"/.test(text) || value instanceof Date ? "refused" : whole(JSON.parse(text));
    },
  ],
};

function isNoJson(part: unknown): boolean {
  const isList = Array.isArray(part) && part.includes(undefined);
  return (
    isList ||
    part instanceof Map ||
    /function|bigint/.test(typeof part) ||
    (typeof part === "number" && !Number.isFinite(part))
  );
}

/**
 * Crosses `runs` values of one kind as JSON text, as argument and as result.
 * @throws Error with the seed and the value, where one has another outcome than it should
 * @returns how many arrived
 */
export function cross(
  { writeInput, readInput, writeOutput, readOutput }: Converters["value"],
  values: fc.Arbitrary<unknown>,
  expected: (value: never) => Outcome,
  how: { readonly seed: number; readonly numRuns: number },
): number {
  let arrived = 0;
  const property = fc.property(values, (value) => {
    const wanted = expected(value as never);
    for (const [write, read] of [
      [writeInput, readInput],
      [writeOutput, readOutput],
    ] as const) {
      const written = outcome(write, value);
      if (wanted === "refused") {
        assert.ok(written.issues !== undefined);
        continue;
      }
      assert.equal(written.issues, undefined);
      assert.deepStrictEqual(outcome(read, JSON.parse(JSON.stringify(written.data))), { data: wanted.arrives });
    }
    if (wanted !== "refused") arrived++;
  });
  fc.assert(property, how);
  return arrived;
}

function outcome(convert: Convert, value: unknown): { readonly data?: unknown; readonly issues?: readonly Issue[] } {
  const issues: Issue[] = [];
  const data = convert(value, issues);
  return issues.length > 0 ? { issues } : { data };
}
