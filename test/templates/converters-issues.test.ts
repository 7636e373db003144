// Issues in Zod's own order and words, for the corners where that is easy to get wrong.
import { expect, test } from "vitest";
import { z, type ZodType } from "zod";
import { emitted, outcome } from "./emitted.js";

const cases: readonly (readonly [string, ZodType, unknown])[] = [
  ["a check that aborts ends those after it", z.string().min(3, { abort: true }).regex(/^a/), "b"],
  ["but not before a later value", z.tuple([z.string().min(3, { abort: true }).regex(/^a/), z.string()]), ["b", 1]],
  ["an aborting check of an item ends the list's own", z.array(z.string().min(3, { abort: true })).min(5), ["b"]],
  ["other issues of items do not", z.array(z.string().min(3)).min(5), ["b"]],
  ["a fraction ends the checks of a list too", z.array(z.int()).min(5), [1.5]],
  ["a wrong type with a length is measured", z.string().min(5), [1]],
  ["checks run in the order they were written", z.string().regex(/^a/).min(5).includes("z"), "b"],
  ["an oversized list has one issue", z.array(z.int()).max(1), [1.5, 2.5]],
  ["an exact length says so", z.string().length(3), "ab"],
  ["bounds of numbers", z.number().gt(1).lte(-1).multipleOf(0.1), 0.35],
  ["unsafe integers", z.int().max(5), 2 ** 53],
  ["narrow integers", z.int32(), 2 ** 31],
  [
    "formats by name",
    z.object({ a: z.uuid(), b: z.email(), c: z.ipv6(), d: z.jwt(), e: z.base64() }),
    { a: "", b: "", c: "", d: "", e: "!" },
  ],
  ["a URL of the wrong kind", z.url({ hostname: /^a$/, protocol: /^https$/ }), "http://b"],
  ["parts of a string", z.string().startsWith("a").endsWith("b").includes("c"), "x"],
  [
    "lists of values",
    z.object({ one: z.literal("a"), more: z.enum(["a", "b"]), null: z.null() }),
    { one: 1, more: "c", null: 0 },
  ],
  ["a union where only checks failed in one option", z.union([z.string().min(5), z.number()]), "abc"],
  ["a union where nothing fits", z.union([z.string(), z.number()]), true],
  [
    "an unknown discriminator",
    z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal(2) })]),
    { kind: "c" },
  ],
  ["more than one option of an exclusive union", z.xor([z.string(), z.string().min(1)]), "a"],
  ["unknown keys come last", z.strictObject({ a: z.string() }), { b: 1, c: 2 }],
  [
    "and of both sides of an intersection",
    z.intersection(z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })),
    { a: "x", b: 1, c: 2 },
  ],
  ["a field for anything must be there", z.object({ a: z.unknown() }), {}],
  ["nonoptional", z.object({ a: z.string().optional().nonoptional() }), {}],
  ["keys of a record", z.record(z.string().min(2), z.int()), { a: 1, bb: "x" }],
  ["listed keys of a record", z.record(z.enum(["a", "b"]), z.int()), { a: "x", c: 1 }],
  ["a short tuple", z.tuple([z.string(), z.int()]), ["a"]],
  ["a long tuple", z.tuple([z.string()]), [1, 2]],
  ["the rest of a tuple comes first", z.tuple([z.string()]).rest(z.int()), [1, "x"]],
  ["template literals", z.templateLiteral(["id-", z.int()]), "id-x"],
  ["the user's own message for a check", z.string().min(3, "Too short for me").max(1), "ab"],
  ["the user's own message for a type", z.object({ a: z.string("Text, please").min(2) }), { a: 1 }],
];

test.each(cases)("%s", async (_name, schema, value) => {
  const { readInput, writeInput } = (await emitted(schema)).value;
  const zods = schema.safeParse(value).error?.issues ?? [];
  expect(zods.length).toBeGreaterThan(0);
  for (const convert of [readInput, writeInput]) {
    const result = outcome(convert, structuredClone(value));
    const ours = "issues" in result ? result.issues : [];
    expect(ours.map(({ code, path, message }) => ({ code, path, message }))).toEqual(
      zods.map(({ code, path, message }) => ({ code, path, message })),
    );
    // Whatever else we say, Zod says too.
    for (const [index, issue] of ours.entries()) expect(zods[index]).toMatchObject(issue as object);
  }
});
