// Secrets live in memory alone: what a store gets of connections, replies and plans, and what is there after a crash.
import { expect, test } from "vitest";
import { mask, jsonSecrecy, zodSecrecy } from "../../src/server/mask.js";
import { withoutSecrets } from "../../src/server/secrets.js";
import { z } from "zod";
import { FakeHost, FakeStorage, FakeSocket, settle, type Frame } from "./fake-host.js";
import { secretActor, sentinel, told } from "./secret-actor.js";

const params = { name: "ann", hidden: `${sentinel}-param` };
const auth = { name: "ann", hidden: `${sentinel}-auth` };

async function join(host: FakeHost, more: object = {}): Promise<{ socket: FakeSocket; welcome: Frame }> {
  const hello = { mode: "getOrCreate", params, ...more } as const;
  const admission = await host.core.admit({ auth, chain: [] }, hello);
  if (!admission.admitted) throw new Error(admission.error.message);
  const socket = new FakeSocket(`socket-${++host.storage.ids}`, admission.attachment);
  host.open.push(socket);
  host.core.open(socket);
  await settle();
  const [welcome = {}] = socket.take();
  return { socket, welcome };
}

async function ask(host: FakeHost, socket: FakeSocket, id: number, action: string, ...args: unknown[]): Promise<Frame> {
  host.send(socket, { t: "call", id, action, args });
  await settle();
  return socket.take()[0] ?? {};
}

const texts = (host: FakeHost): string => JSON.stringify([[...host.storage.values], host.storage.commits]);

test("params and identity: handlers see all, store and attachment have the rest; a resume brings them again", async () => {
  const actor = await secretActor();
  const host = new FakeHost(actor, { durable: true });
  const { socket, welcome } = await join(host);
  expect(await ask(host, socket, 1, "shown")).toMatchObject({
    value: [params.hidden, auth.hidden, expect.any(String)],
  });
  expect(socket.attachment).toMatchObject({ params: { name: "ann" }, auth: { name: "ann" } });
  expect(JSON.stringify(socket.attachment)).not.toContain(sentinel);
  expect(texts(host)).toContain("ann");
  expect(texts(host)).not.toContain(sentinel);

  const next = new FakeHost(actor, { durable: true, storage: host.storage });
  const other = await join(next);
  const offline = JSON.stringify([{ name: "ann" }, { name: "ann" }]);
  expect(await ask(next, other.socket, 1, "shown")).toMatchObject({ value: expect.arrayContaining([offline]) });
  const { connection, secret, epoch, seq } = welcome;
  const back = await join(next, { resume: { connection, secret, epoch, seq } });
  expect(back.welcome).toMatchObject({ connection });
  expect(await ask(next, back.socket, 2, "shown")).toMatchObject({
    value: [params.hidden, auth.hidden, ...[1, 2].map(() => expect.any(String))],
  });
  expect(texts(next)).not.toContain(sentinel);
});

test("a reply with a secret is repeated from memory, and after a crash its outcome is unknown", async () => {
  const actor = await secretActor();
  const host = new FakeHost(actor, { durable: true });
  const { socket, welcome } = await join(host);
  const { connection, secret, epoch, seq } = welcome;
  const resume = { connection, secret, epoch, seq };
  expect(await ask(host, socket, 1, "tell", `${sentinel}-arg`)).toMatchObject({ value: told });
  expect(await ask(host, socket, 2, "half")).toMatchObject({ code: "denied", data: { hidden: `${sentinel}-error` } });
  const again = await join(host, { resume });
  expect(await ask(host, again.socket, 1, "tell", `${sentinel}-arg`)).toMatchObject({ value: told });
  expect(await ask(host, again.socket, 2, "half")).toMatchObject({ code: "denied" });
  // What is kept is stored anew where a connection goes on with another's calls.
  host.send(again.socket, { t: "call", id: 3, action: "read", args: [] });
  host.core.closed(again.socket, 1006);
  host.pass(30_000);
  await settle();
  const heir = await join(host, { resume });
  expect(await ask(host, heir.socket, 1, "tell", `${sentinel}-arg`)).toMatchObject({ value: told });
  expect(texts(host)).not.toContain(sentinel);

  const next = new FakeHost(actor, { durable: true, storage: host.storage });
  const { connection: id, secret: key } = heir.welcome;
  const last = await join(next, { resume: { connection: id, secret: key, epoch, seq } });
  expect(await ask(next, last.socket, 1, "tell", `${sentinel}-arg`)).toMatchObject({ code: "outcome_unknown" });
  expect(await ask(next, last.socket, 2, "half")).toMatchObject({ code: "outcome_unknown" });
  expect(await ask(next, last.socket, 4, "read")).toMatchObject({ value: 2 });
});

