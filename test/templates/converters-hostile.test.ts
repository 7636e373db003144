// Hostile values: each is refused with few issues, quickly, and without an exception.
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { maxDepth } from "../../src/protocol/codec.js";
import { maxIssues, type Convert } from "../../src/protocol/issue.js";
import { maxAttempts } from "../../src/protocol/validation/effort.js";
import { emitted, outcome } from "./emitted.js";

const Tree = z.object({
  label: z.string(),
  get left() {
    return Tree.optional();
  },
  get right() {
    return Tree.optional();
  },
});

// Both objects look into `a` before they fail: naive code takes twice as long with every level.
const Twisted: z.ZodType = z.lazy(() =>
  z.union([z.null(), z.object({ a: Twisted, b: z.string() }), z.object({ a: Twisted, c: z.string() })]),
);

function deep(levels: number): unknown {
  let value: unknown = { label: "end" };
  for (let level = 0; level < levels; level++) value = { label: "x", left: value };
  return value;
}

/** Counts looks, and ends by an exception what would look without end. */
function counting(most: number): { readonly look: () => void; count: number } {
  const counter = {
    count: 0,
    look() {
      if (++counter.count > most) throw new Error(`More than ${most} looks.`);
    },
  };
  return counter;
}

/** A value that holds itself twice over; its label may be looked at so often. */
function cyclic(looks: number): object {
  const counter = counting(looks);
  const value = {
    get label() {
      counter.look();
      return "x";
    },
    left: {},
    right: {},
  };
  value.left = value;
  value.right = value;
  return value;
}

function issuesOf(
  convert: Convert,
  value: unknown,
): readonly { readonly code: string; readonly path: readonly unknown[]; readonly message: string }[] {
  const result = outcome(convert, value);
  return "issues" in result ? result.issues : [];
}

/** Milliseconds, far above what is needed on a busy machine: what matters is counted. */
const patience = 60_000;

describe("depth", () => {
  test("100,000 levels give one issue, reading and writing", async () => {
    const { readInput, writeInput } = (await emitted(Tree)).value;
    for (const convert of [readInput, writeInput]) {
      const issues = issuesOf(convert, deep(100_000));
      expect(issues).toHaveLength(1);
      expect(issues[0]).toMatchObject({ code: "custom", message: expect.stringMatching(/^Too deep/) });
      expect(issues[0]?.path.slice(0, 3)).toEqual(["left", "left", "left"]);
    }
  });

  test("as deep as a message may be is well", async () => {
    const { readInput } = (await emitted(Tree)).value;
    expect(issuesOf(readInput, deep(120))).toEqual([]);
  });

  test("a value that holds itself twice over is refused soon", { timeout: patience }, async () => {
    const { writeInput, writeOutput } = (await emitted(Tree)).value;
    for (const convert of [writeInput, writeOutput]) {
      // Down once, and back up a little for each issue.
      const issues = issuesOf(convert, cyclic(2 * maxDepth));
      expect(issues.length).toBeGreaterThan(0);
      expect(issues.length).toBeLessThanOrEqual(maxIssues);
    }
  });

  test("anything that holds itself is no JSON", { timeout: patience }, async () => {
    const { writeInput } = (await emitted(z.object({ any: z.unknown() }))).value;
    expect(issuesOf(writeInput, { any: cyclic(4 * maxDepth) })[0]).toMatchObject({
      message: expect.stringMatching(/^Too deep/),
    });
  });

  test("nested unions are not tried for ever", { timeout: patience }, async () => {
    const { readInput } = (await emitted(Twisted)).value;
    // Two options look in each of the choices.
    const counter = counting(3 * maxAttempts);
    let value: unknown = 1;
    for (let level = 0; level < 60; level++) {
      const inner = value;
      value = Object.defineProperty({}, "a", { enumerable: true, get: () => (counter.look(), inner) });
    }
    expect(issuesOf(readInput, value)).toHaveLength(1);
    expect(counter.count).toBeGreaterThan(60);
    // And the next value is judged afresh.
    expect(issuesOf(readInput, { a: { a: null, c: "x" }, b: "y" })).toEqual([]);
  });
});

describe("amount", () => {
  test("50,000 bad items give 8 issues", { timeout: patience }, async () => {
    const bad = Array.from({ length: 50_000 }, () => ({ label: 1 }));
    for (const schema of [z.array(Tree), z.set(Tree), z.record(z.string(), Tree), z.tuple([]).rest(Tree)]) {
      const { readInput } = (await emitted(schema)).value;
      const value =
        schema instanceof z.ZodRecord ? Object.fromEntries(bad.map((item, index) => [`k${index}`, item])) : bad;
      expect(issuesOf(readInput, value)).toHaveLength(maxIssues);
    }
  });

  test("a list beyond its limit is refused without a look at its items", async () => {
    const { readInput } = (await emitted(z.array(z.string()).max(2))).value;
    expect(issuesOf(readInput, [1, 2, 3]).map((issue) => issue.code)).toEqual(["too_big"]);
  });

  test("no pattern sees text beyond its limit", { timeout: patience }, async () => {
    const { readInput } = (
      await emitted(
        z
          .string()
          .regex(/^(a+)+$/)
          .max(20),
      )
    ).value;
    const result = issuesOf(readInput, `${"a".repeat(5_000)}!`);
    expect(result.map((issue) => issue.code)).toEqual(["too_big"]);
  });

  test("a decimal of a million digits is not parsed", { timeout: patience }, async () => {
    const { readInput } = (await emitted(z.bigint())).value;
    const parse = vi.spyOn(globalThis, "BigInt");
    onTestFinished(() => parse.mockRestore());
    expect(outcome(readInput, "9")).toEqual({ data: 9n });
    expect(issuesOf(readInput, "9".repeat(1_000_000))).toHaveLength(1);
    expect(parse).toHaveBeenCalledTimes(1);
  });
});

