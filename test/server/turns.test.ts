// Turns: one at a time, all or nothing.
import { describe, expect, test } from "vitest";
import { ActorError, UserError } from "actorgen/server";
import { deferred, FakeHost, settle } from "./fake-host.js";
import { lab, params, type Lab } from "./lab.js";

const read = (c: Lab): unknown => ({ count: c.state.count, list: [...c.state.list] });

describe("a throwing action leaves no trace", () => {
  const spoil = (c: Lab): void => {
    c.state.count = 50;
    c.state.list.push("x");
    c.broadcast("changed", 50);
    c.conn?.send("named", { name: "x" });
    if (c.conn) c.conn.state.seen = 9;
    c.conn?.disconnect("bye");
    c.destroy();
  };
  const actions = {
    read,
    seen: (c: Lab) => c.conn?.state.seen,
    sync: (c: Lab) => {
      spoil(c);
      throw new Error("secret text");
    },
    later: async (c: Lab) => {
      spoil(c);
      await settle();
      throw new UserError("no", { code: "nope", metadata: { why: 1 } });
    },
    badResult: (c: Lab) => {
      spoil(c);
      return () => 1;
    },
    badState: (c: Lab) => {
      spoil(c);
      c.state.count = 101;
    },
    badConnState: (c: Lab) => {
      spoil(c);
      if (c.conn) c.conn.state.seen = 0.5;
    },
    badEvent: (c: Lab) => {
      spoil(c);
      Reflect.apply(c.broadcast, c, ["changed", "not a number"]);
    },
    getter: (c: Lab) => {
      spoil(c);
      return {
        get trap() {
          throw new Error("in a getter");
        },
      };
    },
  };

  test.each([
    ["sync", "internal_error"],
    ["later", "nope"],
    ["badResult", "invalid_result"],
    ["badState", "invalid_state"],
    ["badConnState", "invalid_state"],
    ["badEvent", "invalid_event"],
    ["getter", "internal_error"],
  ])("%s: %s", async (action, code) => {
    const host = new FakeHost(lab(actions));
    const socket = await host.welcomed({ params, events: ["changed"] });
    const other = await host.welcomed({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action, args: [] });
    await settle();
    host.send(socket, { t: "call", id: 2, action: "read", args: [] }, { t: "call", id: 3, action: "seen", args: [] });
    const [failed, ...rest] = socket.take();
    expect(failed).toMatchObject({ t: "error", id: 1, code });
    expect(rest).toEqual([
      { t: "result", id: 2, value: { count: 0, list: [] } },
      { t: "result", id: 3, value: 0 },
    ]);
    expect(other.take()).toEqual([]);
    expect(socket.closedWith).toBeUndefined();
    expect(host.storage.commits).toHaveLength(1);
    expect(JSON.stringify(failed)).not.toContain("secret");
    if (code !== "nope") {
      expect(failed).toMatchObject({ ref: expect.any(String) });
      expect(host.logged).toMatchObject([{ ref: failed?.["ref"], action, err: expect.any(Error) }]);
    } else expect(failed).toEqual({ t: "error", id: 1, code: "nope", message: "no", metadata: { why: 1 } });
  });
});

test("declared errors arrive with their data, checked and encoded where they are made", async () => {
  const host = new FakeHost(
    lab({
      banned: (c) => {
        throw c.errors.banned({ until: 7 }, "later");
      },
      empty: (c) => {
        throw c.errors.empty();
      },
      wrong: (c) => {
        throw Reflect.apply(c.errors.banned, undefined, [{ until: "x" }]);
      },
    }),
  );
  expect(await host.request("banned")).toEqual({ error: { code: "banned", message: "later", data: { until: 7 } } });
  expect(await host.request("empty")).toEqual({ error: { code: "empty", message: "empty" } });
  expect(await host.request("wrong")).toMatchObject({ error: { code: "invalid_result", ref: expect.any(String) } });
});

test("a UserError whose metadata is no JSON, and thrown things that are no errors", async () => {
  const host = new FakeHost(
    lab({
      circular: () => {
        const metadata: Record<string, unknown> = {};
        metadata["self"] = metadata;
        throw new UserError("x", { metadata });
      },
      text: () => {
        throw "text";
      },
      nothing: () => Promise.reject(),
      foreign: () => {
        throw new ActorError({ code: "not_found", message: "of another actor" });
      },
    }),
  );
  for (const action of ["circular", "text", "nothing", "foreign"]) {
    expect(await host.request(action)).toMatchObject({ error: { code: "internal_error", ref: expect.any(String) } });
  }
});

test("parts of a state that are sent or returned arrive as they stood at that moment", async () => {
  const host = new FakeHost(
    lab({
      parts: (c) => {
        c.state.list.push("a");
        if (!c.conn) return null;
        c.conn.state.name = "bea";
        c.conn.send("named", c.conn.state);
        c.conn.state.name = "cleo";
        return [c.state.list, c.conn.state, { deeper: c.state }];
      },
    }),
  );
  const socket = await host.welcomed({ params });
  host.send(socket, { t: "call", id: 1, action: "parts", args: [] });
  expect(socket.take()).toMatchObject([
    { t: "event", event: "named", payload: { name: "bea" } },
    { t: "result", id: 1, value: [["a"], { name: "cleo", seen: 0 }, { deeper: { count: 0, list: ["a"] } }] },
  ]);
});

