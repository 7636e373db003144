// User refinements and transforms run exactly once per value: whatever position it stands in, accepted or refused.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as z3 from "zod/v3";
import { defineActor } from "actorgen";
import { parseWith } from "actorgen/server";
import { caller, FakeHost, settle, type Frame } from "./fake-host.js";
import { generatedActor, type LooseContext } from "./generated-actor.js";

/** How often user code ran since the last look, by what it is. */
class Counter {
  #runs: Record<string, number> = {};
  ran = (what: string): true => {
    this.#runs[what] = (this.#runs[what] ?? 0) + 1;
    return true;
  };
  take(): Record<string, number> {
    const runs = this.#runs;
    this.#runs = {};
    return runs;
  }
}

const counter = new Counter();
const { ran } = counter;

/** One field per kind of user code. `ok: false` is refused by one refinement, after all the others ran. */
const shape = {
  ok: z.boolean(),
  refined: z.string().refine(() => ran("refine")),
  superRefined: z.string().superRefine(() => void ran("superRefine")),
  checked: z.string().check(() => void ran("check")),
  transformed: z
    .string()
    .transform((text) => (ran("transform"), text.length))
    .pipe(z.int().refine(() => ran("behind transform"))),
  preprocessed: z.preprocess((value) => (ran("preprocess"), value), z.string()),
  overwritten: z.string().overwrite((text) => (ran("overwrite"), text)),
  custom: z.custom<string>((value) => ran("custom") && typeof value === "string").pipe(z.string()),
  made: z.string().default(() => (ran("factory"), "made")),
  listed: z.array(z.string().refine(() => ran("item"))),
  either: z.union([z.int().refine(() => ran("first option")), z.string().refine(() => ran("second option"))]),
};
const coded = z.codec(z.string(), z.string(), {
  decode: (text) => (ran("decode"), text),
  encode: (text) => (ran("encode"), text),
});
const watched = z.object({ ...shape, coded }).refine((value) => ran("object") && value.ok);
// What goes out is parsed as well, unless it holds a codec.
const given = z.object(shape).refine((value) => ran("object") && value.ok);

const value = (ok: boolean) => ({
  ok,
  refined: "a",
  superRefined: "b",
  checked: "c",
  transformed: "four",
  preprocessed: "e",
  overwritten: "f",
  coded: "12",
  custom: "g",
  listed: ["x", "y", "z"],
  either: "h",
});

const once = {
  refine: 1,
  superRefine: 1,
  check: 1,
  transform: 1,
  "behind transform": 1,
  preprocess: 1,
  overwrite: 1,
  custom: 1,
  factory: 1,
  item: 3,
  "second option": 1,
  object: 1,
};
const onceRead = { ...once, decode: 1 };
const outcomes = [
  [true, "accepted"],
  [false, "refused"],
] as const;

const definition = defineActor({
  input: watched,
  connParams: watched,
  state: z.object({}),
  actions: {
    take: { args: { value: watched } },
    takeInput: { input: watched },
    give: { args: { ok: z.boolean() }, returns: given },
    fail: { args: { ok: z.boolean() }, errors: { failed: given } },
    tell: { args: { ok: z.boolean() } },
    send: { args: { ok: z.boolean() } },
  },
  events: { told: given },
});

async function room(): Promise<FakeHost> {
  const handlers = {
    state: {},
    actions: {
      take: () => {},
      takeInput: () => {},
      give: (_c: LooseContext, ok: boolean) => value(ok),
      fail: (c: LooseContext, ok: boolean) => {
        throw c.errors["failed"]?.(value(ok)) ?? new Error("undeclared");
      },
      tell: (c: LooseContext, ok: boolean) => c.broadcast("told", value(ok)),
      send: (c: LooseContext, ok: boolean) => c.conn?.send("told", value(ok)),
    },
  };
  return new FakeHost(await generatedActor(definition, handlers));
}

const hello = { mode: "getOrCreate", input: value(true), params: value(true) } as const;

