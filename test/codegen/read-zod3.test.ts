// A wide table of Zod 3 constructs and the nodes they become.
import { expect, test } from "vitest";
import { z } from "zod/v3";
import type { Schema } from "../../src/schema/index.js";
import { readOne } from "./read-one.js";

const Level = { 0: "Low", 1: "High", Low: 0, High: 1 } as const;

const rows: Readonly<Record<string, () => Schema>> = {
  "z.string()": () => z.string(),
  "z.string().min(1).max(5)": () => z.string().min(1).max(5),
  "z.string().max(5)": () => z.string().max(5),
  email: () => z.string().email(),
  uuid: () => z.string().uuid(),
  url: () => z.string().url(),
  datetime: () => z.string().datetime({ offset: true, precision: 3 }),
  time: () => z.string().time(),
  ip: () => z.string().ip(),
  "ip v4": () => z.string().ip({ version: "v4" }),
  base64: () => z.string().base64(),
  regex: () => z.string().regex(/a/i, "no a"),
  trim: () => z.string().trim().min(1),
  includes: () => z.string().includes("a", { position: 1 }),
  number: () => z.number().int().gt(1),
  multipleOf: () => z.number().multipleOf(0.1),
  finite: () => z.number().finite(),
  bigint: () => z.bigint().min(5n),
  date: () => z.date().min(new Date(0)),
  literal: () => z.literal(5n),
  enum: () => z.enum(["a", "b"]),
  nativeEnum: () => z.nativeEnum(Level),
  object: () =>
    z.object({
      a: z.string(),
      b: z.string().optional(),
      c: z.string().default("x"),
      d: z.any(),
      e: z.string().nullable(),
      f: z.union([z.string(), z.undefined()]),
      g: z.string().catch("?"),
      h: z.string().default("x").optional(),
    }),
  strict: () => z.object({ a: z.string() }).strict(),
  passthrough: () => z.object({}).passthrough(),
  catchall: () => z.object({}).catchall(z.date()),
  array: () => z.array(z.date()).min(1).max(3),
  tuple: () => z.tuple([z.string()]).rest(z.bigint()),
  record: () => z.record(z.date()),
  "record enum": () => z.record(z.enum(["a", "b"]), z.number()),
  map: () => z.map(z.date(), z.bigint()),
  set: () => z.set(z.string()).min(2),
  union: () => z.union([z.string(), z.number()]),
  du: () => z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.enum(["b", "c"]) })]),
  and: () => z.object({ a: z.string() }).and(z.object({ b: z.date() })),
  bytes: () => z.instanceof(Uint8Array),
  custom: () => z.custom<string>((v) => v === 1),
  refine: () => z.string().refine(() => true),
  transform: () =>
    z
      .string()
      .transform((t) => t.length)
      .pipe(z.number()),
  preprocess: () => z.preprocess(Number, z.number()),
  coerce: () => z.coerce.number().min(1),
  lazy: () => z.lazy(() => z.string()),
  describe: () => z.string().describe("d"),
  function: () => z.function(),
  nan: () => z.nan(),
  void: () => z.void(),
  never: () => z.never(),
  null: () => z.null(),
};

/** One construct with its node at an argument and, where it differs, at a result. */
function report(label: string, make: () => Schema): string {
  const { input, output, optional, findings, defs } = readOne(make());
  const lines = [`  in   ${optional === true ? "(optional) " : ""}${JSON.stringify(input)}`];
  if (JSON.stringify(input) !== JSON.stringify(output)) lines.push(`  out  ${JSON.stringify(output)}`);
  if (findings.length > 0) lines.push(`  !    ${findings.join(", ")}`);
  for (const [name, node] of Object.entries(defs)) lines.push(`  def  ${name} ${JSON.stringify(node)}`);
  return [label, ...lines].join("\n");
}

test("the node of every construct", async () => {
  const text = Object.entries(rows).map(([label, make]) => report(label, make));
  await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot("./read-zod3.nodes.txt");
});
