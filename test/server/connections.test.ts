// Connections: the welcome, subscriptions, who gets what, and the hooks around them.
import { describe, expect, test } from "vitest";
import { UserError } from "actorgen/server";
import { deferred, FakeHost, settle } from "./fake-host.js";
import { lab, params, type LabConn, type LabContext } from "./lab.js";

test("the welcome is the first frame and tells where the events stand", async () => {
  const host = new FakeHost(lab({ tell: (c) => c.broadcast("changed", 1) }));
  await host.request("tell");
  const socket = await host.connect({ params, events: ["changed", "mesage"] });
  const [welcome, ...rest] = socket.take();
  const { connection, secret } = Object(socket.attachment);
  expect(welcome).toEqual({
    t: "welcome",
    connection,
    secret,
    actorId: "actor-1",
    epoch: expect.any(String),
    seq: 1,
    hash: "lab-hash",
  });
  expect(rest).toMatchObject([{ t: "error", event: "mesage", code: "unknown_event" }]);
  expect(socket.attachment).toEqual({
    connection,
    secret,
    params,
    state: { name: "ann", seen: 0 },
    subscriptions: [{ event: "changed", since: 1 }],
  });
  expect(() => structuredClone(socket.attachment)).not.toThrow();
});

test("events reach subscribers alone, from the subscription to its end", async () => {
  const host = new FakeHost(lab({ tell: (c, n = 0) => c.broadcast("changed", n) }));
  const [a, b] = [await host.welcomed({ params }), await host.welcomed({ params })];
  host.send(a, { t: "subscribe", event: "changed" }, { t: "subscribe", event: "changed" });
  host.send(b, { t: "call", id: 1, action: "tell", args: [1] });
  host.send(a, { t: "unsubscribe", event: "changed" });
  host.send(b, { t: "call", id: 2, action: "tell", args: [2] });
  expect(a.take()).toEqual([{ t: "event", event: "changed", seq: 1, payload: 1 }]);
  expect(b.take()).toEqual([
    { t: "result", id: 1 },
    { t: "result", id: 2 },
  ]);
  host.send(a, { t: "subscribe", event: "toString" }, { t: "unsubscribe", event: "__proto__" });
  expect(a.take()).toMatchObject([
    { t: "error", event: "toString", code: "unknown_event" },
    { t: "error", event: "__proto__", code: "unknown_event" },
  ]);
});

test("all but the sender, all but some, and one alone; a broadcast's frame is one object", async () => {
  const host = new FakeHost(
    lab({
      others: (c) => c.broadcast("changed", 1, { except: c.conn }),
      none: (c) => c.broadcast("changed", 2, { except: [...c.conns.values()] }),
      loop: (c) => {
        for (const conn of c.conns.values()) if (conn !== c.conn) conn.send("named", { name: conn.state.name });
      },
      all: (c) => c.broadcast("changed", 3),
    }),
  );
  const a = await host.welcomed({ params: { name: "a" }, events: ["changed"] });
  const b = await host.welcomed({ params: { name: "b" }, events: ["changed"] });
  host.send(a, { t: "call", id: 1, action: "others", args: [] });
  host.send(a, { t: "call", id: 2, action: "none", args: [] });
  host.send(a, { t: "call", id: 3, action: "loop", args: [] });
  expect(a.take()).toEqual([
    { t: "result", id: 1 },
    { t: "result", id: 2 },
    { t: "result", id: 3 },
  ]);
  expect(b.take()).toMatchObject([{ payload: 1 }, { event: "named", payload: { name: "b" } }]);
  await host.request("all");
  expect(a.frames[0]).toBe(b.frames[0]);
  await host.request("others");
  expect(a.take()).toHaveLength(2);
});

test("a batch is processed in order, and a bad frame in it touches no other", async () => {
  const host = new FakeHost(lab({ add: (c, n = 0) => (c.state.count += n) }));
  const socket = await host.welcomed({ params });
  host.send(socket, [
    { t: "call", id: 1, action: "add", args: [1] },
    { t: "call", id: 2, action: "add", args: ["x"] },
    { t: "what" },
    { t: "ping" },
    { t: "call", id: 3, action: "add", args: [2] },
  ]);
  expect(socket.take()).toMatchObject([
    { t: "result", id: 1, value: 1 },
    { t: "error", id: 2, code: "invalid_argument", issues: [{ path: [0] }] },
    { t: "error", code: "bad_frame" },
    { t: "pong" },
    { t: "result", id: 3, value: 3 },
  ]);
});

