// The life of an actor: created once, woken from its store, told of changes, destroyed, stopped.
import { describe, expect, test } from "vitest";
import type { Hello } from "../../src/protocol/frames.js";
import { caller, deferred, FakeHost, FakeStorage, settle } from "./fake-host.js";
import { lab, params } from "./lab.js";

const hello = (mode: Hello["mode"], input?: unknown): Hello => ({ mode, ...(input !== undefined && { input }) });
const read = { read: (c: { state: { count: number } }) => c.state.count };

test("hooks fire once, in order; state gets its defaults; input arrives", async () => {
  const log: unknown[] = [];
  const host = new FakeHost(
    lab(
      { all: (c) => ({ ...c.state }) },
      {
        createState: async (input) => (log.push("createState"), { count: input?.start ?? 0 }),
        createVars: (c) => void log.push(["createVars", c.state.count]),
        onCreate: (c, input) => void ((c.state.count += 1), log.push(["onCreate", input])),
        onWake: (c) => void log.push(["onWake", c.state.count]),
        onSleep: (c) => void log.push(["onSleep", c.state.count]),
      },
    ),
  );
  const replies = await Promise.all([
    host.core.resolve(caller, hello("getOrCreate", { start: 5 })),
    host.core.resolve(caller, hello("getOrCreate", { start: 9 })),
    host.core.resolve(caller, hello("create")),
  ]);
  expect(replies).toEqual([
    { id: "actor-1" },
    { id: "actor-1" },
    { error: { code: "actor_exists", message: 'lab ["k"] exists already.' } },
  ]);
  expect(await host.request("all")).toEqual({ value: '{"count":6,"list":[]}' });
  await host.core.stop();
  expect(log).toEqual(["createState", ["createVars", 5], ["onCreate", { start: 5 }], ["onWake", 6], ["onSleep", 6]]);
});

test("get and id find only what exists; create only what does not", async () => {
  for (const mode of ["get", "id"] as const) {
    const host = new FakeHost(lab(read));
    expect(await host.core.resolve(caller, hello(mode))).toMatchObject({ error: { code: "actor_not_found" } });
    expect(host.hasEnded).toBe(true);
  }
  const host = new FakeHost(lab(read));
  expect(await host.core.resolve(caller, hello("create", { start: 1 }))).toEqual({ id: "actor-1" });
  for (const mode of ["get", "id", "getOrCreate"] as const) {
    expect(await host.core.resolve(caller, hello(mode))).toEqual({ id: "actor-1" });
  }
});

test("a creation that fails leaves no actor, and the next may succeed", async () => {
  const host = new FakeHost(
    lab(read, { createState: (input) => (input?.start === 1 ? { count: 500 } : { count: 3 }) }),
  );
  const failed = host.core.resolve(caller, hello("getOrCreate", { start: 1 }));
  const waiting = host.core.resolve(caller, hello("getOrCreate", { start: 2 }));
  expect(await failed).toMatchObject({ error: { code: "invalid_state", ref: expect.any(String) } });
  expect(await waiting).toEqual({ id: "actor-1" });
  expect(host.logged).toMatchObject([{ code: "invalid_state", issues: [{ path: ["count"] }] }]);

  const refused = new FakeHost(lab(read, { onCreate: () => Promise.reject(new Error("no")) }));
  expect(await refused.core.resolve(caller, hello("getOrCreate"))).toMatchObject({ error: { code: "internal_error" } });
  expect(refused.storage.values.size).toBe(0);
  expect(refused.hasEnded).toBe(true);
  const bad = new FakeHost(lab(read));
  expect(await bad.core.resolve(caller, hello("create", { start: "x" }))).toMatchObject({
    error: { code: "invalid_input", issues: [{ path: ["start"] }] },
  });
});

test("another core wakes with the stored state and the sockets that are still open", async () => {
  const woken: number[] = [];
  const implementation = lab(
    {
      ...read,
      add: (c, n = 0) => void ((c.state.count += n), c.conn && c.conn.state.seen++),
      tell: (c) => c.broadcast("changed", c.conns.size),
    },
    { onWake: (c) => void woken.push(c.state.count), onCreate: (c) => void c.state.list.push("created") },
  );
  const storage = new FakeStorage();
  const first = new FakeHost(implementation, { storage });
  const socket = await first.welcomed({ params, events: ["changed"] });
  first.send(socket, { t: "call", id: 1, action: "add", args: [4] });
  socket.take();
  const second = new FakeHost(implementation, { storage, sockets: [socket] });
  expect(await second.request("read")).toEqual({ value: "4" });
  second.send(socket, { t: "call", id: 2, action: "tell", args: [] });
  expect(socket.take()).toMatchObject([
    { t: "event", payload: 1 },
    { t: "result", id: 2 },
  ]);
  expect(socket.attachment).toMatchObject({ state: { seen: 1 } });
  expect(woken).toEqual([0, 4]);
});

test("stored state that no longer fits wakes nothing and stays as it is", async () => {
  const storage = new FakeStorage();
  storage.values.set("actor", { createdAt: 0 }).set("state", { count: "x", list: [] });
  const host = new FakeHost(lab(read), { storage });
  const ref = expect.any(String);
  expect(await host.request("read")).toMatchObject({ error: { code: "state_incompatible", ref } });
  expect(host.logged).toMatchObject([{ code: "state_incompatible", issues: [{ path: ["count"] }] }]);
  expect(storage.values.get("state")).toEqual({ count: "x", list: [] });
});

