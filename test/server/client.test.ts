// Calls between actors: what is sent, whom a circle is refused, and that a call that is made again does not run again.
import { describe, expect, test } from "vitest";
import { ActorError } from "actorgen/server";
import type { ActorRequest, CallReply, OutboundCall } from "../../src/server/host.js";
import { caller, deferred, FakeHost, FakeStorage, settle } from "./fake-host.js";
import { lab, params, type Lab, type LabAction } from "./lab.js";

const other = (c: Lab) => c.client().lab.getOrCreate(["other"], { params });
const self = (c: Lab) => c.client().lab.getOrCreate(["k"]);
const call = (peer: ReturnType<typeof other>, action: string, ...args: number[]): Promise<unknown> =>
  peer[action]?.(...args) ?? Promise.reject(new Error(`no ${action}`));

/** What a host makes of a call that another one wants made. */
function request(call: OutboundCall): ActorRequest {
  const { chain, action = "", ...rest } = call;
  return { ...rest, action, caller: { ...caller, chain } };
}

/** Two actors of the same kind, at the keys `k` and `other`, that reach each other. */
function pair(actions: Record<string, LabAction>, options: { concurrent?: string[]; durable?: boolean } = {}) {
  const { durable = false, ...more } = options;
  const one = new FakeHost(lab(actions, more), { id: "one", durable });
  const two = new FakeHost(lab(actions, more), { id: "two", durable });
  const route = (_actor: string, [key]: readonly string[], outbound: OutboundCall): Promise<CallReply> =>
    (key === "other" ? two : one).core.request(request(outbound));
  one.calls = two.calls = route;
  return { one, two };
}

describe("what is sent", () => {
  test("hello, encoded arguments, hashes, the chain of those who wait, and ids derived from the call's own", async () => {
    const host = new FakeHost(
      lab({
        ask: async (c) => [
          await call(other(c), "sum", 1, 2),
          await call(c.client().lab.getOrCreate(["x", "y"], { input: { start: 5 } }), "ask"),
          await c.client().lab.get(["z"])["resolve"]?.(),
        ],
        sum: () => {},
      }),
    );
    const seen: unknown[] = [];
    host.calls = async (actor, key, { signal: _signal, ...outbound }) => {
      seen.push([actor, key, outbound]);
      return { value: JSON.stringify(outbound.args.length) };
    };
    const socket = await host.welcomed({ params });
    host.send(socket, { t: "call", id: 4, action: "ask", args: [] });
    await settle();
    expect(socket.take()).toEqual([{ t: "result", id: 4, value: [2, 0, 0] }]);
    const prefix = Object(socket.attachment).connection;
    const hello = { mode: "getOrCreate", hash: "lab-hash" };
    const chain = ["actor-1"];
    expect(seen).toEqual([
      [
        "lab",
        ["other"],
        { hello: { ...hello, params }, action: "sum", hash: "sum-hash", args: [1, 2], id: `${prefix}.4.1`, chain },
      ],
      [
        "lab",
        ["x", "y"],
        {
          hello: { ...hello, input: { start: 5 } },
          action: "ask",
          hash: "ask-hash",
          args: [],
          id: `${prefix}.4.2`,
          chain,
        },
      ],
      ["lab", ["z"], { hello: { ...hello, mode: "get" }, args: [], id: `${prefix}.4.3`, chain }],
    ]);
  });

  test("arguments that do not fit never leave; results that do not fit are refused", async () => {
    const errors: unknown[] = [];
    const host = new FakeHost(
      lab({
        ask: async (c, ...args) => {
          await call(other(c), "ask", ...args).catch((error: unknown) => errors.push(error));
        },
      }),
    );
    let calls = 0;
    host.calls = async () => ({ error: { code: "banned", message: "no", data: { until: `${++calls}` } } });
    await host.request("ask", [1, 2]);
    await new Promise((resolve) => resolve(host.request("ask", [])));
    const bad = new FakeHost(
      lab({ ask: (c) => call(other(c), "ask", Number.NaN).catch((error: unknown) => void errors.push(error)) }),
    );
    bad.calls = async () => expect.unreachable();
    await bad.request("ask");
    expect(calls).toBe(2);
    expect(errors).toMatchObject([
      { code: "invalid_result", issues: [{ path: ["until"] }] },
      { code: "invalid_result" },
      { code: "invalid_argument", issues: [{ path: [0] }] },
    ]);
  });

  test("errors arrive as ActorError with decoded data; uncaught they are internal to the one who called", async () => {
    const errors: unknown[] = [];
    const { one } = pair({
      ask: (c) => call(other(c), "refuse").catch((error: unknown) => void errors.push(error)),
      pass: (c) => call(other(c), "refuse"),
      refuse: (c) => {
        throw c.errors.banned({ until: 5 });
      },
    });
    await one.request("ask");
    expect(errors[0]).toBeInstanceOf(ActorError);
    expect(errors).toMatchObject([{ code: "banned", data: { until: new Date(5) } }]);
    expect(await one.request("pass")).toMatchObject({ error: { code: "internal_error" } });
  });

  test("a call is not undone with the turn, and goes on after it without anyone who waits", async () => {
    let kept: Lab | undefined;
    const { one, two } = pair({
      bump: (c) => (c.state.count += 1),
      fail: async (c) => {
        await call(other(c), "bump");
        throw new Error("later");
      },
      keep: (c) => void (kept = c),
    });
    await one.request("fail");
    await one.request("keep");
    expect(kept && (await call(other(kept), "bump"))).toBe(2);
    // It may even call the actor itself, which waits for nobody.
    expect(kept && (await call(self(kept), "bump"))).toBe(1);
    expect(await two.request("bump")).toEqual({ value: "3" });
  });

  test("the turn's abort reaches the one that was called", async () => {
    const signals: boolean[] = [];
    const gate = deferred();
    const { one } = pair({
      ask: (c) => call(other(c), "wait"),
      wait: async (c) => {
        c.abortSignal.addEventListener("abort", () => gate.resolve());
        await gate.promise;
        signals.push(c.abortSignal.aborted);
      },
    });
    const controller = new AbortController();
    const asked = one.request("ask", [], { signal: controller.signal });
    await settle();
    controller.abort();
    await asked;
    expect(signals).toEqual([true]);
  });
});

