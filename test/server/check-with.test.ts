// checkWith and the converters around Zod.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as z3 from "zod/v3";
import { checkWith, parseThenWrite, parseWith, readArgsThenParse, readThenParse, type Issue } from "actorgen/server";

const check = (schema: z.ZodType | z3.ZodTypeAny, value: unknown, ...paths: (string | number)[][]): Issue[] => {
  const issues: Issue[] = [];
  checkWith(schema)(value, issues, paths.length > 0 ? paths : undefined);
  return issues;
};
const codes = (issues: Issue[]): string[] => issues.map((issue) => `${issue.code} ${issue.path.join(".")}`);

describe("checkWith", () => {
  const schema = z.object({
    list: z.array(z.object({ n: z.int().min(0) })).max(3, "too many"),
    byId: z.record(z.string(), z.object({ name: z.string().min(1) })),
    map: z.map(z.string(), z.int()),
    set: z.set(z.string()),
    pair: z.tuple([z.string(), z.int()]).rest(z.boolean()),
    maybe: z.object({ deep: z.string() }).optional(),
    kind: z.union([z.object({ a: z.string() }), z.object({ b: z.int() })]),
    only: z.record(z.enum(["x", "y"]), z.int()),
  });
  const good = () => ({
    list: [{ n: 1 }, { n: 2 }],
    byId: { one: { name: "One" } },
    map: new Map([["a", 1]]),
    set: new Set(["a"]),
    pair: ["a", 1, true],
    maybe: { deep: "x" },
    kind: { a: "x" },
    only: { x: 1, y: 2 },
  });

  test("a good value passes as a whole and along every path", () => {
    expect(check(schema, good())).toEqual([]);
    const paths = [
      ["list", 1, "n"],
      ["list", "length"],
      ["byId", "one", "name"],
      ["map", "a"],
      ["set", 0],
      ["pair", 2],
      ["maybe", "deep"],
      ["kind", "a"],
      ["only", "x"],
    ];
    for (const path of paths) expect(check(schema, good(), path)).toEqual([]);
  });

  test.each([
    [["list", 1, "n"], (s: ReturnType<typeof good>) => (s.list[1] = { n: -1 }), "too_small list.1.n"],
    [["list", 1, "n"], (s: ReturnType<typeof good>) => (s.list[1] = { n: 0.5 }), "invalid_type list.1.n"],
    [["list", 3], (s: ReturnType<typeof good>) => s.list.push({ n: 1 }, { n: 1 }), "too_big list"],
    [
      ["byId", "two"],
      (s: ReturnType<typeof good>) => Object.assign(s.byId, { two: { name: "" } }),
      "too_small byId.two.name",
    ],
    [["map", "a"], (s: ReturnType<typeof good>) => s.map.set("a", 0.5), "invalid_type map.a"],
    [["set", 1], (s: ReturnType<typeof good>) => Object(s.set).add(5), "invalid_type set"],
    [["pair", 1], (s: ReturnType<typeof good>) => (s.pair[1] = "x"), "invalid_type pair.1"],
    [["maybe", "deep"], (s: ReturnType<typeof good>) => Object.assign(s.maybe, { deep: 1 }), "invalid_type maybe.deep"],
    [["kind", "a"], (s: ReturnType<typeof good>) => Object.assign(s.kind, { a: 1 }), "invalid_union kind"],
    [["only", "x"], (s: ReturnType<typeof good>) => Reflect.deleteProperty(s.only, "x"), "invalid_type only.x"],
    [["list"], (s: ReturnType<typeof good>) => Reflect.deleteProperty(s, "list"), "invalid_type list"],
  ])("what changed at %j is checked there", (path, change, expected) => {
    const state = good();
    change(state);
    expect(codes(check(schema, state, path))).toContain(expected);
    expect(codes(check(schema, state))).toContain(expected);
  });

  test("only the touched subtree is parsed, and refinements above it run once", () => {
    let root = 0;
    let sibling = 0;
    const counted = z
      .object({ a: z.string(), b: z.string().refine(() => ++sibling > 0) })
      .refine((value) => ++root > 0 && value.a !== "bad", { message: "never bad", path: ["a"] });
    expect(check(counted, { a: "x", b: "y" }, ["a"])).toEqual([]);
    expect([root, sibling]).toEqual([1, 0]);
    expect(check(counted, { a: "bad", b: "y" }, ["a"])).toMatchObject([
      { code: "custom", path: ["a"], message: "never bad" },
    ]);
  });

  test("a kept value is an output: transforms, pipes and catch are looked through", () => {
    const oneWay = z.object({
      length: z.string().transform((text) => text.length),
      piped: z.string().transform(Number).pipe(z.int().max(10)),
      caught: z.int().catch(0),
      list: z.array(z.string().transform(Number).pipe(z.int())).max(2),
      either: z.union([z.string().transform(Number).pipe(z.int()), z.boolean()]).optional(),
    });
    const kept = { length: 3, piped: 5, caught: 1, list: [1], either: true };
    expect(check(oneWay, kept)).toEqual([]);
    expect(check(oneWay, kept, ["piped"], ["list", 0])).toEqual([]);
    expect(codes(check(oneWay, { ...kept, piped: 11 }, ["piped"]))).toEqual(["too_big piped"]);
    expect(codes(check(oneWay, { ...kept, caught: "x" }))).toEqual(["invalid_type caught"]);
    expect(codes(check(oneWay, { ...kept, list: [1, 2, 3] }, ["list", 2]))).toEqual(["too_big list"]);
    expect(codes(check(oneWay, { ...kept, either: "x" }, ["either"]))).toEqual(["invalid_union either"]);
  });

  test("recursion, and Zod 3 as a whole", () => {
    const tree = z.object({
      label: z.string(),
      get children() {
        return z.array(tree);
      },
    });
    expect(check(tree, { label: "a", children: [{ label: "b", children: [] }] }, ["children", 0, "label"])).toEqual([]);
    expect(
      codes(check(tree, { label: "a", children: [{ label: 1, children: [] }] }, ["children", 0, "label"])),
    ).toEqual(["invalid_type children.0.label"]);
    expect(codes(check(z3.object({ n: z3.number() }), { n: "x" }, ["n"]))).toEqual(["invalid_type n"]);
  });

  test("at most 8 issues", () => {
    expect(
      check(
        z.array(z.string()),
        Array.from({ length: 100 }, () => 1),
      ),
    ).toHaveLength(8);
  });
});

