// Turns: one at a time, all or nothing, and what concurrent ones may do beside them.
import { describe, expect, test } from "vitest";
import { ActorError, UserError } from "actorgen/server";
import { callActor } from "../../src/server/call-actor.js";
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

describe("concurrent actions", () => {
  const make = (gate: Promise<void>) =>
    lab(
      {
        read,
        slow: async (c) => {
          c.state.list.push("slow");
          await gate;
          return read(c);
        },
        watch: async (c) => {
          const before = c.state.count;
          await gate;
          return [before, c.state.count];
        },
        bump: (c) => {
          const result = c.update((state) => {
            c.broadcast("changed", state.count + 1);
            return (state.count += 1);
          });
          return [result, c.state.count];
        },
        twice: async (c) => {
          c.update((state) => void state.count++);
          await settle();
          c.update((state) => void state.count++);
          c.broadcast("changed", -1);
          throw new Error("after two commits");
        },
        tooMuch: (c) => c.update((state) => void (state.count = 500)),
        sneak: (c) => void c.state.list.push("sneaked"),
        assign: (c) => void Reflect.set(c, "state", { count: 9, list: [] }),
        asyncStep: (c) => c.update(async () => {}),
      },
      { concurrent: ["watch", "bump", "twice", "tooMuch", "sneak", "assign", "asyncStep"] },
    );

  test("they run beside a serial one, whose changes are made again on theirs", async () => {
    const gate = deferred();
    const host = new FakeHost(make(gate.promise));
    const socket = await host.welcomed({ params, events: ["changed"] });
    const slow = host.request("slow");
    const watch = host.request("watch");
    await settle();
    expect(await host.request("bump")).toEqual({ value: "[1,1]" });
    expect(socket.take()).toMatchObject([{ t: "event", payload: 1 }]);
    gate.resolve();
    expect(await watch).toEqual({ value: "[0,0]" });
    expect(await slow).toEqual({ value: '{"count":0,"list":["slow"]}' });
    expect(await host.request("read")).toEqual({ value: '{"count":1,"list":["slow"]}' });
  });

  test("each update is a commit of its own: a later throw leaves it, and takes back what was sent since", async () => {
    const host = new FakeHost(make(Promise.resolve()));
    const socket = await host.welcomed({ params, events: ["changed"] });
    expect(await host.request("twice")).toMatchObject({ error: { code: "internal_error" } });
    expect(await host.request("read")).toEqual({ value: '{"count":2,"list":[]}' });
    expect(socket.take()).toEqual([]);
  });

  test.each(["tooMuch", "sneak", "assign", "asyncStep"])("%s changes nothing", async (action) => {
    const host = new FakeHost(make(Promise.resolve()));
    expect(await host.request(action)).toHaveProperty("error");
    expect(await host.request("read")).toEqual({ value: '{"count":0,"list":[]}' });
  });
});

describe("after the turn", () => {
  test("timers go on with broadcast and update, each a commit of its own", async () => {
    let kept: Lab | undefined;
    const host = new FakeHost(lab({ read, start: (c) => void (kept = c) }));
    const socket = await host.welcomed({ params, events: ["changed"] });
    host.send(socket, { t: "call", id: 1, action: "start", args: [] });
    socket.take();
    kept?.update((state) => void state.count++);
    kept?.broadcast("changed", 1);
    kept?.conns.forEach((conn) => conn.send("named", { name: conn.state.name }));
    expect(socket.take()).toMatchObject([{ payload: 1 }, { event: "named", payload: { name: "ann" } }]);
    expect(await host.request("read")).toEqual({ value: '{"count":1,"list":[]}' });
    expect(() => kept?.state).toThrow("c.update");
    expect(() => kept?.update((state) => void (state.count = 1_000))).toThrow(ActorError);
    const conn = kept?.conn;
    expect(() => conn && (conn.state.seen = 5)).toThrow(TypeError);
  });
});

describe("calls between actors", () => {
  test("carry an id derived from the call and the chain of those who wait", async () => {
    const host = new FakeHost(
      lab({
        ask: async (c) => [
          await callActor(c, "other", ["x"], "sum", [1, 2]),
          await callActor(c, "other", ["x"], "sum", [3]),
        ],
      }),
    );
    const seen: unknown[] = [];
    host.calls = async (actor, key, { signal: _signal, ...call }) => {
      seen.push([actor, key, call]);
      return { value: JSON.stringify(call.args.length) };
    };
    const socket = await host.welcomed({ params });
    host.send(socket, { t: "call", id: 4, action: "ask", args: [] });
    await settle();
    expect(socket.take()).toEqual([{ t: "result", id: 4, value: [2, 1] }]);
    const prefix = Object(socket.attachment).connection;
    expect(seen).toMatchObject([
      ["other", ["x"], { id: `${prefix}.4.1`, chain: ["actor-1"] }],
      ["other", ["x"], { id: `${prefix}.4.2`, chain: ["actor-1"] }],
    ]);
  });

  test("a circle is refused", async () => {
    const host = new FakeHost(lab({ self: async (c) => callActor(c, "lab", ["k"], "self", []) }));
    host.calls = (_actor, _key, { action, args, chain }) => host.request(action, [...args], { chain: [...chain] });
    expect(await host.request("self")).toMatchObject({ error: { code: "internal_error" } });
    expect(host.logged).toMatchObject([{ err: { code: "cycle" } }]);
  });
});