describe("names", () => {
  const parsed = (text: string): unknown => JSON.parse(text) as unknown;

  test("an own __proto__ neither pollutes nor passes", async () => {
    const hostile = parsed('{"__proto__":{"polluted":true},"a":"x"}');
    for (const schema of [
      z.object({ a: z.string() }),
      z.looseObject({ a: z.string() }),
      z.object({ a: z.string() }).catchall(z.unknown()),
      z.record(z.string(), z.unknown()),
      z.json(),
      z.intersection(z.object({ a: z.string() }), z.looseObject({})),
    ]) {
      const { readInput, readOutput, writeInput } = (await emitted(schema)).value;
      for (const convert of [readInput, readOutput]) {
        const result = outcome(convert, structuredClone(hostile));
        expect(result).toEqual({ data: { a: "x" } });
        expect("data" in result && Object.hasOwn(Object(result.data), "__proto__")).toBe(false);
      }
      outcome(writeInput, structuredClone(hostile));
    }
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test("a strict object names an own __proto__ as unknown", async () => {
    const { readInput } = (await emitted(z.strictObject({ a: z.string() }))).value;
    expect(issuesOf(readInput, parsed('{"__proto__":1,"a":"x"}'))).toMatchObject([
      { code: "unrecognized_keys", keys: ["__proto__"] },
    ]);
  });

  test("a length or size that is no number harms nothing", async () => {
    for (const schema of [
      z.string().min(2).max(3),
      z.array(z.string()).length(2),
      z.set(z.string()).min(1),
      z.map(z.string(), z.string()).max(1),
    ]) {
      const { readInput, writeInput } = (await emitted(schema)).value;
      for (const size of [{ toString: 1, valueOf: 1 }, {}, [5], "x", null, true]) {
        for (const convert of [readInput, writeInput]) {
          expect(issuesOf(convert, { length: size, size }).length).toBeGreaterThan(0);
        }
      }
    }
  });

  test("a record with a function named constructor is none, as in Zod", async () => {
    const schema = z.record(z.string(), z.unknown());
    const { writeInput } = (await emitted(schema)).value;
    for (const constructor of [() => 1, Object, "text", Date]) {
      const accepted = issuesOf(writeInput, { constructor }).every(({ path }) => path.length > 0);
      expect(accepted).toBe(schema.safeParse({ constructor }).success);
    }
  });

  test("fields that every object inherits count only when they are own", async () => {
    const schema = z.object({
      toString: z.string(),
      constructor: z.int().optional(),
      valueOf: z.boolean().default(true),
    });
    const { readInput, writeInput } = (await emitted(schema)).value;
    expect(issuesOf(readInput, {}).map((issue) => issue.path)).toEqual([["toString"]]);
    expect(outcome(readInput, { toString: "x", constructor: 5 })).toEqual({
      data: { toString: "x", constructor: 5, valueOf: true },
    });
    expect(issuesOf(readInput, { toString: "x", constructor: "y" }).map((issue) => issue.path)).toEqual([
      ["constructor"],
    ]);
    expect(outcome(writeInput, { toString: "x" })).toEqual({ data: { toString: "x" } });
  });
});

test("what a schema does not name never leaves, whatever class it comes from", async () => {
  class Account {
    name = "ada";
    toJSON(): object {
      return { name: this.name, password: "secret" };
    }
  }
  const { writeOutput } = (await emitted(z.object({ account: z.object({ name: z.string() }) }))).value;
  const result = outcome(writeOutput, { account: new Account() });
  expect(JSON.stringify(result)).toBe('{"data":{"account":{"name":"ada"}}}');
});

describe("values that JSON has no form for", () => {
  test.each([
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
    ["a bigint", 1n],
    ["NaN", Number.NaN],
    ["Infinity", Infinity],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["an object with toJSON", { toJSON: () => "x" }],
    ["undefined in a list", [undefined]],
  ])("%s is refused where a schema takes anything", async (_name, value) => {
    const { writeInput, writeOutput } = (await emitted(z.object({ any: z.unknown() }))).value;
    for (const convert of [writeInput, writeOutput]) expect(issuesOf(convert, { any: value })).toHaveLength(1);
  });

  test("a user's value is never changed by writing", async () => {
    const schema = z.object({
      at: z.date(),
      items: z.array(z.object({ n: z.bigint() })),
      map: z.map(z.string(), z.date()),
    });
    const { writeInput, writeOutput } = (await emitted(schema)).value;
    const value = { at: new Date(0), items: [{ n: 1n, more: 1 }], map: new Map([["a", new Date(1)]]), more: true };
    const before = structuredClone(value);
    outcome(writeInput, value);
    outcome(writeOutput, value);
    expect(value).toEqual(before);
  });
});
