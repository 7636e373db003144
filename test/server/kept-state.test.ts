// Kept state: parsed when it is made and checked at wake; after an action only where it changed; refused, it takes everything back.
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { defineActor } from "actorgen";
import { checkWith, parseWith, type Issue } from "actorgen/server";
import { FakeHost, settle } from "./fake-host.js";
import { generatedActor, type LooseContext } from "./generated-actor.js";

let runs: Record<string, number> = {};
beforeEach(() => void (runs = {}));
const ran = (what: string): true => {
  runs[what] = (runs[what] ?? 0) + 1;
  return true;
};
const take = (): Record<string, number> => {
  const taken = runs;
  runs = {};
  return taken;
};

const item = z.object({ name: z.string().refine(() => ran("name")), size: z.int().refine(() => ran("size")) });
const state = z
  .object({
    items: z.array(item.refine(() => ran("item"))).refine((items) => ran("items") && items.length < 4),
    byId: z.record(
      z.string(),
      z.object({ n: z.int() }).refine(() => ran("entry")),
    ),
    sibling: z.object({ deep: z.string().refine(() => ran("sibling")) }),
    maybe: z
      .object({ a: z.int().refine(() => ran("a")), b: z.int().refine(() => ran("b")) })
      .optional()
      .refine(() => ran("maybe")),
    shouted: z
      .string()
      .transform((text) => (ran("shout"), text.toUpperCase()))
      .pipe(z.string().refine(() => ran("shouted"))),
    total: z.int().default(0),
  })
  .refine((value) => ran("root") && value.total >= 0, "a negative total");

const start = () => ({
  items: [
    { name: "a", size: 1 },
    { name: "b", size: 2 },
  ],
  byId: { x: { n: 1 } },
  sibling: { deep: "d" },
  maybe: { a: 1, b: 2 },
  shouted: "hey",
});
const whole = { name: 2, size: 2, item: 2, items: 1, entry: 1, sibling: 1, a: 1, b: 1, maybe: 1, shouted: 1, root: 1 };

type State = z.output<typeof state>;
const changes: Readonly<Record<string, (state: State) => void>> = {
  nothing: () => {},
  "set to the same": (s) => void (s.total = 0),
  "one field deep down": (s) => void (s.items[0]!.size = 5),
  "two fields of one item": (s) => void Object.assign(s.items[0]!, { size: 5, name: "c" }),
  "an item more": (s) => void s.items.push({ name: "c", size: 3 }),
  "two items more": (s) => void s.items.splice(1, 1, { name: "c", size: 3 }, { name: "d", size: 4 }),
  "a list anew, and an item of it": (s) => {
    s.items = [{ name: "c", size: 3 }];
    s.items[0]!.size = 4;
  },
  "an item less": (s) => void s.items.pop(),
  "an entry more": (s) => void (s.byId["y"] = { n: 2 }),
  "an entry less": (s) => void delete s.byId["x"],
  "two fields behind one wrapper": (s) => void Object.assign(s.maybe!, { a: 5, b: 6 }),
  "what a transform made": (s) => void (s.shouted = "HO"),
  "two places": (s) => {
    s.total = 1;
    s.sibling.deep = "e";
  },
};

const definition = defineActor({
  state,
  actions: { change: { args: { how: z.string() }, returns: z.int() }, read: { returns: z.any() } },
  events: { told: z.int() },
});

async function room(options: ConstructorParameters<typeof FakeHost>[1] = {}): Promise<FakeHost> {
  const handlers = {
    createState: start,
    actions: {
      change: (c: LooseContext, how: string) => {
        c.broadcast("told", 1);
        c.conn?.send("told", 2);
        (changes[how] ?? refusals[how]?.[0])?.(c.state as State);
        return 1;
      },
      read: (c: LooseContext) => c.state,
    },
  };
  return new FakeHost(await generatedActor(definition, handlers), options);
}

const refusals: Readonly<Record<string, [change: (state: State) => void, path: string, runs: Record<string, number>]>> =
  {
    "a part": [(s) => void (s.items[1]!.size = 0.5), "items.1.size", {}],
    "a container": [
      (s) => void s.items.push({ name: "c", size: 3 }, { name: "d", size: 4 }),
      "items",
      { name: 2, size: 2, item: 2, items: 1 },
    ],
    "the root": [
      (s) => {
        s.items.pop();
        s.total = -1;
      },
      "",
      { items: 1, root: 1 },
    ],
  };

test("parsed once when it is made, checked once at wake", async () => {
  const host = await room();
  await host.request("read");
  expect(take()).toEqual({ ...whole, shout: 1 });
  await host.core.stop();
  const woken = await room({ storage: host.storage });
  expect(await woken.request("read")).toMatchObject({ value: expect.stringContaining('"shouted":"HEY"') });
  expect(take()).toEqual(whole);
});