describe("circles", () => {
  const actions: Record<string, LabAction> = {
    self: (c) => call(self(c), "leaf"),
    there: (c) => call(other(c), "back"),
    back: (c) => call(self(c), "leaf"),
    leaf: () => "leaf",
    free: () => "free",
    freely: (c) => call(other(c), "back"),
    toFree: (c) => call(other(c), "backFree"),
    backFree: (c) => call(self(c), "free"),
  };
  const make = (durable = false) => pair(actions, { concurrent: ["free", "freely"], durable });

  test.each(["self", "there"])(
    "%s: a serial actor that would wait for itself is refused with `cycle`",
    async (name) => {
      const { one, two } = make();
      expect(await one.request(name)).toMatchObject({ error: { code: "internal_error" } });
      expect([...one.logged, ...two.logged]).toMatchObject(
        name === "self"
          ? [{ err: { code: "cycle" } }]
          : [
              { action: "there", err: { code: "internal_error" } },
              { action: "back", err: { code: "cycle" } },
            ],
      );
      // Nobody waits any more.
      expect(await one.request("leaf")).toEqual({ value: '"leaf"' });
    },
  );

  test("a concurrent action may be called back, and one that is concurrent may be called in a circle", async () => {
    const { one } = make();
    expect(await one.request("freely")).toEqual({ value: '"leaf"' });
    expect(await one.request("toFree")).toEqual({ value: '"free"' });
  });

  test("an actor cannot call itself while it comes to be", async () => {
    const host = new FakeHost(
      lab(
        { free: () => 1 },
        {
          concurrent: ["free"],
          onCreate: async (c) => {
            const peer = c.client().lab.getOrCreate(["k"]);
            await expect(peer["free"]?.()).rejects.toMatchObject({ code: "cycle" });
            c.broadcast("cleared");
          },
        },
      ),
    );
    host.calls = (_actor, _key, outbound) => host.core.request(request(outbound));
    expect(await host.request("free")).toEqual({ value: "1" });
  });
});

