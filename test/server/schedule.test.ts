// Schedules: planned actions are part of the turn that plans them, survive the actor's sleep, and run once.
import { beforeEach, describe, expect, test } from "vitest";
import { deferred, FakeHost, FakeStorage, settle } from "./fake-host.js";
import { lab, params, type Lab } from "./lab.js";

const start = 1_000_000;
/** What ran, in order, whatever became of it. */
const ran: number[] = [];
beforeEach(() => void ran.splice(0));
const note = (c: Lab, value = 0): void => {
  ran.push(value);
  c.state.count += value;
};
const read = (c: Lab): unknown => c.state.count;

/** What a store holds of the schedule: action, time and arguments, the earliest first. */
function kept(storage: FakeStorage): unknown[] {
  const entries = [...storage.values].filter(([key]) => key.startsWith("work/")).map(([, value]) => Object(value));
  return entries.sort((a, b) => a.at - b.at).map(({ action, at, args }) => [action, at - start, args]);
}

const base = {
  note,
  read,
  plan: (c: Lab, ms: number, value: number) => c.schedule.after(ms, "note", value),
  list: (c: Lab) => c.schedule.list().map(({ action, at, args }) => [action, at.getTime() - start, [...args]]),
} as const;

describe.each([{ durable: false }, { durable: true }])("durable: $durable", ({ durable }) => {
  test("entries are stored by the commit of the turn, after the host was given its alarm", async () => {
    const host = new FakeHost(
      lab({
        ...base,
        both: (c) => {
          c.state.count = 70;
          c.schedule.after(500, "note", 1);
          c.schedule.at(new Date(start + 200), "note", 2);
          c.schedule.at(start + 900, "read");
        },
      }),
      { durable },
    );
    await host.request("both");
    expect(kept(host.storage)).toEqual([
      ["note", 200, "[2]"],
      ["note", 500, "[1]"],
      ["read", 900, "[]"],
    ]);
    const last = host.storage.commits.at(-1)?.map((change) => ("put" in change ? change.put.split("/")[0] : change));
    expect(last).toEqual(["state", "work", "work", "work"]);
    expect(host.alarm).toBe(start + 200);
    expect(host.storage.storedAlarm).toBe(start + 200);
    await host.ring();
    expect(host.alarm).toBe(start + 500);
    expect(host.storage.storedAlarm).toBe(start + 500);
    await host.ring();
    await host.ring();
    expect(host.alarm).toBeNull();
    expect(host.storage.storedAlarm).toBeNull();
    expect(kept(host.storage)).toEqual([]);
    expect(await host.request("read")).toEqual({ value: "73" });
  });

  test("those that are due at once run in the order of their time, then of their planning", async () => {
    const host = new FakeHost(
      lab({
        ...base,
        many: (c) => {
          c.schedule.at(start + 3, "note", 3);
          for (const value of [4, 5, 6]) c.schedule.at(start + 4, "note", value);
          c.schedule.after(-5, "note", 1);
          c.schedule.at(start + 2, "note", 2);
        },
      }),
      { durable },
    );
    await host.request("many");
    host.time = start + 10;
    await host.core.alarm();
    expect(ran).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await host.request("read")).toEqual({ value: "21" });
  });

  test("a turn that fails leaves no trace, and one that cancels what it planned leaves none either", async () => {
    const host = new FakeHost(
      lab({
        ...base,
        fail: (c) => {
          c.schedule.after(1, "note", 1);
          const [first] = c.schedule.list();
          if (first) c.schedule.cancel(first.id);
          throw new Error("no");
        },
        change: (c) => {
          const [old] = c.schedule.list();
          const id = c.schedule.after(5, "note", 9);
          const seen = c.schedule.list().length;
          const gone = [c.schedule.cancel(id), c.schedule.cancel(id), c.schedule.cancel("nobody")];
          const cancelled = old && [c.schedule.cancel(old.id), c.schedule.cancel(old.id)];
          return [seen, gone, cancelled ?? null, c.schedule.list().length];
        },
      }),
      { durable },
    );
    await host.request("plan", [100, 3]);
    await host.request("fail");
    expect(kept(host.storage)).toEqual([["note", 100, "[3]"]]);
    expect(host.alarm).toBe(start + 100);
    expect(await host.request("list")).toEqual({ value: '[["note",100,[3]]]' });
    expect(await host.request("change")).toEqual({ value: "[2,[true,false,false],[true,false],0]" });
    expect(kept(host.storage)).toEqual([]);
    expect(host.alarm).toBeNull();
  });

  test("it survives sleep: another core on the same store runs it, and wakes the actor for it", async () => {
    const storage = new FakeStorage();
    const before = new FakeHost(lab(base), { durable, storage });
    await before.request("plan", [300, 4]);
    await before.core.stop();
    const host = new FakeHost(lab(base), { durable, storage });
    host.time = start + 400;
    await host.core.alarm();
    expect(await host.request("read")).toEqual({ value: "4" });
    expect(kept(storage)).toEqual([]);
    expect(host.storage.storedAlarm).toBeNull();
  });

  test("a wake for another reason sets the alarm anew, and new entries come after the old of the same time", async () => {
    const storage = new FakeStorage();
    await new FakeHost(lab(base), { durable, storage }).request("plan", [300, 1]);
    const host = new FakeHost(lab(base), { durable, storage });
    await host.request("read");
    expect(host.alarm).toBe(start + 300);
    await host.request("plan", [300, 2]);
    expect(host.alarm).toBe(start + 300);
    await host.ring();
    expect(ran).toEqual([1, 2]);
  });

  test("what was cut off by a crash runs again if and only if nothing of it was committed", async () => {
    const make = (gate: Promise<void>) =>
      lab(
        {
          ...base,
          slow: async (c) => {
            ran.push(1);
            await gate;
            c.update((state) => void (state.count += 1));
          },
          halfway: async (c) => {
            note(c, 2);
            await c.commit();
            await gate;
            c.state.count = 99;
          },
          stepwise: async (c) => {
            c.update((state) => void (state.count += 40));
            await gate;
          },
          all: (c) => {
            c.schedule.after(1, "stepwise");
            c.schedule.after(2, "halfway");
            c.schedule.after(3, "slow");
          },
        },
        { concurrent: ["stepwise", "slow"] },
      );
    const storage = new FakeStorage();
    const before = new FakeHost(make(deferred().promise), { durable, storage });
    await before.request("all");
    before.time = start + 3;
    void before.core.alarm();
    await settle();
    expect(kept(storage)).toMatchObject([["slow", 3, "[]"]]);
    // The process ends here: none has come to its end.
    const host = new FakeHost(make(Promise.resolve()), { durable, storage });
    host.time = start + 3;
    await host.core.alarm();
    expect(kept(storage)).toEqual([]);
    expect(ran).toEqual([2, 1, 1]);
    expect(await host.request("read")).toEqual({ value: "43" });
  });

  test("one that throws is undone, logged once and not run again", async () => {
    let runs = 0;
    const host = new FakeHost(
      lab({
        ...base,
        bad: (c) => {
          runs++;
          note(c, 8);
          c.schedule.after(1, "note", 9);
          throw new Error("broken");
        },
        banned: (c) => {
          throw c.errors.banned({ until: 5 });
        },
        all: (c) => {
          c.schedule.after(1, "bad");
          c.schedule.after(2, "banned");
          c.schedule.after(3, "note", 5);
        },
      }),
      { durable },
    );
    await host.request("all");
    host.time = start + 100;
    await host.core.alarm();
    await host.core.alarm();
    expect(runs).toBe(1);
    expect(kept(host.storage)).toEqual([]);
    expect(host.alarm).toBeNull();
    expect(host.logged).toMatchObject([
      { action: "bad", code: "internal_error" },
      { action: "banned", error: { code: "banned" } },
    ]);
    expect(JSON.stringify(host.logged)).not.toContain("until");
    expect(await host.request("read")).toEqual({ value: "5" });
  });

  test("one whose action the code no longer has, or with other arguments, is logged and dropped", async () => {
    const storage = new FakeStorage();
    const before = new FakeHost(
      lab({ ...base, old: () => {}, all: (c) => [c.schedule.after(1, "old"), c.schedule.after(1, "note", 1)] }),
      { durable, storage },
    );
    await before.request("all");
    const [key, entry] = [...storage.values].find(([, value]) => Object(value).action === "note") ?? ["", {}];
    storage.values.set(key, { ...Object(entry), args: '["text"]' });
    const host = new FakeHost(lab(base), { durable, storage });
    host.time = start + 5;
    await host.core.alarm();
    expect(host.logged).toMatchObject([
      { action: "old", error: { code: "unknown_action" } },
      { action: "note", code: "internal_error", err: { code: "invalid_argument" } },
    ]);
    expect(kept(storage)).toEqual([]);
  });

  test("while it runs it is neither listed nor cancelled, and it may plan itself anew", async () => {
    const host = new FakeHost(
      lab({
        ...base,
        tick: (c) => {
          note(c, c.schedule.list().length + 1);
          if (c.schedule.list().every(({ action }) => action !== "tick")) c.schedule.after(1_000, "tick");
        },
        begin: (c) => c.schedule.after(0, "tick"),
      }),
      { durable },
    );
    await host.request("begin");
    await host.ring();
    await host.ring();
    await host.ring();
    expect(ran).toEqual([1, 1, 1]);
    expect(kept(host.storage)).toEqual([["tick", 3_000, "[]"]]);
  });

  test("one that was cancelled while it waited for its turn does not run", async () => {
    const gate = deferred();
    const host = new FakeHost(
      lab({
        ...base,
        hold: async (c) => {
          await gate.promise;
          for (const { id } of c.schedule.list()) c.schedule.cancel(id);
        },
      }),
      { durable },
    );
    await host.request("plan", [1, 6]);
    const hold = host.request("hold");
    const ring = host.ring();
    gate.resolve();
    await hold;
    await ring;
    expect(await host.request("read")).toEqual({ value: "0" });
    expect(host.logged).toEqual([]);
    expect(host.alarm).toBeNull();
  });

  test("one that takes long does not keep the next from its time", async () => {
    const gate = deferred();
    const ids: string[] = [];
    const host = new FakeHost(
      lab(
        {
          ...base,
          slow: async () => {
            ran.push(1);
            await gate.promise;
          },
          cancel: (c) => c.schedule.cancel(ids[0] ?? ""),
          both: (c) => void ids.push(c.schedule.after(10, "slow"), c.schedule.after(50, "note", 5)),
        },
        { concurrent: ["slow"] },
      ),
      { durable },
    );
    await host.request("both");
    const ring = host.ring();
    await settle();
    // It runs: it is no plan any more, and a second ring does not run it again.
    void host.core.alarm();
    await settle();
    expect(ran).toEqual([1]);
    expect(await host.request("list")).toEqual({ value: '[["note",50,[5]]]' });
    expect(await host.request("cancel")).toEqual({ value: "false" });
    host.pass(40);
    await settle();
    expect(await host.request("read")).toEqual({ value: "5" });
    // A crash would run the slow one again at once.
    expect(host.storage.storedAlarm).toBe(start + 10);
    expect(host.timers.size).toBeGreaterThan(0);
    gate.resolve();
    await ring;
    expect(kept(host.storage)).toEqual([]);
    expect(host.storage.storedAlarm).toBeNull();
  });

  test("what waits for its turn when the actor stops stays planned; so does what runs when the actor breaks", async () => {
    const gate = deferred();
    const actions = {
      ...base,
      hold: async () => gate.promise,
      later: (c: Lab) => [c.schedule.after(1, "hold"), c.schedule.after(1, "note", 5)].length,
    };
    const storage = new FakeStorage();
    const host = new FakeHost(lab(actions), { durable, storage });
    await host.request("later");
    const ring = host.ring();
    await settle();
    const stopped = host.core.stop();
    gate.resolve();
    await Promise.all([stopped, ring]);
    expect(kept(storage)).toEqual([["note", 1, "[5]"]]);
    const broken = new FakeStorage();
    const forever = lab({ ...actions, hold: async () => deferred().promise }, { concurrent: ["hold"] });
    const other = new FakeHost(forever, { durable, storage: broken });
    await other.request("later");
    void other.ring();
    await settle();
    expect(kept(broken)).toEqual([["hold", 1, "[]"]]);
    broken.held = [];
    void other.request("plan", [9, 9]);
    await settle();
    expect(broken.held).toHaveLength(1);
    for (const { reject } of broken.held) reject(new Error("disk"));
    await settle();
    expect(other.hasEnded).toBe(true);
    expect(kept(broken)).toContainEqual(["hold", 1, "[]"]);
  });

  test("an alarm that rings early is set again; one of an actor that does not exist does nothing", async () => {
    const host = new FakeHost(lab(base), { durable });
    await host.request("plan", [100, 1]);
    host.alarm = null;
    host.time = start + 99;
    await host.core.alarm();
    expect(host.alarm).toBe(start + 100);
    const nobody = new FakeHost(lab(base), { durable });
    await nobody.core.alarm();
    expect(nobody.storage.values.size).toBe(0);
  });

  test("after its turn each use is a commit of its own; after a turn that failed it throws", async () => {
    let done: Lab | undefined;
    let failed: Lab | undefined;
    const host = new FakeHost(
      lab({
        ...base,
        good: (c) => void (done = c),
        bad: (c) => {
          failed = c;
          throw new Error("no");
        },
      }),
      { durable },
    );
    await host.request("good");
    await host.request("bad");
    const id = done?.schedule.after(10, "note", 1) ?? "";
    expect(kept(host.storage)).toEqual([["note", 10, "[1]"]]);
    expect(host.alarm).toBe(start + 10);
    expect(done?.schedule.list()).toEqual([{ id, at: new Date(start + 10), action: "note", args: [1] }]);
    expect(() => failed?.schedule.after(10, "note", 1)).toThrow("over");
    expect(() => failed?.schedule.list()).toThrow("over");
    expect(() => failed?.schedule.cancel(id)).toThrow("over");
    expect(done?.schedule.cancel(id)).toBe(true);
    expect(kept(host.storage)).toEqual([]);
    expect(host.alarm).toBeNull();
  });

  test("an action without a connection: no conn, and its own abort signal", async () => {
    const seen: unknown[] = [];
    const host = new FakeHost(
      lab({
        ...base,
        look: (c) => void seen.push(c.conn, c.abortSignal.aborted, [...c.conns.values()].length),
        call: (c) => c.schedule.after(1, "look"),
      }),
      { durable },
    );
    const socket = await host.welcomed({ params });
    host.send(socket, { t: "call", id: 1, action: "call", args: [] });
    await host.ring();
    expect(seen).toEqual([undefined, false, 1]);
  });

  test("an actor that is destroyed has no plans left", async () => {
    const host = new FakeHost(lab({ ...base, end: (c) => c.destroy() }), { durable });
    await host.request("plan", [10, 1]);
    await host.request("end");
    expect(host.alarm).toBeNull();
    expect(host.storage.values.size).toBe(0);
  });
});

