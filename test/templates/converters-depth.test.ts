// Recursive types of every kind: a value that nests without end, or holds itself, is refused with an issue and never overflows the stack.
import { expect, test } from "vitest";
import { z, type ZodType } from "zod";
import * as z3 from "zod/v3";
import type { Schema } from "../../src/schema/index.js";
import { emitted, outcome } from "./emitted.js";

const modes = ["writeInput", "readInput", "readInputRaw", "writeOutput", "writeOutputParsed", "readOutput"] as const;

type Level = (inner: unknown) => unknown;

const inObject = (inner: unknown): unknown => ({ a: inner });

/** Schemas that lead back to themselves by `part`, and a value of one level around another. */
const shapes: readonly (readonly [string, (part: () => ZodType) => ZodType, Level])[] = [
  ["a field", (part) => z.object({ a: part().optional() }), inObject],
  ["a strict field", (part) => z.strictObject({ a: part().nullish() }), inObject],
  ["a loose field", (part) => z.looseObject({ a: part().optional() }), inObject],
  ["a field with a default", (part) => z.object({ a: part().default({}) }), inObject],
  ["a field beside a date", (part) => z.object({ a: part().nullable(), at: z.date().optional() }), inObject],
  ["any other field", (part) => z.object({}).catchall(part()), inObject],
  ["items", (part) => z.array(part().nullable()), (inner) => [inner]],
  ["a tuple", (part) => z.tuple([part()]), (inner) => [inner]],
  ["the rest of a tuple", (part) => z.tuple([]).rest(part().nullable()), (inner) => [inner]],
  ["a record", (part) => z.record(z.string(), part()), inObject],
  ["a record of listed keys", (part) => z.record(z.enum(["a"]), part()), inObject],
  ["a record of listed keys, nullable", (part) => z.record(z.enum(["a"]), part().nullable()), inObject],
  ["a partial record", (part) => z.partialRecord(z.enum(["a", "b"]), part().nullable()), inObject],
  ["a record of short keys", (part) => z.record(z.string().max(3), part().nullable()), inObject],
  ["a loose record", (part) => z.looseRecord(z.string().regex(/^a/), part().nullable()), inObject],
  ["a record of what must be there", (part) => z.record(z.string(), z.nonoptional(part().nullish())), inObject],
  [
    "a listed record of what must be there",
    (part) => z.record(z.enum(["a"]), z.nonoptional(part().nullish())),
    inObject,
  ],
  ["a listed record of a filled part", (part) => z.record(z.enum(["a"]), part().nullable().default(null)), inObject],
  ["a union", (part) => z.union([z.string(), z.object({ a: part() })]), inObject],
  ["a nullable union", (part) => z.object({ a: z.union([z.string(), part()]).nullable() }), inObject],
  ["an exclusive union", (part) => z.xor([z.string(), z.object({ a: part() })]), inObject],
  [
    "a discriminated union",
    (part) => z.discriminatedUnion("t", [z.object({ t: z.literal(1), a: part() }), z.object({ t: z.literal(2) })]),
    (inner) => ({ t: 1, a: inner }),
  ],
  ["an intersection", (part) => z.intersection(z.object({ a: part() }), z.object({ b: z.int().optional() })), inObject],
  ["what catches", (part) => z.object({ a: part().catch(null) }), inObject],
];

function nested(level: Level, levels: number): unknown {
  let value = level("end");
  for (let count = 0; count < levels; count++) value = level(value);
  return value;
}

// A level whose inside is itself.
function cyclic(level: Level): unknown {
  const hole = {};
  const value = level(hole);
  const fields = Object(value);
  for (const key of Object.keys(fields)) if (fields[key] === hole) fields[key] = value;
  return value;
}

async function refuses(schema: Schema, level: Level, mayCatch: boolean): Promise<void> {
  const { value: converters, writeArgs, readArgs } = await emitted(schema);
  // Not cloned: what is cyclic or deep stays so, and a reader may change it.
  for (const make of [(): unknown => nested(level, 100_000), (): unknown => cyclic(level)]) {
    for (const mode of modes) {
      const result = outcome(converters[mode], make());
      expect(mayCatch || ("issues" in result && result.issues.length > 0), mode).toBe(true);
    }
    for (const convert of [writeArgs, readArgs]) {
      const result = outcome(convert, [make()]);
      expect(mayCatch || ("issues" in result && result.issues.length > 0)).toBe(true);
    }
  }
}

test.each(shapes)("%s: 100,000 levels and a circle", { timeout: 60_000 }, async (name, make, level) => {
  const schema: ZodType = make(() => z.lazy(() => schema));
  await refuses(schema, level, name === "what catches");
});

test.each<[string, (part: z3.ZodTypeAny) => z3.ZodTypeAny, Level]>([
  ["a field", (part) => z3.object({ a: part.optional() }), inObject],
  ["a record", (part) => z3.record(part), inObject],
  ["an intersection", (part) => z3.intersection(z3.object({ a: part }), z3.object({})), inObject],
  ["a union", (part) => z3.union([z3.string(), z3.object({ a: part })]), inObject],
])("Zod 3, %s: 100,000 levels and a circle", { timeout: 60_000 }, async (_name, make, level) => {
  const schema: z3.ZodTypeAny = make(z3.lazy(() => schema));
  await refuses(schema, level, false);
});

test.each([
  ["a map", (part: () => ZodType): ZodType => z.map(z.string(), part()), (inner: unknown) => new Map([["a", inner]])],
  ["a set", (part: () => ZodType): ZodType => z.set(part()), (inner: unknown) => new Set([inner])],
])("%s: 100,000 levels and a circle, written", { timeout: 60_000 }, async (_name, make, level) => {
  const schema: ZodType = make(() => z.lazy(() => schema));
  const { value: converters } = await emitted(schema);
  const circle = level("end");
  if (circle instanceof Map) circle.set("a", circle);
  if (circle instanceof Set) circle.add(circle);
  for (const mode of ["writeInput", "writeOutput", "writeOutputParsed"] as const) {
    for (const value of [nested(level, 100_000), circle]) {
      const result = outcome(converters[mode], value);
      expect("issues" in result && result.issues.length > 0, mode).toBe(true);
    }
  }
});
