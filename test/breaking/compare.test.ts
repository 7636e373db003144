// Which rule each change falls under, with its witness.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ActionDefinition, ActorDefinition, Schema } from "../../src/schema/index.js";
import { compareContracts } from "../../src/codegen/breaking/compare.js";
import { changesOf, contractsOf, told } from "./changes.js";

const action = (definition: ActionDefinition): ActorDefinition => ({ actions: { go: definition } });
const args = (list: Readonly<Record<string, Schema>>): ActorDefinition => action({ args: list });
const event = (payload: Schema): ActorDefinition => ({ events: { came: payload } });

describe("names", () => {
  test("what is gone, with the line that fails", async () => {
    const old = { actions: { go: { args: { to: z.string(), by: z.int().min(3) } } }, events: { came: z.string() } };
    const changes = await changesOf(old, {});
    expect(changes.map(({ rule, call }) => `${rule}: ${call}`)).toEqual([
      'action-removed: connection.go("a", 3);',
      'event-removed: connection.on("came", listener);',
    ]);
    const { contract } = contractsOf(old);
    const none = { ...contract, actors: {} };
    const [gone] = await compareContracts({ contract }, { contract: none });
    expect(gone).toMatchObject({ rule: "actor-removed", call: 'client.room.getOrCreate(["general"]);' });
    expect((await compareContracts({ contract: none }, { contract })).map(({ rule }) => rule)).toEqual(["actor-added"]);
    expect(await told({}, old)).toEqual(["action-added room.actions.go", "event-added room.events.came"]);
  });

  test("equal contracts have no changes", async () => {
    const room = {
      state: z.object({ a: z.date() }),
      ...args({ a: z.union([z.string(), z.array(z.date())]) }),
      events: { came: z.set(z.string()) },
    };
    expect(await told(room, room)).toEqual([]);
  });
});

describe("argument lists", () => {
  const one = z.string();
  test.each([
    ["a required one is new", { a: one }, { a: one, b: one }, ['argument-added-required room.actions.go.args.b ["a"]']],
    [
      "an optional one is new",
      { a: one },
      { a: one, b: one.optional() },
      ["argument-added-optional room.actions.go.args.b"],
    ],
    ["one is gone", { a: one, b: one }, { a: one }, ['argument-removed room.actions.go ["a","a"]']],
    ["the first is gone", { a: one, b: z.int() }, { b: z.int() }, ['argument-removed room.actions.go ["a",1]']],
    ["one is renamed", { a: one, b: one }, { a: one, d: one }, ["argument-renamed room.actions.go.args.d"]],
    [
      "renamed and narrowed",
      { a: one },
      { d: one.max(3) },
      ['argument-narrowed room.actions.go.args.d ["aaaa"]', "argument-renamed room.actions.go.args.d"],
    ],
    [
      "two of one type change places",
      { from: one, to: one },
      { to: one, from: one },
      ["argument-reordered room.actions.go.args.from", "argument-reordered room.actions.go.args.to"],
    ],
    [
      "an optional one comes in between",
      { a: one, b: one.optional() },
      { a: one, d: one.optional(), b: one.optional() },
      ["argument-reordered room.actions.go.args.b", "argument-added-optional room.actions.go.args.d"],
    ],
    ["must be given", { a: one.optional() }, { a: one }, ["argument-required room.actions.go.args.a nothing"]],
    ["may be left out", { a: one }, { a: one.optional() }, ["argument-widened room.actions.go.args.a"]],
    ["another default", { a: one.default("x") }, { a: one.default("y") }, ["default-changed room.actions.go.args.a"]],
  ])("%s", async (_name, old, now, expected) => {
    const found = await told(args(old), args(now));
    // A narrowed argument shows its own value, the rest the whole list.
    expect(found.map((line) => line.replace(/^(argument-narrowed \S+) (.*)$/, "$1 [$2]"))).toEqual(expected);
  });
});

