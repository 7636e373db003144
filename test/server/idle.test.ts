// Actors that nobody needs leave memory, and come back as they were.
import { expect, test } from "vitest";
import { FakeHost, FakeStorage, deferred, settle } from "./fake-host.js";
import { lab, type Lab } from "./lab.js";

const params = { name: "ann" };
const actions = {
  add: (c: Lab) => {
    c.broadcast("changed", ++c.state.count);
    return c.state.count;
  },
  read: (c: Lab) => c.state.count,
};

for (const durable of [false, true]) {
  const options = (storage: FakeStorage) => ({ durable, storage, limits: { sleepAfter: 1_000 } });

  test(`${durable ? "durable" : "memory"}: it sleeps when it was not asked for long enough, and wakes with state and count`, async () => {
    const log: string[] = [];
    const hooks = { onSleep: () => void log.push("sleep"), onWake: () => void log.push("wake") };
    const storage = new FakeStorage();
    const host = new FakeHost(lab(actions, hooks), options(storage));
    await host.request("add");
    host.pass(1_000);
    await host.request("read");
    host.pass(1_000);
    await settle();
    expect([host.hasEnded, log]).toEqual([false, ["wake"]]);
    host.pass(1_000);
    await settle();
    expect([host.hasEnded, log]).toEqual([true, ["wake", "sleep"]]);
    expect(await host.request("read")).toMatchObject({ error: { code: "shutting_down" } });

    const next = new FakeHost(lab(actions, hooks), options(storage));
    const socket = await next.connect({ params, events: ["changed"] });
    expect(await next.request("add")).toEqual({ value: "2" });
    expect(socket.take()).toMatchObject([
      { t: "welcome", seq: 1 },
      { event: "changed", seq: 2 },
    ]);
    expect(log).toEqual(["wake", "sleep", "wake"]);
  });

  test(`${durable ? "durable" : "memory"}: a connection, also an offline one, or a turn keeps it awake`, async () => {
    const { promise, resolve } = deferred();
    const host = new FakeHost(lab({ ...actions, slow: () => promise }), options(new FakeStorage()));
    const socket = await host.welcomed({ params });
    const awake = async (): Promise<boolean> => {
      host.pass(1_000);
      host.pass(1_000);
      await settle();
      return !host.hasEnded;
    };
    expect(await awake()).toBe(true);
    host.core.closed(socket, 1006);
    expect(await awake()).toBe(true);
    const slow = host.request("slow");
    host.pass(30_000);
    await settle();
    expect(await awake()).toBe(true);
    resolve();
    await slow;
    expect(await awake()).toBe(false);
  });

  test(`${durable ? "durable" : "memory"}: who comes while it falls asleep wakes it again`, async () => {
    const { promise, resolve } = deferred();
    const log: string[] = [];
    const hooks = {
      onSleep: () => (log.push("sleep"), promise),
      onWake: () => void log.push("wake"),
    };
    const host = new FakeHost(lab(actions, hooks), options(new FakeStorage()));
    await host.request("add");
    host.pass(1_000);
    host.pass(1_000);
    expect(log).toEqual(["wake", "sleep"]);
    const reply = host.request("add");
    resolve();
    expect(await reply).toEqual({ value: "2" });
    expect([host.hasEnded, log]).toEqual([false, ["wake", "sleep", "wake"]]);
  });
}
