// Schemas of Zod 3 keep Zod 3's verdicts and data.
import { expect, test } from "vitest";
import { z, type ZodTypeAny } from "zod/v3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readContract } from "../../src/codegen/read/index.js";
import { defineActor } from "../../src/schema/index.js";
import { emitDefinition, load, type Converters } from "../differential/subject.js";
import { outcome } from "./emitted.js";

const token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x";
const cases: readonly (readonly [string, ZodTypeAny, readonly unknown[]])[] = [
  ["lengths in UTF-16 units", z.string().min(2).max(3), ["😀", "😀😀", "a", "ab", "abcd", 1]],
  ["an exact length", z.string().length(2), ["😀", "a", "ab"]],
  ["URLs as they are", z.string().url(), [" https://a.b ", "https://a.b", "x"]],
  ["tokens", z.string().jwt(), [token, "a.b.c", `${token} `]],
  ["any whole number", z.number().int(), [2 ** 53, 1.5, 1e300, "1"]],
  ["multiples by digits", z.number().multipleOf(0.1), [0.3, 0.35, 2.03, 1e-7, 1]],
  ["bounds", z.number().min(1).max(5), [0, 1, 5, 6]],
  [
    "emails and ids",
    z.object({ a: z.string().email(), b: z.string().uuid() }),
    [
      { a: "a@b.co", b: "123e4567-e89b-12d3-a456-426614174000" },
      { a: "x", b: "y" },
    ],
  ],
  ["defaults", z.object({ a: z.string().default("x"), b: z.number().optional() }), [{}, { a: "y", b: 1 }, { a: 1 }]],
  ["records", z.record(z.enum(["a", "b"]), z.number()), [{}, { a: 1 }, { a: "x" }]],
  [
    "unknown keys of an intersection",
    z.intersection(z.object({ a: z.string() }).strict(), z.object({ b: z.string() })),
    [{ a: "x", b: "y" }, { a: "x" }],
  ],
  ["unions", z.union([z.string(), z.object({ a: z.number() })]), ["x", { a: 1, b: 2 }, { a: "x" }, null]],
  [
    "discriminated unions",
    z.discriminatedUnion("k", [z.object({ k: z.literal("a"), x: z.number() }), z.object({ k: z.literal("b") })]),
    [{ k: "a", x: 1 }, { k: "a" }, { k: "c" }],
  ],
  ["tuples", z.tuple([z.string(), z.number()]).rest(z.boolean()), [["a", 1], ["a", 1, true], ["a"], ["a", 1, 1]]],
  ["tuples of a length", z.tuple([z.string(), z.unknown()]), [["a", 1], ["a", 1, 2], ["a"], []]],
  [
    "tuples with a rest, which count too",
    z.tuple([z.string(), z.unknown()]).rest(z.boolean()),
    [["a", 1], ["a", 1, true, false], ["a"], []],
  ],
  ["strings that are changed", z.string().trim().toLowerCase().min(2), [" AB ", " a ", 1]],
];

// In memory: JSON has none of these.
test.each<[string, ZodTypeAny]>([
  ["object", z.object({ a: z.string().optional(), size: z.number().optional() })],
  ["strict object", z.object({}).strict()],
  ["record", z.record(z.string())],
])("no Map, Set or Date is an %s, but any other instance is", async (_name, schema) => {
  const { writeInput, writeOutput } = await convertersOf(schema);
  class Own {
    a = "x";
  }
  for (const value of [new Map(), new Set(), new Date(0), Promise.resolve(), new Own(), {}]) {
    const { success } = schema.safeParse(value);
    expect("data" in outcome(writeInput, value), String(value)).toBe(success);
    expect("data" in outcome(writeOutput, value), String(value)).toBe(success);
  }
});

test("what Zod is to choose by is not dropped before it runs", async () => {
  const schema = z.union([
    z.object({ a: z.null().optional(), b: z.string().default("x") }),
    z.object({ c: z.string() }),
  ]);
  const { readInputRaw } = await convertersOf(schema);
  const value = { a: 5, c: "y" };
  const raw = outcome(readInputRaw, structuredClone(value));
  expect("data" in raw && schema.parse(raw.data)).toEqual(schema.parse(value));
});

test.each(cases)("%s", async (_name, schema, values) => {
  const { readInput, writeInput } = await convertersOf(schema);
  for (const value of values) {
    const zods = schema.safeParse(value);
    const result = outcome(readInput, structuredClone(value));
    expect("data" in result, JSON.stringify(value)).toBe(zods.success);
    if (zods.success) expect(result).toEqual({ data: zods.data as unknown });
    expect("data" in outcome(writeInput, value), JSON.stringify(value)).toBe(zods.success);
  }
});

async function convertersOf(schema: ZodTypeAny): Promise<Converters["value"]> {
  const subject = defineActor({ actions: { run: { args: { value: schema }, returns: schema } } });
  const { contract, diagnostics } = readContract([{ source: "subject.ts", exports: { subject } }]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), "actorgen-zod3-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [converters] = (await load(folder, [emitDefinition(contract)])).converters;
  if (converters === undefined) throw new Error("Nothing was emitted.");
  return converters.value;
}