describe("values, by direction", () => {
  const text = z.string();
  test.each<readonly [string, Schema, Schema, string | undefined, string | undefined]>([
    ["a shorter text", text.max(9), text.max(4), '"aaaaa"', undefined],
    ["a smaller number", z.int().max(9), z.int().max(4), "9", undefined],
    ["a greater step", z.int().multipleOf(2), z.int().multipleOf(4), "2", undefined],
    ["fewer members", z.enum(["a", "b"]), z.enum(["a"]), '"b"', undefined],
    ["null no longer", text.nullable(), text, "null", undefined],
    ["a branch less", z.union([text, z.int()]), z.int(), '"a"', undefined],
    ["a format", text, z.email(), '"a"', undefined],
    ["another format", z.uuid(), z.email(), '"0b0e6d9c-1f2a-4b3c-8d4e-5f6a7b8c9d0e"', '"a@example.com"'],
    ["a pattern", text, text.regex(/^x\d{3}-[a-f]+$/), '"a"', undefined],
    ["another type", text, z.int(), '"a"', "1"],
    ["a field that must be there", z.object({}), z.object({ a: text }), "{}", undefined],
    ["a field that may be there", z.object({}), z.object({ a: text.optional() }), undefined, undefined],
    ["a field less", z.object({ a: text }), z.object({}), undefined, "{}"],
    ["loose now", z.strictObject({}), z.looseObject({}), undefined, '{"unknownKey":null}'],
    [
      "deep inside",
      z.array(z.record(text, z.tuple([text]))),
      z.array(z.record(text, z.tuple([text.min(2)]))),
      '[{"a":["a"]}]',
      undefined,
    ],
    ["a list that may not be empty", z.array(text), z.array(text).min(1), "[]", undefined],
    ["a shorter list", z.array(text).max(3), z.array(text).max(2), '["a","a","a"]', undefined],
    ["a smaller map", z.map(text, z.int()).max(2), z.map(text, z.int()).max(1), '[["a",1],["ab",1]]', undefined],
    ["an earlier date", z.date(), z.date().max(new Date(0)), '"1970-01-01T00:00:00.001Z"', undefined],
    ["a smaller bigint", z.bigint(), z.int64(), '"-9223372036854775809"', undefined],
    ["a variant less", variants("a", "b"), variants("a"), '{"kind":"b"}', undefined],
    ["anything", z.unknown(), text, "null", undefined],
  ])("%s", async (_name, one, other, down, up) => {
    const expectedIn = (payload: string | undefined): readonly string[] => (payload === undefined ? [] : [payload]);
    const payloads = async (old: ActorDefinition, now: ActorDefinition): Promise<readonly string[]> =>
      (await changesOf(old, now))
        .filter(({ severity }) => severity === "breaking")
        .map(({ witness }) => JSON.stringify(witness?.payload))
        .slice(0, 1);
    // As an argument the change hurts one way, as an event the other.
    expect(await payloads(args({ value: one }), args({ value: other }))).toEqual(expectedIn(down));
    expect(await payloads(event(other), event(one))).toEqual(expectedIn(down));
    if (up !== undefined || down !== undefined) {
      expect(await payloads(args({ value: other }), args({ value: one }))).toEqual(expectedIn(up));
      expect(await payloads(event(one), event(other))).toEqual(expectedIn(up));
    }
  });

  test("defaults, and keys that no schema names", async () => {
    const [old, now] = [z.object({}), z.object({ a: text.default("") })];
    expect(await told(args({ value: old }), args({ value: now }))).toEqual([
      "argument-widened room.actions.go.args.value",
    ]);
    expect(await told(event(old), event(now))).toEqual(["event-payload-narrowed room.events.came"]);
    // A reader counts on what a default fills in.
    expect(await told(event(now), event(old))).toEqual(["event-payload-widened room.events.came.a {}"]);
    const strict = z.strictObject({});
    // Clients of another make may send more than their contract names; a server never does.
    expect(await told(args({ value: old }), args({ value: strict }))).toEqual([
      'argument-narrowed room.actions.go.args.value {"unknownKey":null}',
    ]);
    expect(await told(event(strict), event(old))).toEqual(["schema-rephrased room.events.came"]);
  });

  function variants(...kinds: readonly string[]): Schema {
    const [first = z.object({ kind: z.literal("") }), ...more] = kinds.map((kind) =>
      z.object({ kind: z.literal(kind) }),
    );
    return z.discriminatedUnion("kind", [first, ...more]);
  }
});

