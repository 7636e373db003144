// The clock of the harness drives all that waits: schedules, time-outs, sleep; and no test waits for it.
import { describe, expect, test, vi } from "vitest";
import { createTestServer } from "actorgen/testing";
import { createClient } from "../../generated/client.js";
import { Rest } from "../../src/testing/rest.js";
import { chatRoomWith, join, listen, rejection, testServer } from "./rooms.js";

const hour = 3_600_000;

/** Muting plans a clearing. */
const planner = chatRoomWith({
  actions: {
    mute(c, _userId, seconds) {
      c.schedule.after(seconds * 1_000, "clear");
    },
  },
});

describe("schedules", () => {
  test("run at their time, in no time", async () => {
    const server = testServer([planner]);
    const room = await join(server, "ann");
    const cleared: number[] = [];
    room.on("cleared", () => cleared.push(Date.now()));
    const start = server.clock.now();
    await room.mute("ann", 3_600);
    const actor = server.actor("chatRoom", "general");
    expect(actor.scheduled).toMatchObject([{ action: "clear", args: [], at: new Date(start + hour) }]);
    const before = performance.now();
    await server.clock.advance(hour - 1);
    expect(cleared).toEqual([]);
    await server.clock.advance(1);
    expect(cleared).toEqual([start + hour]);
    expect(actor.scheduled).toEqual([]);
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  test("wake an actor that sleeps, in the order of their times", async () => {
    const server = testServer([planner]);
    const room = server.client(createClient).chatRoom.getOrCreate("general", { params: { userId: "ann" } });
    await room.mute("ann", 7_200);
    await room.mute("ann", 3_600);
    const actor = server.actor("chatRoom", "general");
    await server.clock.advance(120_000);
    expect(actor.status).toBe("sleeping");
    expect(actor.scheduled.map(({ at }) => at.toISOString())).toEqual([
      "2026-01-01T01:00:00.000Z",
      "2026-01-01T02:00:00.000Z",
    ]);
    await server.clock.advance(hour - 120_000);
    expect([actor.status, actor.scheduled.length]).toEqual(["awake", 1]);
  });
});

test("an actor that nobody needs sleeps, and wakes with its state", async () => {
  const told: string[] = [];
  const room = chatRoomWith({ onSleep: () => void told.push("sleep"), onWake: () => void told.push("wake") });
  const server = testServer([room], { limits: { sleepAfter: 5_000 } });
  const ann = server.client(createClient).chatRoom.getOrCreate("general", { params: { userId: "ann" } });
  await ann.sendMessage("ann", "remember me");
  const actor = server.actor("chatRoom", "general");
  expect(actor.status).toBe("awake");
  await server.clock.advance(10_000);
  expect(actor.status).toBe("sleeping");
  expect(actor.state).toMatchObject({ messages: [{ text: "remember me" }] });
  expect(await ann.history()).toMatchObject([{ text: "remember me" }]);
  expect(told).toEqual(["wake", "sleep", "wake"]);
});

describe("time-outs", () => {
  const stuck = chatRoomWith({
    actions: { clear: (c) => new Promise((resolve) => c.abortSignal.addEventListener("abort", () => resolve())) },
  });

  test("of an action, by the server's limit", async () => {
    const server = testServer([stuck], { patience: 0, limits: { actionTimeout: 2_000 } });
    const call = rejection((await join(server, "ann")).clear());
    await server.clock.advance(2_000);
    expect(await call).toMatchObject({ code: "timeout" });
  });

  test("of a call, by the client's", async () => {
    const server = testServer([stuck], { patience: 0 });
    const room = await join(server, "ann", server.client(createClient, { timeout: 500 }));
    const call = rejection(room.clear());
    await server.clock.advance(499);
    const request = rejection(room.withOptions({ timeout: 1 }).clear());
    await server.clock.advance(1);
    expect([await call, await request]).toMatchObject([{ code: "timeout" }, { code: "timeout" }]);
  });
});

test("pings keep an idle connection for days", async () => {
  const server = testServer();
  const room = await join(server, "ann");
  const statuses: string[] = [];
  room.onStatusChange((status) => statuses.push(status));
  await server.clock.advance(2 * 24 * hour);
  expect([room.connStatus, statuses]).toEqual(["connected", []]);
});

describe("moving the clock", () => {
  test("needs no timer of the platform: a runner may fake them all", async () => {
    vi.useFakeTimers();
    try {
      const server = createTestServer([planner]);
      const room = await join(server, "ann");
      await room.mute("ann", 60);
      server.network.cut(room);
      await server.clock.advance(60_000);
      expect([room.connStatus, server.actor("chatRoom", "general").scheduled]).toEqual(["connected", []]);
      await server.close();
    } finally {
      vi.useRealTimers();
    }
  });

  test("runs timers in order, each after what the one before set off", async () => {
    const { clock } = testServer();
    const start = clock.now();
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name} at ${clock.now() - start}`);
    clock.timer(20, note("late"));
    clock.timer(10, async () => {
      note("first")();
      for (let link = 0; link < 20; link++) await undefined;
      clock.timer(5, note("set on the way"));
    });
    clock.timer(10, note("second"));
    clock.timer(15, note("cancelled"))();
    await clock.advance(19);
    expect(ran).toEqual(["first at 10", "second at 10", "set on the way at 15"]);
    expect([await clock.next(), await clock.next()]).toEqual([1, 0]);
    expect(ran.at(-1)).toBe("late at 20");
  });

  test("refuses what is no time, and to move twice at once", async () => {
    const { clock } = testServer();
    for (const ms of [-1, NaN, Infinity]) await expect(clock.advance(ms)).rejects.toThrow(RangeError);
    const first = clock.advance(1);
    await expect(clock.advance(1)).rejects.toThrow("await the last call");
    await first;
  });

  test("waits in real time for a handler that does I/O", async () => {
    const slow = chatRoomWith({
      actions: {
        mute(c) {
          c.schedule.after(1_000, "typing");
        },
        async typing(c) {
          await new Promise((resolve) => setTimeout(resolve, 30));
          c.broadcast("cleared");
        },
      },
    });
    const server = testServer([slow]);
    const room = await join(server, "ann");
    const heard: number[] = [];
    room.on("cleared", () => heard.push(Date.now() - start));
    const start = server.clock.now();
    await room.mute("ann", 1);
    await server.clock.advance(hour);
    expect(heard).toEqual([1_000]);
  });

  test("refuses to leave a handler behind that does not end, by name, once", async () => {
    const never = chatRoomWith({ actions: { clear: () => new Promise(() => {}) } });
    const server = createTestServer([never], { patience: 20 });
    const room = await join(server, "ann");
    const call = rejection(room.clear());
    await expect(server.clock.advance(1)).rejects.toThrow('clear of chatRoom ["general"]. Does it wait for I/O');
    await server.clock.advance(60_000);
    expect(await call).toMatchObject({ code: "timeout" });
    await expect(server.close()).rejects.toThrow("Still running: clear of chatRoom");
  });

  test("a client and a server that answer each other for ever are ended by the server's limits", async () => {
    const server = testServer();
    const room = await join(server, "ann");
    const codes: unknown[] = [];
    room.on(
      "cleared",
      () => void room.clear().catch((error: unknown) => codes.push(Reflect.get(Object(error), "code"))),
    );
    await room.clear();
    await server.settle();
    expect(codes).toEqual(["too_many_requests"]);
  });

  test("ends what goes round without any timer", async () => {
    const rest = new Rest(0);
    let going = true;
    const round = (): void => {
      rest.touch();
      if (going) queueMicrotask(round);
    };
    round();
    await expect(rest.reach()).rejects.toThrow("There is no rest");
    going = false;
    await rest.reach();
  });

  test("ends an actor that plans without end for the same moment", async () => {
    const echo = chatRoomWith({
      actions: {
        typing(c) {
          c.schedule.after(0, "typing");
        },
      },
    });
    const server = testServer([echo]);
    const room = await join(server, "ann");
    const heard = listen(room);
    await room.typing();
    await expect(server.clock.advance(1)).rejects.toThrow("There is no rest");
    expect(heard).toEqual([]);
    await server.restart({ actors: [chatRoomWith({})] });
  });
});