test("connection state is written within a turn, kept in the attachment, and read by others", async () => {
  const host = new FakeHost(
    lab({
      see: (c) => (c.conn ? ++c.conn.state.seen : -1),
      replace: (c) => {
        if (c.conn) c.conn.state = { name: "new", seen: 0 };
      },
      names: (c) => [...c.conns.values()].map((conn) => [conn.id, conn.params.name, conn.state.name]),
    }),
  );
  const socket = await host.welcomed({ params });
  host.send(socket, { t: "call", id: 1, action: "see", args: [] }, { t: "call", id: 2, action: "see", args: [] });
  expect(socket.take()).toMatchObject([{ value: 1 }, { value: 2 }]);
  expect(socket.attachment).toMatchObject({ state: { name: "ann", seen: 2 } });
  host.send(socket, { t: "call", id: 3, action: "replace", args: [] });
  const { connection } = Object(socket.attachment);
  expect(await host.request("names")).toEqual({ value: JSON.stringify([[connection, "ann", "new"]]) });
  expect(await host.request("see")).toEqual({ value: "-1" });
});

describe("hooks around connections", () => {
  test("run once each, in order, and onConnect's sends come after the welcome", async () => {
    const log: string[] = [];
    const host = new FakeHost(
      lab(
        { count: (c) => c.conns.size },
        {
          onBeforeConnect: (_c, { name }) => void log.push(`before ${name}`),
          onConnect(c, conn) {
            log.push(`connect ${conn.state.name} ${c.conns.get(conn.id) === conn} ${c.conns.size}`);
            conn.send("named", { name: "you" });
            c.broadcast("changed", c.conns.size);
          },
          onDisconnect(c, conn) {
            log.push(`disconnect ${conn.state.name} ${c.conns.has(conn.id)}`);
            c.broadcast("changed", c.conns.size);
          },
        },
      ),
    );
    const a = await host.connect({ params: { name: "a" }, events: ["changed"] });
    const b = await host.connect({ params: { name: "b" }, events: ["changed"] });
    expect(b.take()).toMatchObject([{ t: "welcome", seq: 2 }, { event: "named" }, { event: "changed", payload: 2 }]);
    host.core.closed(b, 1000);
    host.core.closed(b, 1000);
    expect(log).toEqual(["before a", "connect a true 1", "before b", "connect b true 2", "disconnect b false"]);
    expect(a.take()).toMatchObject([
      { t: "welcome" },
      { event: "named" },
      { payload: 1 },
      { payload: 2 },
      { payload: 1 },
    ]);
    host.send(b, { t: "ping" });
    expect(b.take()).toEqual([]);
    expect(await host.request("count")).toEqual({ value: "1" });
  });

  test("disconnect in a handler: the connection is gone with the commit, and onDisconnect runs once", async () => {
    const gone: string[] = [];
    const host = new FakeHost(
      lab(
        {
          kick: (c) => {
            for (const conn of c.conns.values()) if (conn !== c.conn) conn.disconnect("kicked");
            c.broadcast("changed", c.conns.size);
          },
          quit: (c) => c.conn?.disconnect(),
          count: (c) => c.conns.size,
        },
        { onDisconnect: (_c, conn) => void gone.push(conn.params.name) },
      ),
    );
    const a = await host.welcomed({ params: { name: "a" }, events: ["changed"] });
    const b = await host.welcomed({ params: { name: "b" }, events: ["changed"] });
    host.send(a, { t: "call", id: 1, action: "kick", args: [] });
    expect(b.closedWith).toEqual({ code: 1000, reason: "kicked" });
    host.core.closed(b, 1000);
    expect(a.take()).toMatchObject([
      { event: "changed", payload: 2 },
      { t: "result", id: 1 },
    ]);
    expect(b.take()).toEqual([]);
    expect(gone).toEqual(["b"]);
    host.send(a, { t: "call", id: 2, action: "quit", args: [] }, { t: "call", id: 3, action: "count", args: [] });
    expect(a.closedWith?.code).toBe(1000);
    expect(await host.request("count")).toEqual({ value: "0" });
    expect(gone).toEqual(["b", "a"]);
  });

  test("params that do not fit, hooks that refuse, and a createConnState of the wrong shape", async () => {
    const host = new FakeHost(
      lab(
        {},
        {
          onBeforeConnect(_c, { name }) {
            if (name === "banned") throw new UserError("Go away.", { code: "banned" });
            if (name === "broken") throw new Error("secret");
          },
        },
      ),
    );
    const refused = (name: unknown, hash?: string) =>
      host.connect({ params: { name }, ...(hash && { hash }) }).catch((error: unknown) => Object(error).wire);
    expect(await refused("")).toMatchObject({
      code: "invalid_params",
      issues: [{ path: ["name"], code: "too_small" }],
    });
    expect(await refused("", "old")).toMatchObject({ code: "contract_mismatch", issues: [{ path: ["name"] }] });
    expect(await refused("banned")).toEqual({ code: "banned", message: "Go away." });
    expect(await refused("broken")).toEqual({
      code: "internal_error",
      message: expect.stringContaining("log"),
      ref: expect.any(String),
    });
  });

  test("an onConnect that throws refuses the connection: no welcome, no onDisconnect, no trace", async () => {
    const gone: LabConn[] = [];
    const host = new FakeHost(
      lab(
        { read: (c) => [c.state.count, c.conns.size] },
        {
          async onConnect(c: LabContext) {
            c.state.count = 5;
            c.broadcast("changed", 5);
            await settle();
            throw new UserError("full", { code: "full" });
          },
          onDisconnect: (_c, conn) => void gone.push(conn),
        },
      ),
    );
    const socket = await host.connect({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action: "read", args: [] });
    await settle();
    await settle();
    expect(socket.take()).toEqual([{ t: "error", code: "full", message: "full" }]);
    expect(socket.closedWith).toEqual({ code: 4400, reason: "full" });
    host.core.closed(socket, 4400);
    expect(await host.request("read")).toEqual({ value: "[0,0]" });
    expect(gone).toEqual([]);
  });

  test("what comes before the welcome waits for it; nothing is sent before it", async () => {
    const gate = deferred();
    const host = new FakeHost(
      lab(
        { add: (c, n = 0) => (c.state.count += n), tell: (c) => c.broadcast("changed", 1) },
        { concurrent: ["tell"], onConnect: () => gate.promise },
      ),
    );
    const socket = await host.connect({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action: "add", args: [1] }, { t: "ping" });
    await host.request("tell");
    expect(socket.frames).toEqual([]);
    gate.resolve();
    await settle();
    expect(socket.take()).toMatchObject([{ t: "welcome", seq: 1 }, { t: "pong" }, { t: "result", id: 1, value: 1 }]);
  });

  test("a socket that closes while onConnect runs was accepted: onDisconnect follows", async () => {
    const gate = deferred();
    const log: string[] = [];
    const host = new FakeHost(
      lab(
        {},
        {
          onConnect: async () => (log.push("connect"), await gate.promise),
          onDisconnect: () => void log.push("disconnect"),
        },
      ),
    );
    const [socket, second] = await Promise.all([host.connect({ params }), host.connect({ params })]);
    host.core.closed(socket, 1006);
    host.core.closed(second, 1006);
    gate.resolve();
    await settle();
    expect(log).toEqual(["connect", "disconnect"]);
    expect(socket.frames).toEqual([]);
  });

  test("a hook that throws after the fact is logged and stops nothing", async () => {
    const host = new FakeHost(
      lab(
        { read: (c) => c.state.count },
        { onDisconnect: (c) => ((c.state.count = 9), Promise.reject(new Error("x"))) },
      ),
    );
    const socket = await host.welcomed({ params });
    host.core.closed(socket, 1000);
    await settle();
    expect(await host.request("read")).toEqual({ value: "0" });
    expect(host.logged).toMatchObject([{ hook: "onDisconnect" }]);
  });
});