test("results, errors, delivery and concurrency", async () => {
  const errors = { full: z.object({ most: z.int() }), gone: z.void() };
  expect(
    await told(
      action({ returns: z.string(), errors }),
      action({ errors: { full: z.object({}), shut: z.void() }, concurrent: true }),
    ),
  ).toEqual([
    "result-removed room.actions.go.returns nothing",
    "error-data-widened room.actions.go.errors.full.most {}",
    "error-added room.actions.go.errors.shut",
    "error-removed room.actions.go.errors.gone",
    "concurrent-changed room.actions.go",
  ]);
  expect(await told(action({}), action({ returns: z.string() }))).toEqual(["result-added room.actions.go.returns"]);
  const sent = (delivery: "resume" | "latest" | "volatile"): ActorDefinition => ({
    events: { came: { payload: z.string(), delivery } },
  });
  expect(await told(sent("resume"), sent("latest"))).toEqual(["delivery-weakened room.events.came"]);
  expect(await told(sent("volatile"), sent("latest"))).toEqual(["delivery-strengthened room.events.came"]);
});

test("params, input, key and identity", async () => {
  const user = z.object({ id: z.string() });
  expect(await told({}, { connParams: user })).toEqual(["params-narrowed room.connParams nothing"]);
  expect(await told({ connParams: user }, {})).toEqual(["params-widened room.connParams"]);
  expect(await told({ input: z.string() }, { input: z.string().min(2) })).toEqual(['input-narrowed room.input "a"']);
  expect(await told({ key: { a: z.string(), b: z.string() } }, { key: { b: z.string(), a: z.string() } })).toEqual([
    "key-reordered room.key.a",
    "key-reordered room.key.b",
  ]);
  expect(await told({}, { key: { a: z.string() } })).toEqual(["key-narrowed room.key"]);
  expect(await told({ key: { a: z.string() } }, { key: { b: z.string().max(2) } })).toEqual([
    'key-narrowed room.key.b "aaa"',
    "key-renamed room.key.b",
  ]);
  expect(await told({ auth: user }, { auth: user.extend({ role: z.string() }) })).toEqual([
    'auth-narrowed room.auth.role {"id":"a"}',
  ]);
});

test("state that is stored", async () => {
  const [old, now] = [z.object({ a: z.string() }), z.object({ a: z.string(), b: z.int() })];
  expect(await told({ state: old }, { state: now })).toEqual(['state-narrowed room.state.b {"a":"a"}']);
  expect(await told({ state: old }, { state: now, version: 2 })).toEqual(['state-migrated room.state.b {"a":"a"}']);
  expect(await told({ state: old }, { state: old.extend({ b: z.int().default(0) }) })).toEqual([
    "state-changed room.state",
  ]);
  expect(await told({ state: old, version: 2 }, { state: old })).toEqual(["version-lowered room.version"]);
  // In memory a date is no string, though both are strings on the wire.
  expect(await told({ state: z.date() }, { state: z.string() })).toEqual([
    'state-narrowed room.state "2024-01-01T00:00:00.000Z"',
  ]);
  expect(await told({ connState: old }, { connState: now })).toEqual([
    'conn-state-narrowed room.connState.b {"a":"a"}',
  ]);
});

test("words", async () => {
  const old = args({ a: z.string() });
  expect(await told(old, args({ a: z.string().describe("A name.") }))).toEqual(["docs-changed room.actions.go.args.a"]);
});

test("a difference without a witness stays, and is marked", async () => {
  // Only a text of two thousand hexadecimal digits in the right order would tell the two apart.
  const [one, other] = [/^(?=.{40}$)(?:a|b)*(?<!ab{3}a{5}b)$/, /^(?=.{40}$)(?:a|b)*(?<!ab{3}a{6}b)$/];
  const [found] = await changesOf(args({ a: z.string().regex(one) }), args({ a: z.string().regex(other) }));
  expect(found).toMatchObject({ rule: "argument-narrowed", severity: "breaking", unproven: true });
  expect(found?.witness).toBeUndefined();
});