describe.each(outcomes)("%s: %s", (ok, _outcome) => {
  test("input and params", async () => {
    const host = await room();
    counter.take();
    const { params: _none, ...bare } = hello;
    await host.core.resolve(caller, { ...bare, input: value(ok) });
    expect(counter.take()).toEqual(onceRead);
    if (!ok) return;
    await host.core.admit(caller, hello);
    expect(counter.take()).toEqual(onceRead);
    await host.core.admit(caller, { ...hello, params: value(false) });
    expect(counter.take()).toEqual(onceRead);
  });

  test.each([
    ["take", value(ok), "invalid_argument"],
    ["takeInput", value(ok), "invalid_argument"],
    ["give", ok, "invalid_result"],
    ["fail", ok, "invalid_result"],
    ["tell", ok, "invalid_event"],
    ["send", ok, "invalid_event"],
  ])("%s", async (action, arg, refusal) => {
    const host = await room();
    const socket = await host.welcomed(hello);
    const others = await Promise.all([host.welcomed(hello), host.welcomed(hello)]);
    for (const one of [socket, ...others]) host.send(one, { t: "subscribe", event: "told" });
    socket.take();
    counter.take();
    host.send(socket, { t: "call", id: 1, action, args: [arg] });
    await settle();
    const runs = action.startsWith("take") ? onceRead : once;
    expect(counter.take()).toEqual(runs);
    const frames: Frame[] = socket.take();
    const code = frames.find(({ id }) => id === 1)?.["code"];
    expect(code).toBe(ok ? (action === "fail" ? "failed" : undefined) : refusal);
    if (action === "send") return;
    const reply = await host.request(action, [arg]);
    expect(counter.take()).toEqual(runs);
    expect("error" in reply ? reply.error?.code : undefined).toBe(code);
  });
});

test("a refinement that throws is the server's fault: told with a reference, logged, and the next call works", async () => {
  const broken = z.string().refine((text) => {
    if (ran("broken") && text === "boom") throw new Error("the database is gone");
    return true;
  });
  const host = new FakeHost(
    await generatedActor(
      defineActor({
        connParams: broken,
        state: z.object({ text: broken }),
        actions: {
          take: { args: { text: broken } },
          give: { args: { text: z.string() }, returns: broken },
          tell: { args: { text: z.string() } },
          keep: { args: { text: z.string() } },
        },
        events: { told: broken },
      }),
      {
        createState: () => ({ text: "" }),
        actions: {
          take: () => {},
          give: (_c: LooseContext, text: string) => text,
          tell: (c: LooseContext, text: string) => c.broadcast("told", text),
          keep: (c: LooseContext, text: string) => void (c.state["text"] = text),
        },
      },
    ),
  );
  const socket = await host.welcomed({ params: "ann" });
  counter.take();
  const calls = ["take", "give", "tell", "keep"];
  for (const [index, action] of calls.entries()) {
    host.send(socket, { t: "call", id: 2 * index + 1, action, args: ["boom"] });
    host.send(socket, { t: "call", id: 2 * index + 2, action, args: ["fine"] });
    await settle();
    expect(socket.take()).toMatchObject([
      { t: "error", id: 2 * index + 1, code: "internal_error", ref: expect.any(String) },
      { t: "result", id: 2 * index + 2 },
    ]);
    expect(counter.take()).toEqual({ broken: 2 });
  }
  expect(await host.request("take", ["boom"])).toMatchObject({ error: { code: "internal_error" } });
  expect(await host.core.admit(caller, { mode: "get", params: "boom" })).toMatchObject({
    admitted: false,
    error: { code: "internal_error" },
  });
  expect(counter.take()).toEqual({ broken: 2 });
  expect(host.logged.map(({ err }) => String(err))).toEqual(Array(6).fill("Error: the database is gone"));
});

describe("by itself", () => {
  const issuesOf = (schema: z.ZodType | z3.ZodTypeAny, input: unknown): string[] => {
    const issues: { message: string }[] = [];
    parseWith(schema)(input, issues as never);
    return issues.map(({ message }) => message);
  };

  test("a refinement that throws runs once, and what it threw is told", () => {
    const thrown = new Error("the database is gone");
    const throwing = () => {
      ran("throwing");
      throw thrown;
    };
    for (const schema of [
      z.string().refine(throwing),
      z3.string().refine(throwing),
      z.object({ a: z.string().transform(throwing) }),
    ]) {
      expect(() => parseWith(schema)(schema instanceof z.ZodObject ? { a: "" } : "", [])).toThrow(thrown);
      expect(counter.take()).toEqual({ throwing: 1 });
    }
  });

  test("an async one runs once, and is refused", () => {
    for (const schema of [z.string().refine(async () => ran("async")), z3.string().refine(async () => ran("async"))]) {
      expect(() => parseWith(schema)("", [])).toThrow("Async refinements and transforms are not supported");
      expect(counter.take()).toEqual({ async: 1 });
    }
  });

  test("Zod 3", () => {
    const schema = z3.object({ a: z3.string().refine(() => ran("refine")) }).refine((v) => ran("object") && v.a !== "");
    expect(issuesOf(schema, { a: "x" })).toEqual([]);
    expect(counter.take()).toEqual({ refine: 1, object: 1 });
    expect(issuesOf(schema, { a: "" })).toEqual(["Invalid input"]);
    expect(counter.take()).toEqual({ refine: 1, object: 1 });
  });
});
