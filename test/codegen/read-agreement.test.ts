// For what JSON Schema can express, ajv on the node agrees with Zod on the value.
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import type { Schema } from "../../src/schema/index.js";
import { readOne } from "./read-one.js";

interface Judge {
  readonly schema: Schema & { safeParse(value: unknown): { readonly success: boolean } };
  readonly samples: readonly unknown[];
}

const Tree = z.object({
  a: z.string(),
  get b() {
    return z.array(Tree);
  },
});
const Kind = z.enum(["a", "b"]);

const judges: Readonly<Record<string, Judge>> = {
  string: { schema: z.string().min(1).max(2), samples: ["a", "ab", "abc", "😀😀", ""] },
  uuid: { schema: z.uuid(), samples: ["123e4567-e89b-12d3-a456-426614174000", "123e4567"] },
  email: { schema: z.email(), samples: ["a@b.co", "a@b", "@"] },
  datetime: { schema: z.iso.datetime(), samples: ["2020-02-29T00:00:00Z", "2021-02-29T00:00:00Z", "2020-01-01"] },
  template: { schema: z.templateLiteral(["v", z.int()]), samples: ["v1", "v-2", "v", "v1.5"] },
  number: { schema: z.number().gt(0).lte(2).multipleOf(0.5), samples: [0.5, 2, 2.5, 0, 0.3] },
  int: { schema: z.int(), samples: [1, 1.5, 2 ** 53, -(2 ** 53) + 1] },
  int32: { schema: z.int32(), samples: [2 ** 31, 2 ** 31 - 1, -(2 ** 31)] },
  literal: { schema: z.literal(["a", 1, true, null]), samples: ["a", 1, true, null, false] },
  enum: { schema: Kind, samples: ["a", "c"] },
  object: {
    schema: z.object({ a: z.string(), b: z.int().optional() }),
    samples: [{ a: "" }, { a: "", b: 1, c: 1 }, { b: 1 }],
  },
  strict: { schema: z.strictObject({ a: z.string().default("x") }), samples: [{}, { a: "" }, { b: 1 }] },
  catchall: {
    schema: z.object({ a: z.string() }).catchall(z.int()),
    samples: [
      { a: "", b: 1 },
      { a: "", b: "" },
    ],
  },
  array: { schema: z.array(z.int()).min(1).max(2), samples: [[], [1], [1, 2], [1, 2, 3], ["a"]] },
  tuple: { schema: z.tuple([z.string(), z.int().optional()]), samples: [["a"], ["a", 1], ["a", 1, 2], []] },
  rest: { schema: z.tuple([z.string()]).rest(z.int()), samples: [["a"], ["a", 1, 2], ["a", "b"]] },
  "empty tuple": { schema: z.tuple([]), samples: [[], [1]] },
  "rest alone": { schema: z.tuple([]).rest(z.int()), samples: [[], [1, 2], ["a"], 1] },
  record: { schema: z.record(z.string().min(1), z.int()), samples: [{}, { a: 1 }, { "": 1 }, { a: "" }] },
  exhaustive: { schema: z.record(Kind, z.int()), samples: [{ a: 1, b: 1 }, { a: 1 }, { a: 1, b: 1, c: 1 }] },
  partial: { schema: z.partialRecord(Kind, z.int()), samples: [{ a: 1 }, {}, { c: 1 }] },
  numbers: { schema: z.record(z.number(), z.int()), samples: [{ 1: 1 }, { "1.5": 1 }, { a: 1 }] },
  union: { schema: z.union([z.string(), z.object({ a: z.int() })]), samples: ["a", { a: 1 }, { a: "" }] },
  discriminated: {
    schema: z.discriminatedUnion("k", [z.object({ k: z.literal("a"), a: z.int() }), z.object({ k: z.literal("b") })]),
    samples: [{ k: "a", a: 1 }, { k: "a" }, { k: "b" }, { k: "c" }, {}],
  },
  xor: {
    schema: z.xor([z.object({ a: z.int() }), z.object({ b: z.int() })]),
    samples: [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }, {}],
  },
  intersection: {
    schema: z.intersection(z.object({ a: z.int() }), z.object({ b: z.string() })),
    samples: [{ a: 1, b: "" }, { a: 1 }],
  },
  nullable: {
    schema: z.object({ a: z.string().nullable(), b: z.string().nullish() }),
    samples: [{ a: null }, { a: null, b: null }, {}],
  },
  json: { schema: z.json(), samples: [{ a: [1, null, "a"] }] },
  recursive: {
    schema: Tree,
    samples: [
      { a: "", b: [{ a: "", b: [] }] },
      { a: "", b: [{ a: "" }] },
    ],
  },
  "Zod 3 object": {
    schema: z3.object({ a: z3.string().max(2), b: z3.number().int().gt(1).optional(), k: z3.any() }).strict(),
    samples: [{ a: "" }, { a: "", b: 2 }, { a: "", b: 1 }, { a: "abc" }, { a: "", c: 1 }],
  },
  "Zod 3 union": {
    schema: z3.discriminatedUnion("k", [z3.object({ k: z3.literal("a") }), z3.object({ k: z3.enum(["b"]) })]),
    samples: [{ k: "a" }, { k: "b" }, { k: "c" }],
  },
  "Zod 3 containers": {
    schema: z3.object({
      a: z3.array(z3.string()).min(1),
      b: z3.record(z3.number()),
      k: z3.tuple([z3.null()]).nullable(),
    }),
    samples: [
      { a: ["a"], b: { a: 1 }, k: [null] },
      { a: ["a"], b: {}, k: null },
      { a: [], b: {}, k: null },
    ],
  },
};