describe("converters around Zod", () => {
  const same = (value: unknown): unknown => value;

  test("each value is parsed once, arguments under their names", () => {
    let runs = 0;
    const even = z.int().refine((n) => {
      runs++;
      return n % 2 === 0;
    }, "must be even");
    const read = readArgsThenParse(same, [
      ["a", even],
      ["b", undefined],
      ["c", z.string().default(() => "made")],
    ]);
    const issues: Issue[] = [];
    expect(read([2, "x"], issues)).toEqual([2, "x", "made"]);
    expect(runs).toBe(1);
    read([3, "x"], issues);
    expect(issues).toMatchObject([{ code: "custom", path: ["a"], message: "must be even" }]);
  });

  test("parse, then write; nothing is written of a refused value", () => {
    const upper = parseThenWrite(
      z
        .string()
        .min(1)
        .transform((text) => text.toUpperCase()),
      (value) => ({ wire: value }),
    );
    expect(upper("a", [])).toEqual({ wire: "A" });
    const issues: Issue[] = [];
    expect(upper("", issues)).toBeUndefined();
    expect(codes(issues)).toEqual(["too_small "]);
    expect(readThenParse((value) => Number(value), z.int())("5", [])).toBe(5);
    expect(parseWith(z.object({ n: z.int().default(1) }))({}, [])).toEqual({ n: 1 });
  });

  test("async refinements are refused with a clear error", () => {
    const later = z.string().refine(async () => true);
    expect(() => parseWith(later)("x", [])).toThrow("Async refinements");
    expect(() => checkWith(z.object({ a: z.string() }).refine(async () => true))({ a: "x" }, [], [["a"]])).toThrow(
      "Async refinements",
    );
  });
});