describe("a request that is made again", () => {
  const again = (host: FakeHost, action: string, id: string): Promise<CallReply> =>
    host.core.request({ caller, hello: { mode: "getOrCreate" }, action, args: [], id });

  const actions: Record<string, LabAction> = {
    bump: (c) => (c.state.count += 1),
    read: (c) => c.state.count,
    fail: (c) => {
      c.state.count += 50;
      throw new Error("no");
    },
  };

  test.each([false, true])("is answered from the record (durable: %s)", async (durable) => {
    const host = new FakeHost(lab(actions), { durable });
    expect(await again(host, "bump", "a")).toEqual({ value: "1" });
    expect(await again(host, "bump", "b")).toEqual({ value: "2" });
    expect(await again(host, "bump", "a")).toEqual({ value: "1" });
    expect(await again(host, "fail", "c")).toMatchObject({ error: { code: "internal_error" } });
    // What has left no trace may run again.
    expect(await again(host, "fail", "c")).toMatchObject({ error: { code: "internal_error" } });
    expect(host.logged).toHaveLength(2);
    expect(await host.request("read")).toEqual({ value: "2" });
    // The record is in the commit of the state.
    const commit = host.storage.commits.find((changes) =>
      changes.some((one) => "put" in one && one.put === "request/a"),
    );
    expect(commit?.some((one) => "put" in one && one.put === "state") ?? false).toBe(durable);
  });

  test("waits for the one that runs", async () => {
    const gate = deferred();
    let runs = 0;
    const host = new FakeHost(
      lab({
        slow: async (c) => {
          runs++;
          await gate.promise;
          return (c.state.count += 1);
        },
      }),
    );
    const replies = [again(host, "slow", "a"), again(host, "slow", "a")];
    await settle();
    gate.resolve();
    expect(await Promise.all(replies)).toEqual([{ value: "1" }, { value: "1" }]);
    expect(runs).toBe(1);
  });

  test("is answered after a crash, too; one that was cut off half-way has an unknown outcome", async () => {
    const gate = deferred();
    const halves: Record<string, LabAction> = {
      ...actions,
      halfway: async (c) => {
        c.state.count += 10;
        await c.commit();
        await gate.promise;
      },
      stepwise: async (c) => {
        c.update((state) => void (state.count += 20));
        await gate.promise;
      },
      none: async () => gate.promise,
    };
    const storage = new FakeStorage();
    const make = () => new FakeHost(lab(halves, { concurrent: ["stepwise"] }), { durable: true, storage });
    const before = make();
    await again(before, "bump", "a");
    void again(before, "stepwise", "b");
    void again(before, "halfway", "c");
    await settle();
    const host = make();
    expect(await again(host, "bump", "a")).toEqual({ value: "1" });
    expect(await again(host, "stepwise", "b")).toMatchObject({ error: { code: "outcome_unknown" } });
    expect(await again(host, "halfway", "c")).toMatchObject({ error: { code: "outcome_unknown" } });
    expect(await host.request("read")).toEqual({ value: "31" });
  });

  test("records go after `retryWindow`, from the store as well, and leave no timer", async () => {
    const host = new FakeHost(lab(actions), { durable: true, limits: { retryWindow: 1_000, sleepAfter: Infinity } });
    await again(host, "bump", "a");
    expect(host.storage.values.has("request/a")).toBe(true);
    host.pass(1_000);
    expect(host.storage.values.has("request/a")).toBe(false);
    expect(host.timers.size).toBe(0);
    await again(host, "bump", "b");
    await host.core.stop();
    expect(host.timers.size).toBe(0);
  });

  test("a record that ended while the server was down answers until the actor sleeps", async () => {
    const storage = new FakeStorage();
    const make = (time: number): FakeHost => {
      const limits = { retryWindow: 1_000, sleepAfter: Infinity };
      return Object.assign(new FakeHost(lab(actions), { durable: true, storage, limits }), { time });
    };
    const first = make(0);
    await again(first, "bump", "a");
    await first.core.stop();
    const second = make(3_600_000);
    expect(await again(second, "bump", "a")).toEqual({ value: "1" });
    expect(await second.request("read")).toEqual({ value: "1" });
    await second.core.stop();
    expect(storage.values.has("request/a")).toBe(false);
    const third = make(3_600_000);
    await again(third, "read", "b");
    third.pass(1_000);
    expect(third.timers.size).toBe(0);
  });

  test("replies that are large, and records that are many, are bounded; a reply that went is never run for", async () => {
    let runs = 0;
    const large = (c: Lab): string => {
      c.state.count = 1;
      runs++;
      return "x".repeat(600_000);
    };
    const host = new FakeHost(lab({ ...actions, large }), { durable: true });
    await again(host, "large", "a");
    await again(host, "large", "b");
    expect(await again(host, "large", "a")).toMatchObject({ error: { code: "outcome_unknown" } });
    expect(await again(host, "large", "b")).toHaveProperty("value");
    expect(runs).toBe(2);
    for (let index = 0; index < 10_001; index++) await again(host, "read", `r${index}`);
    expect([...host.storage.values.keys()].filter((key) => key.startsWith("request/"))).toEqual([]);
  });

  test("makes the same calls to others", async () => {
    const ids: string[] = [];
    const host = new FakeHost(lab({ ask: (c) => call(other(c), "ask") }));
    host.calls = async (_actor, _key, { id }) => {
      ids.push(id);
      return { error: { code: "timeout", message: "too long" } };
    };
    await again(host, "ask", "a");
    await again(host, "ask", "a");
    expect(ids).toEqual(["a.1", "a.1"]);
  });

  test("a retried call makes the same ids, so that what it called does not run twice", async () => {
    const storage = new FakeStorage();
    const gate = deferred();
    const asking = (wait: Promise<void>): Record<string, LabAction> => ({
      ...actions,
      ask: async (c) => {
        const reply = await call(other(c), "bump");
        await wait;
        return reply;
      },
    });
    const two = new FakeHost(lab(asking(gate.promise)), { id: "two", durable: true });
    const route = (_actor: string, _key: readonly string[], outbound: OutboundCall): Promise<CallReply> =>
      two.core.request(request(outbound));
    const before = new FakeHost(lab(asking(gate.promise)), { id: "one", durable: true, storage });
    before.calls = route;
    const socket = await before.connect({ params });
    await settle();
    const [welcome] = socket.take();
    before.send(socket, { t: "call", id: 1, action: "ask", args: [] });
    await settle();
    expect(await two.request("read")).toEqual({ value: "1" });
    // The process of the first one ends; its client comes back and sends the call again.
    const host = new FakeHost(lab(asking(Promise.resolve())), { id: "one", durable: true, storage });
    host.calls = route;
    const { connection, secret, epoch, seq } = Object(welcome);
    const resumed = await host.connect({ params, resume: { connection, secret, epoch, seq } });
    host.send(resumed, { t: "call", id: 1, action: "ask", args: [] });
    await settle();
    expect(resumed.take()).toMatchObject([{ t: "welcome" }, { t: "result", id: 1, value: 1 }]);
    expect(await two.request("read")).toEqual({ value: "1" });
  });

  test("and so does a planned action that a crash cut off", async () => {
    const storage = new FakeStorage();
    const asking = (wait: Promise<void>): Record<string, LabAction> => ({
      ...actions,
      plan: (c) => void c.schedule.after(5, "ask"),
      ask: async (c) => {
        c.state.count += Number(await call(other(c), "bump"));
        await wait;
      },
    });
    const two = new FakeHost(lab(actions), { id: "two", durable: true });
    const make = (wait: Promise<void>): FakeHost => {
      const host = new FakeHost(lab(asking(wait)), { id: "one", durable: true, storage });
      host.calls = (_actor, _key, outbound) => two.core.request(request(outbound));
      host.time += 5;
      return host;
    };
    const before = make(deferred().promise);
    await before.request("plan");
    void before.ring();
    await settle();
    const host = make(Promise.resolve());
    host.time += 5;
    await host.core.alarm();
    expect(await two.request("read")).toEqual({ value: "1" });
    expect(await host.request("read")).toEqual({ value: "1" });
  });
});
