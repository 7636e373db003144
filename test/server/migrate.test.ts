// State lives longer than code: fields are added, renamed and removed between two lives of an actor.
import { checkWith, implement, parseWith, type ActionContext, type ActorHooks, type ActorTypes } from "actorgen/server";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { FakeHost, FakeStorage, settle } from "./fake-host.js";

interface Types extends ActorTypes {
  readonly key: readonly string[];
  readonly input: undefined;
  readonly state: Record<string, unknown>;
  readonly stateInput: Record<string, unknown>;
  readonly params: undefined;
  readonly connState: Record<string, unknown>;
  readonly connStateInput: Record<string, unknown>;
  readonly events: object;
}
type Hooks = ActorHooks<Types, undefined>;

/** A definition of that time. */
function room(state: z.ZodType, version = 1, hooks: Hooks = {}, connState: z.ZodType = z.object({})) {
  return implement<Types, undefined, object>(
    {
      name: "room",
      hash: "h",
      version,
      parseState: parseWith(state),
      checkState: checkWith(state),
      parseConnState: parseWith(connState),
      checkConnState: checkWith(connState),
      actions: Object.fromEntries(
        ["read", "push"].map((name) => [
          name,
          { hash: name, concurrent: false, args: [], encodeResult: (value) => value },
        ]),
      ),
      events: {},
    },
    {
      state: { count: 1 },
      connState: { seen: 0 },
      ...hooks,
      actions: {
        read: (c: ActionContext<Types>) => c.state,
        push: (c: ActionContext<Types>) => void (c.state["count"] = Number(c.state["count"]) + 1),
      },
    },
  );
}
const first = z.object({ count: z.number() });

async function kept(implementation = room(first)): Promise<FakeStorage> {
  const storage = new FakeStorage();
  await new FakeHost(implementation, { storage, durable: true }).request("push");
  return storage;
}
const reborn = (storage: FakeStorage, implementation: ReturnType<typeof room>): FakeHost =>
  new FakeHost(implementation, { storage, durable: true });
const read = async (host: FakeHost): Promise<unknown> => {
  const reply = await host.request("read");
  return reply.error ?? JSON.parse(reply.value ?? "null");
};

describe("a field", () => {
  test("is added with a default, and what is stored next holds it", async () => {
    const storage = await kept();
    const host = reborn(storage, room(z.object({ count: z.number(), tags: z.array(z.string()).default(["new"]) })));
    expect(await read(host)).toEqual({ count: 2, tags: ["new"] });
    await host.request("push");
    expect(storage.commits.at(-1)).toMatchObject([
      { put: "state", value: { count: 3, tags: ["new"] }, patches: undefined },
    ]);
    await host.request("push");
    expect(storage.commits.at(-1)).toMatchObject([{ put: "state", patches: [{ path: ["count"] }] }]);
  });

  test("is removed", async () => {
    const storage = await kept();
    expect(await read(reborn(storage, room(z.object({}))))).toEqual({});
  });

  test("is renamed by migrate, once, and stored with the new version", async () => {
    const storage = await kept();
    const seen: unknown[] = [];
    const second = room(z.object({ total: z.number() }), 2, {
      migrate: (c, old, from) => {
        seen.push(old, from, c.key);
        return { total: z.object({ count: z.number() }).parse(old).count };
      },
    });
    expect(await read(reborn(storage, second))).toEqual({ total: 2 });
    expect(await read(reborn(storage, second))).toEqual({ total: 2 });
    expect(seen).toEqual([{ count: 2 }, 1, ["k"]]);
    expect(storage.values.get("actor")).toMatchObject({ version: 2 });
  });
});

describe("state_incompatible, and the data stays", () => {
  const total = z.object({ total: z.number() });
  test.each([
    ["no migration", room(total, 2)],
    ["the version is the same", room(total, 1, { migrate: () => ({ total: 0 }) })],
    ["what migrate made does not fit", room(total, 2, { migrate: () => ({ total: "x" }) })],
  ])("%s", async (_name, implementation) => {
    const storage = await kept();
    const before = structuredClone(storage.values);
    const host = reborn(storage, implementation);
    expect(await read(host)).toMatchObject({ code: "state_incompatible", ref: expect.any(String) });
    expect(storage.values).toEqual(before);
    expect(host.logged).toMatchObject([{ code: "state_incompatible", issues: expect.any(Array) }]);
    expect(await read(reborn(storage, room(first)))).toEqual({ count: 2 });
  });

  test("a migration that throws", async () => {
    const storage = await kept();
    const second = room(total, 2, {
      migrate: () => {
        throw new Error("no");
      },
    });
    expect(await read(reborn(storage, second))).toMatchObject({ code: "internal_error" });
    expect(await read(reborn(storage, room(first)))).toEqual({ count: 2 });
  });
});

test("a connection whose state does not fit any more is over; others go on", async () => {
  const storage = new FakeStorage();
  const host = new FakeHost(room(first), { storage, durable: true });
  const socket = await host.connect();
  const [welcome] = socket.take();
  const { connection, secret, epoch, seq } = Object(welcome);
  const resume = { connection, secret, epoch, seq };
  const same = reborn(storage, room(first, 1, {}, z.object({ more: z.number().default(5) })));
  expect((await same.connect({ resume })).take()).toMatchObject([{ connection, retry: true }]);
  await settle();
  const other = reborn(storage, room(first, 1, {}, z.object({ more: z.string() })));
  await expect(other.connect({ resume })).rejects.toMatchObject({ wire: { code: "invalid_state" } });
  expect([...storage.values.keys()].filter((key) => key.startsWith("conn/"))).toEqual([]);
});
