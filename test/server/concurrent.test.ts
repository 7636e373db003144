// Concurrent actions, and what goes on after a turn.
import { describe, expect, test } from "vitest";
import { ActorError } from "actorgen/server";
import { deferred, FakeHost, settle } from "./fake-host.js";
import { lab, params, type Lab } from "./lab.js";

const read = (c: Lab): unknown => ({ count: c.state.count, list: [...c.state.list] });

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