test.each<[string, Record<string, number>]>([
  ["nothing", {}],
  ["set to the same", {}],
  ["one field deep down", { size: 1, item: 1, items: 1, root: 1 }],
  ["two fields of one item", { name: 1, size: 1, item: 1, items: 1, root: 1 }],
  ["an item more", { name: 1, size: 1, item: 1, items: 1, root: 1 }],
  ["two items more", { name: 2, size: 2, item: 2, items: 1, root: 1 }],
  ["a list anew, and an item of it", { name: 1, size: 1, item: 1, items: 1, root: 1 }],
  ["an item less", { items: 1, root: 1 }],
  ["an entry more", { entry: 1, root: 1 }],
  ["an entry less", { root: 1 }],
  ["two fields behind one wrapper", { a: 1, b: 1, maybe: 1, root: 1 }],
  ["what a transform made", { shouted: 1, root: 1 }],
  ["two places", { sibling: 1, root: 1 }],
])("after an action only where it changed: %s", async (how, expected) => {
  const host = await room();
  await host.request("read");
  take();
  expect(await host.request("change", [how])).toEqual({ value: "1" });
  expect(take()).toEqual(expected);
});

test.each(Object.entries(refusals))("refused: %s", async (how, [, path, expected]) => {
  const host = await room();
  const socket = await host.welcomed();
  host.send(socket, { t: "subscribe", event: "told" });
  socket.take();
  const before = await host.request("read");
  const commits = host.storage.commits.length;
  take();
  host.send(socket, { t: "call", id: 1, action: "change", args: [how] });
  await settle();
  expect(take()).toEqual(expected);
  expect(socket.take()).toMatchObject([{ t: "error", id: 1, code: "invalid_state" }]);
  const told = String(Object(host.logged[0]?.["err"]).message);
  expect(told).toContain(path === "" ? "a negative total" : ` at ${path}:`);
  expect(host.storage.commits).toHaveLength(commits);
  expect(await host.request("read")).toEqual(before);
});

test("a state that no longer fits at wake is refused and left alone", async () => {
  const host = await room();
  await host.request("read");
  await host.core.stop();
  host.storage.values.set("state", { ...start(), total: -1 });
  const woken = await room({ storage: host.storage });
  expect(await woken.request("read")).toMatchObject({ error: { code: expect.stringMatching(/state/) } });
  expect(host.storage.values.get("state")).toMatchObject({ total: -1 });
});

describe("checkWith", () => {
  const codes = (schema: z.ZodType, value: unknown, ...paths: (string | number)[][]): string[] => {
    const issues: Issue[] = [];
    checkWith(schema)(value, issues, paths.length > 0 ? paths : undefined);
    return issues.map(({ code, path, message }) => `${code} ${path.join(".")} ${message}`);
  };

  test("a container's own issues are worded as Zod words them", () => {
    const list = z.array(z.string(), { error: "no list" }).max(1).nonempty("empty");
    const schema = z.object({ list, plain: z.array(z.string()).max(1) });
    for (const value of [
      { list: ["a", "b"], plain: [] },
      { list: [], plain: [] },
      { list: ["a"], plain: ["a", "b"] },
    ]) {
      const issues: Issue[] = [];
      parseWith(schema)(value, issues);
      const own: Issue[] = [];
      checkWith(schema)(value, own, [
        ["list", "length"],
        ["plain", "length"],
      ]);
      expect(own).toEqual(issues);
    }
  });

  test("Zod mini", () => {
    const items = mini.array(mini.string().check(mini.refine(() => ran("item"))));
    const schema = mini.object({
      items: items.check(
        mini.maxLength(1),
        mini.refine(() => ran("items")),
      ),
    });
    const issues: Issue[] = [];
    checkWith(schema)({ items: ["a"] }, issues, [["items", 0]]);
    expect(issues).toEqual([]);
    expect(take()).toEqual({ item: 1, items: 1 });
    checkWith(schema)({ items: ["a", "b"] }, issues, [
      ["items", 1],
      ["items", "length"],
    ]);
    expect(issues).toMatchObject([{ code: "too_big", path: ["items"] }]);
    expect(take()).toEqual({ item: 1, items: 1 });
  });

  test("a check that aborts keeps those after it from running", () => {
    const schema = z
      .object({ a: z.int() })
      .refine((value) => value.a > 0, { abort: true, message: "first" })
      .refine(() => ran("second"));
    expect(codes(schema, { a: 0 }, ["a"])).toEqual(["custom  first"]);
    expect(take()).toEqual({});
  });

  test("a recursive schema with a transform in it", () => {
    const tree = z.object({
      get children() {
        return z.array(tree);
      },
      length: z.string().transform((text) => text.length),
    });
    const kept = { children: [{ children: [], length: 3 }], length: 1 };
    expect(codes(tree, kept)).toEqual([]);
    expect(codes(tree, kept, ["children"])).toEqual([]);
  });

  test("a place that was replaced is not checked again for what changed in it", () => {
    const schema = z.object({ a: z.object({ b: z.string().refine(() => ran("b")) }).refine(() => ran("in a")) });
    const value = { a: { b: "x" } };
    expect(codes(schema, value, ["a", "b"], ["a"], ["a", "b"])).toEqual([]);
    expect(take()).toEqual({ b: 1, "in a": 1 });
    const some = z.object({ a: z.string().optional(), b: z.string().refine(() => ran("b")) });
    expect(codes(some, { b: "x" }, ["b"], ["a"])).toEqual([]);
    expect(take()).toEqual({ b: 1 });
  });
});