// Few keys and short values, so that many of them nearly fit.
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("", "a", "b", "ab", "abc", "1", "v1", "😀"),
    fc.constantFrom(0, 1, 2, -1, 0.5, 1.5, 2 ** 53),
    fc.constantFrom(true, false, null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "k", "1", ""), tie("value"), { maxKeys: 3 }),
  ),
})).value;

test.each(Object.entries(judges))("%s", (_name, { schema, samples }) => {
  const { input, defs, findings } = readOne(schema, schema === Tree ? { Tree } : {});
  expect(findings).toEqual([]);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const accepts = ajv.compile({ ...input, $defs: defs });
  const check = (value: unknown): void => {
    expect({ value, accepted: accepts(value) }).toEqual({ value, accepted: schema.safeParse(value).success });
  };
  for (const sample of samples) check(sample);
  fc.assert(fc.property(anyValue, check), { numRuns: 300 });
  const verdicts = new Set(samples.map((sample) => accepts(sample)));
  expect(verdicts.has(true)).toBe(true);
});

test.each([
  ["anything", z.any()],
  ["anything or null", z.unknown().nullable()],
  ["a union with anything", z.union([z.string(), z.any()])],
])("the keys of an exhaustive record of %s may be absent", (_name, value) => {
  const schema = z.record(z.enum(["a", "b"]), value);
  const accepts = new Ajv2020({ strict: false }).compile({ ...readOne(schema).input });
  for (const given of [{}, { a: 1 }, { c: 1 }]) expect(accepts(given)).toBe(schema.safeParse(given).success);
});

test("a key that must be there in memory alone does not tell options apart", () => {
  const option = z.object({ a: z.union([z.string(), z.undefined()]) });
  // Once as argument, once as result.
  const codes = (schema: z.ZodType): string[] => readOne(schema).findings.map((finding) => finding.split(" ")[0] ?? "");
  expect(codes(z.union([option, z.object({ b: z.string() })]))).toEqual(["AG022", "AG022"]);
  expect(codes(z.union([option, z.string()]))).toEqual([]);
});

test("a loose record keeps what JSON Schema cannot ask of it", () => {
  const schema = z.object({ a: z.looseRecord(z.string().regex(/^k/), z.int()) });
  const { input } = readOne(schema);
  const accepts = new Ajv2020({ strict: false }).compile({ ...input });
  for (const value of [{ a: { k1: 1, other: "x" } }, { a: {} }]) {
    expect([accepts(value), schema.safeParse(value).success]).toEqual([true, true]);
  }
  expect(accepts({ a: 1 })).toBe(false);
});
