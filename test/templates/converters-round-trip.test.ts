// What is written and read again is what Zod makes of the value, for every wire kind and every doubtful number.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z, type ZodType } from "zod";
import type { Convert } from "../../src/protocol/issue.js";
import { emitted, outcome } from "./emitted.js";

const seed = Date.now() % 2 ** 31;
const runs = 2_000;

// Without -0, which arrives as 0, and without fields named `__proto__`, which Zod drops.
const plainJson = fc
  .jsonValue()
  .map((value) => JSON.stringify(value))
  .filter((text) => !text.includes("__proto__"))
  .map((text) => JSON.parse(text) as unknown);

function sent(write: Convert, value: unknown): unknown {
  const result = outcome(write, value);
  if ("issues" in result) throw new Error(JSON.stringify(result.issues));
  return JSON.parse(JSON.stringify(result.data)) as unknown;
}

const kinds: Readonly<Record<string, readonly [ZodType, fc.Arbitrary<unknown>]>> = {
  date: [z.date(), fc.date({ noInvalidDate: true })],
  bigint: [z.bigint(), fc.bigInt()],
  bytes: [z.instanceof(Uint8Array), fc.uint8Array({ maxLength: 20_000 }).map((list) => new Uint8Array(list))],
  nan: [z.nan(), fc.constant(Number.NaN)],
  map: [
    z.map(z.string(), z.date()),
    fc.array(fc.tuple(fc.string(), fc.date({ noInvalidDate: true }))).map((pairs) => new Map(pairs)),
  ],
  "map of bigints": [
    z.map(z.bigint(), z.bigint()),
    fc.array(fc.tuple(fc.bigInt(), fc.bigInt())).map((pairs) => new Map(pairs)),
  ],
  set: [z.set(z.bigint()), fc.array(fc.bigInt()).map((list) => new Set(list))],
  number: [z.number(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  string: [z.string(), fc.string({ unit: "binary" })],
  json: [z.json(), plainJson],
};

for (const [name, [schema, values]] of Object.entries(kinds)) {
  test(`${name}: ${runs} values arrive as they were, to a server and to a client`, async () => {
    const nested = z.object({ one: schema, more: z.array(schema), maybe: schema.optional(), none: schema.nullable() });
    const { writeInput, readInput, writeOutput, readOutput } = (await emitted(nested)).value;
    const property = fc.property(values, (value) => {
      const whole = { one: value, more: [value, value], none: null };
      expect(outcome(readInput, sent(writeInput, whole))).toEqual({ data: whole });
      expect(outcome(readOutput, sent(writeOutput, whole))).toEqual({ data: whole });
    });
    fc.assert(property, { seed, numRuns: runs });
  });
}

test("-0 arrives as 0", async () => {
  const { writeInput, readInput } = (await emitted(z.number())).value;
  expect(outcome(readInput, sent(writeInput, -0))).toEqual({ data: 0 });
});

test("2^53 + 2 crosses as a number, and no integer schema takes it", async () => {
  const number = (await emitted(z.number())).value;
  expect(outcome(number.readInput, sent(number.writeInput, 2 ** 53 + 2))).toEqual({ data: 2 ** 53 + 2 });
  const int = (await emitted(z.int())).value;
  expect(outcome(int.writeInput, 2 ** 53 + 2)).toMatchObject({ issues: [{ code: "too_big", path: [] }] });
});

test("lone surrogates arrive as they are", async () => {
  const { writeInput, readInput } = (await emitted(z.string())).value;
  for (const text of ["\uD800", "x\uDC00y", "\uDC00\uD800"]) {
    expect(outcome(readInput, sent(writeInput, text))).toEqual({ data: text });
  }
});

test.each([
  ["NaN", z.number(), Number.NaN],
  ["Infinity", z.number(), Infinity],
  ["an invalid date", z.date(), new Date(Number.NaN)],
  ["a date as a number", z.date(), 0],
])("%s is refused by the writer", async (_name, schema, value) => {
  const { writeInput, writeOutput } = (await emitted(schema)).value;
  for (const convert of [writeInput, writeOutput]) {
    expect(outcome(convert, value)).toMatchObject({ issues: [{ code: "invalid_type", path: [] }] });
  }
});

test.each([
  "2024-02-30T00:00:00.000Z",
  "2023-02-29T00:00:00.000Z",
  "2024-13-01T00:00:00.000Z",
  "2024-00-01T00:00:00.000Z",
  "2024-01-00T00:00:00.000Z",
  "2024-01-01T24:00:00.000Z",
  "2024-01-01T00:60:00.000Z",
  "2024-01-01T00:00:60.000Z",
  "2024-01-01T00:00:00Z",
  "2024-01-01T00:00:00.000+00:00",
  "2024-01-01",
  "+002024-01-01T00:00:00.000Z",
  "+275760-09-13T00:00:00.001Z",
  "-000000-01-01T00:00:00.000Z",
  "2024-01-01T00:00:00.00\u0660Z",
  "",
])("%j is no date on the wire", async (text) => {
  const { readInput } = (await emitted(z.date())).value;
  expect(outcome(readInput, text)).toMatchObject({ issues: [{ code: "invalid_type", expected: "date" }] });
});

test.each([
  "0000-02-29T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  "+275760-09-13T00:00:00.000Z",
  "2000-02-29T23:59:59.999Z",
])("%s is one", async (text) => {
  const { readInput } = (await emitted(z.date())).value;
  expect(outcome(readInput, text)).toEqual({ data: new Date(text) });
});

test.each(["-0", "+1", "01", "1.0", "1e3", "0x10", " 1", "", "1n"])("%j is no bigint on the wire", async (text) => {
  const { readInput } = (await emitted(z.bigint())).value;
  expect(outcome(readInput, text)).toMatchObject({ issues: [{ code: "invalid_type", expected: "bigint" }] });
});

test("defaults are filled in anew for each value, and only where input becomes output", async () => {
  const schema = z.object({
    limit: z.int().default(50),
    tags: z.array(z.string()).default(["a"]),
    at: z.date().default(new Date(0)),
  });
  const { writeInput, readInput, readInputRaw, writeOutput, readOutput } = (await emitted(schema)).value;
  const filled = { limit: 50, tags: ["a"], at: new Date(0) };
  expect(outcome(writeInput, {})).toEqual({ data: {} });
  expect(outcome(readInputRaw, {})).toEqual({ data: {} });
  const [first, second] = [outcome(readInput, {}), outcome(readInput, {})];
  expect([first, second]).toEqual([{ data: filled }, { data: filled }]);
  expect("data" in first && "data" in second && Reflect.get(Object(first.data), "tags")).not.toBe(
    "data" in second && Reflect.get(Object(second.data), "tags"),
  );
  expect(outcome(readOutput, sent(writeOutput, {}))).toEqual({ data: filled });
  expect(outcome(readOutput, {})).toMatchObject({
    issues: [{ path: ["limit"] }, { path: ["tags"] }, { path: ["at"] }],
  });
});

test("a stringbool is a word for the client and a boolean for the handler", async () => {
  const { writeInput, readInput, writeOutput, readOutput } = (await emitted(z.stringbool())).value;
  expect(outcome(readInput, sent(writeInput, "Yes"))).toEqual({ data: true });
  expect(outcome(readOutput, sent(writeOutput, false))).toEqual({ data: "false" });
  expect(outcome(writeInput, "maybe")).toMatchObject({ issues: [{ code: "invalid_value", expected: "stringbool" }] });
});
