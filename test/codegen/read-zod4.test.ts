// A wide table of Zod 4 constructs and the nodes they become.
import { expect, test } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import type { Schema } from "../../src/schema/index.js";
import { readOne } from "./read-one.js";

const Color = { Red: "red", Blue: 2 } as const;
const Level = { 0: "Low", 1: "High", Low: 0, High: 1 } as const;

const rows: Readonly<Record<string, () => Schema>> = {
  "z.string()": () => z.string(),
  "z.string().min(2)": () => z.string().min(2),
  "z.string().length(3)": () => z.string().length(3),
  "z.string().max(5).min(1)": () => z.string().max(5).min(1),
  'z.string().min(1, "empty")': () => z.string().min(1, "empty"),
  'z.string({ error: "text, please" })': () => z.string({ error: "text, please" }),
  "z.string().regex(/a/i)": () => z.string().regex(/a/i),
  "z.string().regex(/^a/g)": () => z.string().regex(/^a/g),
  "z.string().regex(/a/).regex(/b/u)": () => z.string().regex(/a/).regex(/b/u),
  'z.string().startsWith("a")': () => z.string().startsWith("a"),
  'z.string().includes("a", { position: 2 })': () => z.string().includes("a", { position: 2 }),
  "z.string().lowercase()": () => z.string().lowercase(),
  "z.uuid()": () => z.uuid(),
  "z.uuidv7().max(40)": () => z.uuidv7().max(40),
  "z.email()": () => z.email(),
  "z.url()": () => z.url(),
  "z.httpUrl()": () => z.httpUrl(),
  "z.url({ normalize: true })": () => z.url({ normalize: true }),
  "z.ipv6()": () => z.ipv6(),
  'z.jwt({ alg: "HS256" })': () => z.jwt({ alg: "HS256" }),
  "z.base64()": () => z.base64(),
  "z.iso.datetime({ offset: true })": () => z.iso.datetime({ offset: true }),
  "z.iso.time()": () => z.iso.time(),
  "z.hex()": () => z.hex(),
  'z.stringFormat("even", /^(..)*$/)': () => z.stringFormat("even", /^(..)*$/),
  'z.stringFormat("even", fn)': () => z.stringFormat("even", (t: string) => t.length % 2 === 0),
  "z.string().trim().min(1)": () => z.string().trim().min(1),
  "z.string().toLowerCase()": () => z.string().toLowerCase(),
  'z.string().normalize("NFKD")': () => z.string().normalize("NFKD"),
  "z.string().slugify()": () => z.string().slugify(),
  "z.string().overwrite(fn).min(3)": () =>
    z
      .string()
      .max(9)
      .overwrite((t) => t + t)
      .min(3),
  "z.string().refine(fn).max(3)": () =>
    z
      .string()
      .refine(() => true)
      .max(3),
  "z.coerce.number()": () => z.coerce.number().min(1),
  "z.number()": () => z.number(),
  "z.number().gt(1).lte(5)": () => z.number().gt(1).lte(5),
  "z.number().min(1)": () => z.number().min(1),
  "z.number().multipleOf(0.1)": () => z.number().multipleOf(0.1),
  "z.int()": () => z.int(),
  "z.number().int()": () => z.number().int(),
  "z.int32()": () => z.int32(),
  "z.float32()": () => z.float32(),
  "z.bigint()": () => z.bigint(),
  "z.bigint().min(5n)": () => z.bigint().min(5n),
  "z.int64()": () => z.int64(),
  "z.bigint().multipleOf(3n).lt(9n)": () => z.bigint().multipleOf(3n).lt(9n),
  "z.boolean()": () => z.boolean(),
  "z.null()": () => z.null(),
  "z.nan()": () => z.nan(),
  "z.any()": () => z.any(),
  "z.unknown()": () => z.unknown(),
  "z.never()": () => z.never(),
  "z.void()": () => z.void(),
  "z.json()": () => z.json(),
  "z.date()": () => z.date(),
  "z.date().min(d)": () => z.date().min(new Date("2020-01-01T00:00:00Z")),
  "z.date().min(d).max(d)": () => z.date().min(new Date("2020-01-01T00:00:00Z")).max(new Date("2030-01-01T00:00:00Z")),
  'z.literal("a")': () => z.literal("a"),
  "z.literal([1, 2n, null])": () => z.literal([1, 2n, null]),
  "z.literal(undefined)": () => z.literal(undefined),
  'z.enum(["a", "b"])': () => z.enum(["a", "b"]),
  "z.enum(Level)": () => z.enum(Level),
  "z.enum(Color)": () => z.enum(Color),
  "z.templateLiteral": () => z.templateLiteral(["v", z.int(), z.enum(["a", "b"])]),
  "z.instanceof(Uint8Array)": () => z.instanceof(Uint8Array),
  "z.instanceof(Uint8Array).describe().refine(fn)": () =>
    z
      .instanceof(Uint8Array)
      .describe("picture")
      .refine((bytes) => bytes.length > 0),
  "mini.instanceof(Uint8Array).check(fn)": () => mini.instanceof(Uint8Array).check(mini.refine(() => true)),
  "z.custom()": () => z.custom(),
  "z.stringbool()": () => z.stringbool({ truthy: ["ja"], falsy: ["nein"], case: "sensitive" }),
  "z.stringbool().refine(fn)": () =>
    z.stringbool({ truthy: ["ja"], falsy: ["nein"], case: "sensitive" }).refine((yes) => yes),
  "z.object": () =>
    z.object({
      a: z.string(),
      b: z.string().optional(),
      c: z.string().nullable(),
      d: z.string().default("x"),
      e: z.exactOptional(z.string()),
      f: z.string().catch("?"),
      g: z.string().optional().catch("?"),
      h: z.union([z.string(), z.undefined()]),
      i: z.undefined(),
      j: z.unknown(),
      k: z.string().optional().nonoptional(),
    }),
  "z.strictObject": () => z.strictObject({}),
  "z.looseObject": () => z.looseObject({ a: z.int() }),
  "z.object.catchall": () => z.object({}).catchall(z.date()),
  "z.object.refine": () => z.object({ a: z.string() }).refine(() => true),
  "z.array": () => z.array(z.date()).min(1).max(3),
  "z.array.length": () => z.array(z.string()).length(2),
  "z.array.nonempty": () => z.array(z.string()).nonempty(),
  "z.tuple": () => z.tuple([z.string(), z.int().optional(), z.date().optional()]),
  "z.tuple.rest": () => z.tuple([z.string()]).rest(z.bigint()),
  "z.record": () => z.record(z.string().min(1), z.date()),
  "z.record(enum)": () => z.record(z.enum(["a", "b"]), z.int()),
  "z.partialRecord": () => z.partialRecord(z.enum(["a", "b"]), z.int()),
  "z.json().describe().refine(fn)": () =>
    z
      .json()
      .describe("any JSON")
      .refine(() => true),
  "z.tuple([])": () => z.tuple([]),
  "z.tuple([]).rest": () => z.tuple([]).rest(z.string()),
  "z.looseRecord": () => z.looseRecord(z.string().regex(/^x/), z.int()),
  "z.record(number)": () => z.record(z.number(), z.string()),
  "z.record(literal number)": () => z.record(z.literal([1, 2]), z.string()),
  "z.map": () => z.map(z.date(), z.bigint()).min(1),
  "z.set": () => z.set(z.string()).max(2),
  "z.set(object)": () => z.set(z.object({ a: z.string() })),
  "z.union": () => z.union([z.string(), z.number()]),
  "z.union(undefined)": () => z.union([z.string(), z.undefined()]),
  "z.union(default)": () => z.union([z.string().default("a"), z.number()]),
  "z.discriminatedUnion": () =>
    z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.enum(["b", "c"]).optional() })]),
  "z.xor": () => z.xor([z.object({ a: z.string() }), z.object({ b: z.string() })]),
  "z.intersection": () => z.intersection(z.object({ a: z.string() }), z.object({ b: z.date() })),
  optional: () => z.string().optional(),
  nullable: () => z.string().nullable(),
  nullish: () => z.string().nullish(),
  default: () => z.date().default(new Date("2020-01-01T00:00:00Z")),
  "default(fn)": () => z.array(z.string()).default(() => []),
  "default(now)": () => z.date().default(() => new Date()),
  "default.nullable": () => z.string().default("a").nullable(),
  "default.optional": () => z.string().default("a").optional(),
  prefault: () => z.string().trim().prefault(" a "),
  catch: () => z.int().catch(0),
  "catch(fn)": () => z.int().catch((c) => c.issues.length),
  readonly: () => z.array(z.string()).readonly(),
  brand: () => z.string().brand<"Id">(),
  lazy: () => z.lazy(() => z.string()),
  describe: () =>
    z
      .string()
      .describe("d")
      .meta({ title: "T", examples: ["e"], deprecated: true, secret: true }),
  "transform.pipe": () =>
    z
      .string()
      .transform((t) => t.length)
      .pipe(z.number()),
  "transform.pipe.default": () =>
    z
      .string()
      .transform((t) => t.length)
      .pipe(z.number())
      .default(5),
  preprocess: () => z.preprocess((v) => Number(v), z.number()),
  codec: () => z.codec(z.iso.datetime(), z.date(), { decode: (t) => new Date(t), encode: (d) => d.toISOString() }),
  "codec.pipe": () => z.codec(z.string(), z.int(), { decode: Number, encode: String }).pipe(z.int().min(1)),
  mini: () =>
    mini.object({
      a: mini.optional(mini.string().check(mini.minLength(1), mini.trim())),
      b: mini._default(mini.int(), 3),
    }),
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
  await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot("./read-zod4.nodes.txt");
});
