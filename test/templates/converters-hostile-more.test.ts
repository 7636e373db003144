// Hostile values, counted: how often a pattern is tried, how many items are looked at, and what own `__proto__` keys leave behind.
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { maxIssues } from "../../src/protocol/issue.js";
import { maxDepth, parseJson } from "../../src/protocol/codec.js";
import { emitted, outcome } from "./emitted.js";

const modes = ["writeInput", "readInput", "readInputRaw", "writeOutput", "writeOutputParsed", "readOutput"] as const;
const parsed = (text: string): unknown => JSON.parse(text) as unknown;

describe("own __proto__ keys in every mode", () => {
  const object = '{"__proto__":{"polluted":true},"a":"x"}';
  const pairs = '[[{"__proto__":{"polluted":true},"a":"x"},{"__proto__":{"polluted":true},"a":"x"}]]';
  test.each([
    ["an object", z.object({ a: z.string() }), object],
    ["a loose object", z.looseObject({ a: z.string() }), object],
    ["a catchall", z.object({ a: z.string() }).catchall(z.unknown()), object],
    ["a record", z.record(z.string(), z.unknown()), object],
    ["a record with patterned keys", z.record(z.string().regex(/./), z.unknown()), object],
    ["a loose record", z.looseRecord(z.string().regex(/^a/), z.unknown()), object],
    ["a partial record", z.partialRecord(z.enum(["a"]), z.string()), object],
    ["JSON", z.json(), object],
    ["anything", z.unknown(), object],
    ["an intersection", z.intersection(z.looseObject({ a: z.string() }), z.looseObject({})), object],
    ["a union", z.union([z.object({ b: z.int() }), z.looseObject({ a: z.string() })]), object],
    ["a map", z.map(z.looseObject({ a: z.string() }), z.record(z.string(), z.unknown())), pairs],
    ["a default", z.looseObject({ a: z.string(), b: z.int().default(1) }), object],
  ])("%s", async (_name, schema, text) => {
    const { value: converters } = await emitted(schema);
    for (const mode of modes) {
      const value = parsed(text);
      const isMap = Array.isArray(value) && mode.startsWith("write");
      const result = outcome(converters[mode], isMap ? new Map(value as [unknown, unknown][]) : value);
      const fields = "data" in result && typeof result.data === "object" ? result.data : {};
      expect([mode, Reflect.get({}, "polluted"), Object.getPrototypeOf({})]).toEqual([
        mode,
        undefined,
        Object.prototype,
      ]);
      // Nor has the result itself got what the key holds.
      expect([mode, Reflect.get(Object(fields), "polluted")]).toEqual([mode, undefined]);
    }
  });
});

describe("lengths before patterns", () => {
  const long = "a".repeat(1 << 20) + "!";
  test.each([
    [
      "a limit behind the pattern",
      z
        .string()
        .regex(/^(a+)+$/)
        .max(10),
    ],
    [
      "a limit in front of it",
      z
        .string()
        .max(10)
        .regex(/^(a+)+$/),
    ],
    [
      "an exact length",
      z
        .string()
        .regex(/^(a+)+$/)
        .length(3),
    ],
    [
      "a message",
      z
        .string()
        .regex(/^(a+)+$/, "bad")
        .max(10, "long"),
    ],
    [
      "a second pattern",
      z
        .string()
        .regex(/^(a+)+$/)
        .regex(/a/y)
        .max(10),
    ],
    [
      "an early stop",
      z
        .string()
        .regex(/^(a+)+$/, { abort: true })
        .max(10),
    ],
    [
      "an optional field",
      z.object({
        a: z
          .string()
          .regex(/^(a+)+$/)
          .max(10)
          .optional(),
      }),
    ],
    [
      "a union",
      z.union([
        z.int(),
        z
          .string()
          .regex(/^(a+)+$/)
          .max(10),
      ]),
    ],
  ])("%s: no pattern is tried on a megabyte", async (_name, schema) => {
    const { value: converters } = await emitted(schema);
    const value = schema instanceof z.ZodObject ? { a: long } : long;
    const seen: number[] = [];
    const real = RegExp.prototype.exec;
    const spy = vi.spyOn(RegExp.prototype, "exec").mockImplementation(function (this: RegExp, text) {
      // Surrogate pairs are counted by a pattern of our own.
      if (this.source.includes("uD800")) return real.call(this, text);
      seen.push(text.length);
      // `test` calls this; the pattern itself would never end.
      return text.length > 10 ? null : real.call(this, text);
    });
    try {
      for (const mode of modes) {
        const result = outcome(converters[mode], value);
        expect("issues" in result && result.issues.map(({ code }) => code)).toEqual(["too_big"]);
      }
    } finally {
      spy.mockRestore();
    }
    expect(seen.filter((length) => length > 10)).toEqual([]);
  });
});

test("50,000 bad items: no more is looked at than gives the issues", async () => {
  for (const schema of [
    z.array(z.object({ n: z.int() })),
    z.set(z.object({ n: z.int() })),
    z.tuple([]).rest(z.object({ n: z.int() })),
  ]) {
    const { value: converters } = await emitted(schema);
    let looks = 0;
    const bad = Array.from({ length: 50_000 }, () =>
      Object.defineProperty({}, "n", { enumerable: true, get: () => (looks++, "x") }),
    );
    const result = outcome(converters.readInput, bad);
    expect("issues" in result && result.issues).toHaveLength(maxIssues);
    expect(looks).toBeLessThan(4 * maxIssues);
  }
});

describe("10,000 levels", () => {
  const Tree = z.object({
    get more() {
      return z.array(Tree);
    },
  });
  const open = '{"more":['.repeat(10_000);
  const text = open + "]}".repeat(10_000);

  test("are refused as text, before any validation", () => {
    expect(maxDepth).toBeLessThan(1_000);
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "too_deep" }));
    expect(() => parseJson("[".repeat(10_000))).toThrow(expect.objectContaining({ code: "too_deep" }));
  });

  test.each([
    ["a recursive type", Tree],
    ["JSON", z.json()],
    ["a union of them", z.union([Tree, z.array(Tree)])],
    ["an intersection", z.intersection(Tree, Tree)],
    ["a stand-in", z.object({ more: z.array(Tree).catch([]) })],
  ])("%s: a value that deep gives an issue or a stand-in, never a RangeError", async (_name, schema) => {
    const { value: converters } = await emitted(schema);
    for (const mode of modes) {
      const result = outcome(converters[mode], parsed(text));
      const standsIn = schema instanceof z.ZodObject && "data" in result;
      expect(standsIn || ("issues" in result && result.issues.length > 0), mode).toBe(true);
    }
  });
});
