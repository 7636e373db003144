// Codecs: the wire has the encoded side, handlers the decoded side, in every position; encoding runs refinements once and strips.
import { expect, test } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { defineActor } from "actorgen";
import { generate } from "actorgen/codegen";
import { caller, FakeHost, settle } from "./fake-host.js";
import { generatedActor, type LooseContext } from "./generated-actor.js";

const runs: string[] = [];
const ran = (what: string): boolean => runs.push(what) > 0;

const At = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => (ran("decode"), new Date(text)),
  encode: (date) => (ran("encode"), date.toISOString()),
});
const Meeting = z
  .object({
    at: At.refine((date) => ran("at") && date.getTime() >= 0),
    open: z.stringbool(),
    name: z
      .string()
      .trim()
      .refine((name) => ran("name") && name !== ""),
    seats: z.int().default(4),
    bytes: z.instanceof(Uint8Array).refine(() => ran("bytes")),
  })
  .refine((meeting) => ran("meeting") && meeting.at instanceof Date);

const inMemory = {
  at: new Date("2024-02-29T12:00:00.000Z"),
  open: false,
  name: " weekly ",
  seats: 4,
  bytes: new Uint8Array([1, 2]),
  secret: "s3cr3t",
};
const onWire = { at: "2024-02-29T12:00:00.000Z", open: "false", name: "weekly", seats: 4, bytes: "AQI=" };
// Fresh each time: what came from the wire is decoded where it stands.
const sent = () => ({ ...onWire, open: "no", name: " weekly " });
const arrived = { at: inMemory.at, open: false, name: "weekly", seats: 4, bytes: inMemory.bytes };

const definition = defineActor({
  input: Meeting,
  connParams: Meeting,
  state: z.object({ kept: Meeting.nullable() }),
  actions: {
    take: { args: { value: Meeting } },
    takeInput: { input: Meeting },
    give: { args: { at: z.int() }, returns: Meeting },
    fail: { args: { at: z.int() }, errors: { failed: Meeting } },
    tell: { args: { at: z.int() } },
    keep: { args: { value: Meeting } },
  },
  events: { told: Meeting },
});

async function room(values: readonly unknown[]): Promise<{ host: FakeHost; seen: unknown[] }> {
  const seen: unknown[] = [];
  const handlers = {
    createState: (_c: LooseContext, input: unknown) => (seen.push(input), { kept: null }),
    onBeforeConnect: (_c: LooseContext, params: unknown) => void seen.push(params),
    actions: {
      take: (_c: LooseContext, value: unknown) => void seen.push(value),
      takeInput: (_c: LooseContext, value: unknown) => void seen.push(value),
      give: (_c: LooseContext, at: number) => values[at],
      fail: (c: LooseContext, at: number) => {
        throw c.errors["failed"]?.(values[at]) ?? new Error("undeclared");
      },
      tell: (c: LooseContext, at: number) => c.broadcast("told", values[at]),
      keep: (c: LooseContext, value: unknown) => {
        c.state["kept"] = value;
        seen.push(c.state["kept"]);
      },
    },
  };
  return { host: new FakeHost(await generatedActor(definition, handlers)), seen };
}

const hello = () => ({ mode: "getOrCreate", input: sent(), params: sent() }) as const;

test("what arrives is decoded: input, params, arguments, and the state that they are put into", async () => {
  const { host, seen } = await room([]);
  const socket = await host.welcomed(hello());
  for (const [id, action] of ["take", "takeInput", "keep"].entries()) {
    host.send(socket, { t: "call", id: id + 1, action, args: [sent()] });
    await settle();
  }
  expect(socket.take().filter(({ t }) => t === "error")).toEqual([]);
  expect(seen).toEqual([arrived, arrived, arrived, arrived, arrived]);
});