describe("serial turns", () => {
  test("an async action holds the next ones back, in order", async () => {
    const gates = [deferred(), deferred()];
    const log: string[] = [];
    const host = new FakeHost(
      lab({
        slow: async (c, index = 0) => {
          log.push(`start ${index}`);
          const before = c.state.count;
          await gates[index]?.promise;
          c.state.count = before + 1;
          log.push(`end ${index}`);
        },
        quick: (c) => (log.push("quick"), c.state.count),
      }),
    );
    const socket = await host.welcomed({ params });
    host.send(
      socket,
      { t: "call", id: 1, action: "slow", args: [0] },
      { t: "call", id: 2, action: "slow", args: [1] },
      { t: "call", id: 3, action: "quick", args: [] },
    );
    gates[1]?.resolve();
    await settle();
    expect(log).toEqual(["start 0"]);
    gates[0]?.resolve();
    await settle();
    expect(log).toEqual(["start 0", "end 0", "start 1", "end 1", "quick"]);
    expect(host.timers.size).toBe(0);
    expect(socket.take()).toEqual([
      { t: "result", id: 1 },
      { t: "result", id: 2 },
      { t: "result", id: 3, value: 2 },
    ]);
  });

  test("a synchronous action is answered within the message", async () => {
    const host = new FakeHost(lab({ add: (c, by = 1) => (c.state.count += by) }));
    const socket = await host.welcomed({ params });
    host.send(socket, { t: "call", id: 1, action: "add", args: [5] });
    expect(socket.take()).toEqual([{ t: "result", id: 1, value: 5 }]);
  });

  test("events come before the reply of the action that sent them", async () => {
    const host = new FakeHost(
      lab({
        tell: (c) => {
          c.broadcast("changed", 1);
          c.broadcast("cleared");
          c.broadcast("fleeting", 2);
          return "done";
        },
      }),
    );
    const socket = await host.welcomed({ params, events: ["changed", "cleared", "fleeting"] });
    host.send(socket, { t: "call", id: 1, action: "tell", args: [] });
    expect(socket.take()).toEqual([
      { t: "event", event: "changed", seq: 1, payload: 1 },
      { t: "event", event: "cleared", seq: 2 },
      { t: "event", event: "fleeting", payload: 2 },
      { t: "result", id: 1, value: "done" },
    ]);
  });

  test("commit() makes real what was done so far; a later throw undoes only what follows", async () => {
    const host = new FakeHost(
      lab({
        read,
        half: async (c) => {
          c.state.count = 1;
          c.broadcast("changed", 1);
          await c.commit();
          c.state.count = 2;
          c.broadcast("changed", 2);
          throw new Error("late");
        },
      }),
    );
    const socket = await host.welcomed({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action: "half", args: [] });
    await settle();
    expect(socket.take()).toMatchObject([
      { t: "event", seq: 1, payload: 1 },
      { t: "error", id: 1 },
    ]);
    expect(await host.request("read")).toEqual({ value: '{"count":1,"list":[]}' });
  });

  test("an action that takes too long ends with `timeout`, and what it does afterwards is not heard", async () => {
    const gate = deferred();
    const aborted: unknown[] = [];
    const late: unknown[] = [];
    const host = new FakeHost(
      lab({
        read,
        stuck: async (c) => {
          c.state.count = 1;
          c.abortSignal.addEventListener("abort", () => aborted.push(c.abortSignal.reason));
          await gate.promise;
          for (const act of [
            () => c.state,
            () => c.broadcast("changed", 1),
            () => c.update(() => {}),
            () => c.commit(),
          ]) {
            try {
              late.push(act());
            } catch (error) {
              late.push(String(error));
            }
          }
        },
      }),
      { limits: { actionTimeout: 500 } },
    );
    const socket = await host.welcomed({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action: "stuck", args: [] }, { t: "call", id: 2, action: "read", args: [] });
    host.pass(499);
    expect(socket.take()).toEqual([]);
    host.pass(1);
    expect(socket.take()).toMatchObject([
      { t: "error", id: 1, code: "timeout" },
      { t: "result", id: 2, value: { count: 0 } },
    ]);
    expect(aborted).toMatchObject([{ code: "timeout" }]);
    gate.resolve();
    await settle();
    expect(late).toHaveLength(4);
    for (const error of late) expect(error).toContain("This turn is over");
    expect(socket.take()).toEqual([]);
    expect(host.timers.size).toBe(0);
  });

  test("cancel: a waiting call never runs, a running one is told", async () => {
    const ran: string[] = [];
    const host = new FakeHost(
      lab({
        wait: async (c, fails = 0) => {
          ran.push("wait");
          await new Promise((resolve) => c.abortSignal.addEventListener("abort", resolve));
          c.state.count++;
          if (fails) throw c.abortSignal.reason;
          return "in time";
        },
        never: () => ran.push("never"),
      }),
    );
    const socket = await host.welcomed({ params });
    host.send(
      socket,
      { t: "call", id: 1, action: "wait", args: [] },
      { t: "call", id: 2, action: "never", args: [] },
      { t: "cancel", id: 2 },
      { t: "cancel", id: 1 },
      { t: "cancel", id: 77 },
    );
    await settle();
    expect(socket.take()).toMatchObject([
      { t: "error", id: 2, code: "aborted" },
      { t: "result", id: 1, value: "in time" },
    ]);
    const abort = new AbortController();
    const reply = host.request("wait", [1], { signal: abort.signal });
    await settle();
    abort.abort();
    expect(await reply).toMatchObject({ error: { code: "aborted" } });
    expect(ran).toEqual(["wait", "wait"]);
  });

  test("a thousand waiting turns need no stack", async () => {
    const gate = deferred();
    const host = new FakeHost(
      lab({ slow: () => gate.promise, add: (c) => void (c.state.count = (c.state.count + 1) % 7) }),
    );
    const socket = await host.welcomed({ params });
    host.send(socket, { t: "call", id: 1, action: "slow", args: [] });
    for (let id = 2; id < 1_000; id++) host.send(socket, { t: "call", id, action: "add", args: [] });
    gate.resolve();
    await settle();
    expect(socket.take()).toHaveLength(999);
  });
});
