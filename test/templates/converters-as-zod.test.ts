// Rules that random values seldom meet, each held against Zod's own verdict, data and issues: sticky patterns, own `__proto__` keys, absent discriminators.
import { describe, expect, test } from "vitest";
import { z, type ZodType } from "zod";
import { emitted, outcome } from "./emitted.js";

const parsed = (text: string): unknown => JSON.parse(text) as unknown;

interface Complaint {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

// As JSON text, which shows an own `__proto__` too; keys may stand in another order.
function shown(data: unknown, issues: readonly Complaint[] | undefined): string {
  if (issues) return JSON.stringify(issues.map(({ code, path, message }) => ({ code, path, message })));
  const sorted = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value;
  return JSON.stringify(data, (_key, value: unknown) => sorted(value));
}

async function expectAsZod(schema: ZodType, texts: readonly string[]): Promise<void> {
  const { value: converters } = await emitted(schema);
  // Twice, for a pattern may remember where it stopped.
  for (const text of [...texts, ...texts]) {
    for (const mode of ["readInput", "writeInput", "readOutput", "writeOutput"] as const) {
      const result = outcome(converters[mode], parsed(text));
      const own = "issues" in result ? shown(undefined, result.issues) : shown(result.data, undefined);
      const { data, error } = schema.safeParse(parsed(text));
      expect([mode, text, own]).toEqual([mode, text, shown(data, error?.issues)]);
    }
  }
}

describe("a sticky pattern", () => {
  const texts = ['"ab"', '"ba"', '"a"', '"b"', '"aa"', "1"];
  test.each([
    ["alone", z.string().regex(/a/y)],
    ["with a flag beside it", z.string().regex(/A/iy)],
    ["beside a length", z.string().max(3).regex(/a/y)],
    ["among others", z.string().regex(/a|b/).regex(/a/y)],
    ["in an object", z.object({ x: z.string().regex(/a/y) }).or(z.string().regex(/b/y))],
  ])("%s", async (_name, schema) => {
    await expectAsZod(schema, [...texts, ...texts.map((text) => `{"x":${text}}`)]);
  });
});

describe("an own __proto__", () => {
  const texts = ['{"__proto__":{"b":1},"a":"x"}', '{"__proto__":{"b":1},"a":"x","b":{}}', '{"a":"x","__proto__":"y"}'];
  test.each([
    ["is stripped", z.object({ a: z.string() })],
    ["is stripped beside what may be absent", z.object({ a: z.string(), c: z.int().optional() })],
    ["is stripped below", z.object({ a: z.string(), b: z.object({}).optional() })],
    ["is no loose key", z.looseObject({ a: z.string() })],
    ["is no loose key beside what is filled", z.looseObject({ a: z.string(), c: z.int().default(1) })],
    ["is no other key", z.object({ a: z.string() }).catchall(z.object({}))],
    ["is no other key of text", z.object({ a: z.string() }).catchall(z.string())],
    ["is no key of a record", z.record(z.string(), z.union([z.string(), z.object({})]))],
    ["is stripped in a union", z.union([z.object({ z: z.int() }), z.object({ a: z.string() })])],
    [
      "is stripped in an intersection",
      z.intersection(z.object({ a: z.string() }), z.object({ b: z.object({}).optional() })),
    ],
  ])("%s", async (_name, schema) => {
    // Only where it is written may what is filled stay absent.
    const isFilled = JSON.stringify(z.toJSONSchema(schema, { io: "input" })).includes("default");
    await expectAsZod(schema, isFilled ? texts.map((text) => text.replace("{", '{"c":2,')) : texts);
  });
});

describe("an absent discriminator", () => {
  const texts = [
    '{"n":1}',
    '{"n":"x"}',
    '{"t":"a","n":1}',
    '{"t":"b","n":1}',
    '{"t":"b"}',
    '{"t":"c"}',
    '{"t":null}',
    "{}",
    "[]",
  ];
  test.each([
    [
      "has its branch",
      z.discriminatedUnion("t", [
        z.object({ t: z.literal("a").optional(), n: z.int() }),
        z.object({ t: z.literal("b") }),
      ]),
    ],
    [
      "has the second branch",
      z.discriminatedUnion("t", [
        z.object({ t: z.literal("b") }),
        z.object({ t: z.literal("a").optional(), n: z.int() }),
      ]),
    ],
    [
      "has a branch of many values",
      z.discriminatedUnion("t", [
        z.object({ t: z.literal("b") }),
        z.object({ t: z.enum(["a", "c"]).optional(), n: z.int() }),
      ]),
    ],
    [
      "has none",
      z.discriminatedUnion("t", [z.object({ t: z.literal("a"), n: z.int() }), z.object({ t: z.literal("b") })]),
    ],
  ])("%s", async (_name, schema) => {
    await expectAsZod(schema, texts);
  });
});