test("what leaves is encoded: results, errors, events; refinements run once, and nothing unnamed goes along", async () => {
  const { host } = await room([inMemory]);
  const socket = await host.welcomed(hello());
  host.send(socket, { t: "subscribe", event: "told" });
  socket.take();
  for (const [id, action] of ["give", "fail", "tell"].entries()) {
    runs.length = 0;
    host.send(socket, { t: "call", id: id + 1, action, args: [0] });
    await settle();
    const counted = Object.fromEntries([...new Set(runs)].map((one) => [one, runs.filter((it) => it === one).length]));
    // Two checked things are around the encoder, and Zod tries it before the checks of each.
    expect(counted).toEqual({ at: 1, name: 1, bytes: 1, meeting: 1, encode: 3 });
    const text = socket.frames
      .splice(0)
      .map((frame) => frame.text)
      .join();
    expect(text).not.toContain("s3cr3t");
    expect(text).toContain(JSON.stringify(onWire).slice(1, -1));
  }
});

test("the encoded side is no value of a handler's, and a refinement refuses on the decoded side", async () => {
  const { host } = await room([
    { ...inMemory, at: onWire.at },
    { ...inMemory, at: new Date(-1) },
    { ...inMemory, seats: undefined },
  ]);
  const socket = await host.welcomed(hello());
  socket.take();
  for (const [at, path] of [["at"], ["at"], ["seats"]].entries()) {
    host.send(socket, { t: "call", id: at + 1, action: "give", args: [at] });
    await settle();
    expect(socket.take()).toMatchObject([{ t: "error", id: at + 1, code: "invalid_result" }]);
    expect(host.logged.at(-1)).toMatchObject({
      err: expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    });
  }
});

test("mini, recursion, unions, maps, and a pipe without transforms", async () => {
  const MiniAt = mini.codec(mini.string(), mini.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  });
  const Tree = z.object({
    at: At,
    get more() {
      return z.array(Tree);
    },
  });
  const date = new Date(0);
  const text = date.toISOString();
  const cases: readonly (readonly [z.ZodType | mini.ZodMiniType, unknown, unknown])[] = [
    [mini.object({ at: MiniAt }), { at: date, secret: 1 }, { at: text }],
    [Tree, { at: date, more: [{ at: date, more: [] }] }, { at: text, more: [{ at: text, more: [] }] }],
    [z.union([z.object({ at: At }), z.object({ on: z.boolean() })]), { on: true }, { on: true }],
    [
      z.map(z.string(), z.object({ at: At, big: z.bigint() })),
      new Map([["a", { at: date, big: 5n }]]),
      [["a", { at: text, big: "5" }]],
    ],
    [z.object({ at: At }).pipe(z.object({ at: z.date() })), { at: date }, { at: text }],
    [
      z.discriminatedUnion("k", [z.object({ k: z.literal("a"), at: At }), z.object({ k: z.literal("b") })]),
      { k: "a", at: date },
      { k: "a", at: text },
    ],
    [At.optional(), undefined, undefined],
    [At.nullable(), null, null],
    [z.object({ at: At.catch(new Date(1)) }), { at: date }, { at: text }],
  ];
  for (const [schema, value, wire] of cases) {
    const host = new FakeHost(
      await generatedActor(defineActor({ actions: { give: { returns: schema } } }), { actions: { give: () => value } }),
    );
    expect(await host.request("give", [])).toEqual(wire === undefined ? {} : { value: JSON.stringify(wire) });
  }
  expect(await (await room([])).host.core.admit(caller, { ...hello(), params: { ...sent(), at: "x" } })).toMatchObject({
    admitted: false,
  });
});

test("the printed types of what handlers give are those of the decoded side", () => {
  const named = defineActor({
    state: z.object({ at: At }),
    actions: { give: { args: { at: At }, returns: z.array(Meeting), errors: { failed: Meeting } } },
    events: { told: Meeting, plain: z.object({ count: z.int().default(1) }) },
  });
  const { files } = generate({ subject: named, Meeting });
  const text = files.find(({ path }) => path === "subject.server.ts")?.text ?? "";
  expect(text).toContain('told: SchemaOutput<EventPayload<(typeof schema)["events"]["told"]>>');
  expect(text).toContain("plain: { count?: number | undefined; }");
  expect(text).toMatch(/failed: SchemaOutput</);
  expect(text).toMatch(/give\(.*, at: SchemaOutput<.*\): SchemaOutput</);
  expect(text).toMatch(/stateInput: SchemaInput</);
  expect(text).toMatch(/encodeThenWrite\(\s*schema\.actions\.give\.returns/);
});