describe("refused at once", () => {
  const caught: unknown[] = [];
  const attempt = (plan: (c: Lab) => unknown) => (c: Lab) => {
    try {
      plan(c);
    } catch (error) {
      caught.push(error);
    }
  };
  const refusals = {
    arguments: (c: Lab) => c.schedule.after(1, "note", Number("x")),
    tooMany: (c: Lab) => c.schedule.after(1, "note", 1, 2, 3),
    nan: (c: Lab) => c.schedule.at(Number.NaN, "note", 1),
    never: (c: Lab) => c.schedule.after(Number.POSITIVE_INFINITY, "note", 1),
    late: (c: Lab) => c.schedule.at(2 ** 53, "note", 1),
    noDate: (c: Lab) => c.schedule.at(new Date("x"), "note", 1),
  };

  test.each(Object.keys(refusals))("%s: invalid_argument", async (name) => {
    const plan = refusals[name as keyof typeof refusals];
    const host = new FakeHost(lab({ ...base, attempt: attempt(plan) }));
    caught.length = 0;
    await host.request("attempt");
    expect(caught).toMatchObject([{ code: "invalid_argument" }]);
    expect(kept(host.storage)).toEqual([]);
  });

  test("an action that is not there, and more than the limit", async () => {
    const host = new FakeHost(
      lab({
        ...base,
        unknown: attempt((c) => c.schedule.after(1, "toString")),
        fill: attempt((c) => {
          for (let count = 0; count < 4; count++) c.schedule.after(1, "note", count);
        }),
        swap: (c) => {
          const [first] = c.schedule.list();
          if (first) c.schedule.cancel(first.id);
          c.schedule.after(1, "note", 7);
        },
      }),
      { limits: { schedules: 3 } },
    );
    caught.length = 0;
    await host.request("unknown");
    await host.request("fill");
    expect(caught).toMatchObject([{ code: "unknown_action" }, { code: "too_many_requests" }]);
    expect(kept(host.storage)).toHaveLength(3);
    expect(await host.request("swap")).toEqual({});
    expect(kept(host.storage)).toHaveLength(3);
  });
});