describe("onStateChange", () => {
  test("once per turn that changed the state, as part of it", async () => {
    const seen: number[] = [];
    const host = new FakeHost(
      lab(
        {
          ...read,
          add: (c, n = 0) => void ((c.state.count += n), (c.state.count += n)),
          step: (c) => c.update((state) => void state.count++),
        },
        {
          concurrent: ["step"],
          onStateChange(c, state) {
            seen.push(state.count);
            if (state.count === 13) throw new Error("unlucky");
            if (state.count === 4) c.state.count = 40;
            c.broadcast("changed", state.count);
          },
        },
      ),
    );
    const socket = await host.welcomed({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action: "add", args: [2] }, { t: "call", id: 2, action: "read", args: [] });
    expect(socket.take()).toMatchObject([{ payload: 40 }, { id: 1 }, { id: 2, value: 40 }]);
    await host.request("step");
    expect(await host.request("add", [-14])).toMatchObject({ error: { code: "internal_error" } });
    expect(await host.request("read")).toEqual({ value: "41" });
    expect(seen).toEqual([4, 41, 13]);
  });
});

describe("destroy", () => {
  test("the reply leaves, connections close, waiting calls are told, and the store is empty", async () => {
    const gate = deferred();
    const log: string[] = [];
    const host = new FakeHost(
      lab(
        { ...read, end: async (c) => (c.destroy(), c.broadcast("cleared"), await gate.promise, "ended") },
        { onDestroy: async (c) => (await settle(), log.push("onDestroy"), c.broadcast("changed", 0)) },
      ),
    );
    const socket = await host.welcomed({ params, events: ["changed", "cleared"] });
    host.send(socket, { t: "call", id: 1, action: "end", args: [] }, { t: "call", id: 2, action: "read", args: [] });
    gate.resolve();
    await settle();
    await settle();
    expect(socket.take()).toMatchObject([
      { id: 2, code: "actor_destroyed" },
      { event: "cleared" },
      { event: "changed" },
      { t: "result", id: 1, value: "ended" },
    ]);
    expect(socket.closedWith?.code).toBe(4410);
    expect(log).toEqual(["onDestroy"]);
    expect(host.storage.values.size).toBe(0);
    expect(host.hasEnded).toBe(true);
    expect(await host.request("read")).toMatchObject({ error: { code: "actor_destroyed" } });
  });
});

describe("the output gate", () => {
  const bump = {
    ...read,
    bump: (c: { state: { count: number }; broadcast: (event: "changed", n: number) => void }) => {
      c.broadcast("changed", ++c.state.count);
      return c.state.count;
    },
  };

  test("nothing leaves before it is durable, and everything leaves in order", async () => {
    const host = new FakeHost(lab(bump));
    const socket = await host.welcomed({ params, events: ["changed"] });
    host.storage.held = [];
    host.send(
      socket,
      { t: "call", id: 1, action: "bump", args: [] },
      { t: "call", id: 2, action: "bump", args: [] },
      { t: "call", id: 3, action: "read", args: [] },
    );
    await settle();
    expect(socket.frames).toEqual([]);
    const [first, second] = host.storage.held;
    second?.resolve();
    await settle();
    expect(socket.frames).toEqual([]);
    first?.resolve();
    await settle();
    expect(socket.take()).toMatchObject([{ payload: 1 }, { id: 1 }, { payload: 2 }, { id: 2 }, { id: 3, value: 2 }]);
  });

  test("a commit that fails takes all that came after it, and the core, with it", async () => {
    const host = new FakeHost(lab(bump));
    const socket = await host.welcomed({ params, events: ["changed"] });
    host.storage.held = [];
    host.send(socket, { t: "call", id: 1, action: "bump", args: [] }, { t: "call", id: 2, action: "read", args: [] });
    host.storage.held[0]?.reject(new Error("disk full"));
    await settle();
    expect(socket.take()).toMatchObject([
      { t: "error", id: 1, code: "internal_error" },
      { t: "error", id: 2, code: "internal_error" },
    ]);
    expect(socket.closedWith?.code).toBe(4409);
    expect(host.hasEnded).toBe(true);
  });

  test("commit() waits for it too", async () => {
    const steps: string[] = [];
    const host = new FakeHost(
      lab({
        half: async (c) => {
          c.state.count = 1;
          await c.commit();
          steps.push("durable");
        },
      }),
    );
    const socket = await host.welcomed({ params });
    host.storage.held = [];
    host.send(socket, { t: "call", id: 1, action: "half", args: [] });
    await settle();
    expect(steps).toEqual([]);
    host.storage.held[0]?.resolve();
    await settle();
    expect(steps).toEqual(["durable"]);
  });
});

test("stop: running turns finish, waiting and new ones are refused, connections are told", async () => {
  const gate = deferred();
  const log: string[] = [];
  const host = new FakeHost(
    lab(
      { ...read, slow: async () => (await gate.promise, "finished") },
      { onSleep: async () => (await settle(), void log.push("sleep")), onDisconnect: () => void log.push("gone") },
    ),
  );
  const socket = await host.welcomed({ params });
  host.send(socket, { t: "call", id: 1, action: "slow", args: [] }, { t: "call", id: 2, action: "read", args: [] });
  const stopped = host.core.stop();
  host.send(socket, { t: "call", id: 3, action: "read", args: [] });
  expect(socket.take()).toMatchObject([
    { id: 2, code: "shutting_down" },
    { id: 3, code: "shutting_down" },
  ]);
  gate.resolve();
  await stopped;
  expect(socket.take()).toEqual([{ t: "result", id: 1, value: "finished" }]);
  expect(socket.closedWith?.code).toBe(1001);
  expect(log).toEqual(["sleep"]);
  expect(await host.request("read")).toMatchObject({ error: { code: "shutting_down" } });
  expect(await host.core.admit(caller, { ...hello("getOrCreate"), params })).toMatchObject({
    admitted: false,
    error: { code: "shutting_down" },
  });
});