test("a request with an id: the same", async () => {
  const actor = await secretActor();
  const storage = new FakeStorage();
  const request = {
    caller: { auth, chain: [] },
    hello: { mode: "getOrCreate" },
    action: "tell",
    args: ["x"],
    id: "r1",
  } as const;
  const host = new FakeHost(actor, { durable: true, storage });
  const value = JSON.stringify(told);
  expect(await host.core.request(request)).toEqual({ value });
  expect(await host.core.request(request)).toEqual({ value });
  expect(texts(host)).not.toContain(sentinel);
  const next = new FakeHost(actor, { durable: true, storage });
  expect(await next.core.request(request)).toMatchObject({ error: { code: "outcome_unknown" } });
  expect(await next.core.request({ ...request, id: "r2", action: "read", args: [] })).toEqual({ value: "1" });
});

test("a plan with a secret among its arguments is refused, and stores nothing", async () => {
  const host = new FakeHost(await secretActor(), { durable: true });
  const { socket } = await join(host);
  expect(await ask(host, socket, 1, "planSecret")).toMatchObject({ code: "internal_error" });
  expect(String(host.logged[0]?.["err"])).toContain('The arguments of "tell" hold a secret');
  expect(texts(host)).not.toContain(sentinel);
});

test("a failing plan is logged without the data of its error", async () => {
  const host = new FakeHost(await secretActor(), { durable: true });
  const { socket } = await join(host);
  await ask(host, socket, 1, "plan");
  await host.ring();
  await settle();
  expect(host.logged).toMatchObject([{ action: "deny", error: { code: "denied" } }]);
  expect(JSON.stringify(host.logged)).not.toMatch(/sentinel|visible/);
});

const mark = { "x-actorgen-secret": true } as const;

test("what is left of a value without its secrets", () => {
  const shape = z.object({
    open: z.string(),
    hidden: z.string().meta({ secret: true }).optional(),
    list: z.array(z.object({ at: z.date(), pin: z.int().meta({ secret: true }) })),
    map: z.map(z.string(), z.object({ pin: z.string().meta({ secret: true }), n: z.int() })),
    pins: z.record(z.string(), z.string().meta({ secret: true })),
    either: z.union([z.object({ a: z.string() }), z.object({ pin: z.string().meta({ secret: true }) })]),
  });
  const at = new Date(0);
  const value = {
    open: "o",
    hidden: "h",
    list: [{ at, pin: 1 }],
    map: new Map([["k", { pin: "p", n: 1 }]]),
    pins: { x: "1" },
    either: { pin: "p" },
  };
  expect(withoutSecrets(zodSecrecy(shape), value)).toEqual({
    open: "o",
    list: [{ at }],
    map: new Map([["k", { n: 1 }]]),
    pins: {},
    either: {},
  });
  expect(withoutSecrets(zodSecrecy(z.string().meta({ secret: true })), "x")).toBeUndefined();
  expect(withoutSecrets(undefined, value)).toBe(value);
});

test("recursive types, references and transforms", () => {
  const $defs = { Node: { type: "object", properties: { pin: mark, next: { $ref: "#/$defs/Node" } } } } as const;
  const secrecy = jsonSecrecy({ $ref: "#/$defs/Node" }, $defs);
  const value = { pin: 1, next: { pin: 2, next: { name: "x", pin: 3 } } };
  expect(withoutSecrets(secrecy, value)).toEqual({ next: { next: { name: "x" } } });
  expect(mask(secrecy, value)).toEqual({ pin: "•••", next: { pin: "•••", next: { name: "x", pin: "•••" } } });
  const opaque = { ...$defs.Node, "x-actorgen-opaque": true } as const;
  expect(withoutSecrets(jsonSecrecy(opaque, $defs), "made of the pin")).toBeUndefined();
  const turned = z.object({ pin: z.string().meta({ secret: true }) }).transform(({ pin }) => pin);
  expect(withoutSecrets(zodSecrecy(turned), "made of the pin")).toBeUndefined();
});