test("a commit that fails takes nothing off the schedule: the next core runs it", async () => {
  const storage = new FakeStorage();
  const host = new FakeHost(lab(base), { durable: true, storage });
  await host.request("plan", [10, 3]);
  const entries = new Map(storage.values);
  storage.held = [];
  const ring = host.ring();
  await settle();
  const commits = storage.commits.length;
  for (const { reject } of storage.held.splice(0)) reject(new Error("disk"));
  await ring;
  expect(storage.commits).toHaveLength(commits);
  storage.held = undefined;
  storage.values.clear();
  for (const [key, value] of entries) storage.values.set(key, value);
  const next = new FakeHost(lab(base), { durable: true, storage });
  next.time = start + 20;
  await next.core.alarm();
  expect(await next.request("read")).toEqual({ value: "3" });
});

test("10,000 entries are planned, run and gone", async () => {
  const host = new FakeHost(
    lab({
      ...base,
      count: (c) => void c.vars,
      many: (c) => {
        for (let index = 0; index < 10_000; index++) c.schedule.after(10_000 - index, "count");
      },
    }),
  );
  await host.request("many");
  host.time = start + 20_000;
  await host.core.alarm();
  expect(kept(host.storage)).toEqual([]);
  expect(host.alarm).toBeNull();
});
