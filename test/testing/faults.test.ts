// Faults that a test asks for: nothing is lost where the server is durable, and no action runs twice.
import { describe, expect, test } from "vitest";
import { createClient } from "../../generated/client.js";
import { chatRoomWith, join, listen, rejection, testServer } from "./rooms.js";

describe("the network", () => {
  test("a connection that was cut hears what it missed", async () => {
    const server = testServer();
    const [ann, ben] = [await join(server, "ann"), await join(server, "ben")];
    const heard = listen(ann);
    await ben.sendMessage("ben", "one");
    server.network.cut(ann);
    expect(ann.connStatus).toBe("connected");
    await server.settle();
    expect(ann.connStatus).toBe("disconnected");
    expect(server.actor("chatRoom", "general").connections).toMatchObject([{ online: true }, { online: false }]);
    await ben.sendMessage("ben", "two");
    expect(await server.clock.next()).toBeLessThanOrEqual(100);
    expect([ann.connStatus, heard]).toEqual(["connected", ["one", "two"]]);
    expect(() => server.network.cut({ connectionId: "nobody" })).toThrow("has no socket");
  });

  test("a half-open socket is found out by its silence", async () => {
    const server = testServer();
    const [ann, ben] = [await join(server, "ann"), await join(server, "ben")];
    const heard = listen(ann);
    await server.settle();
    server.network.stall(ann);
    await ben.sendMessage("ben", "into the void");
    await server.clock.advance(30_000);
    expect([ann.connStatus, heard]).toEqual(["connected", []]);
    await server.clock.advance(31_000);
    expect([ann.connStatus, heard]).toEqual(["connected", ["into the void"]]);
  });

  test("a reply that is lost comes with the next connection; the action ran once", async () => {
    const server = testServer();
    const ann = await join(server, "ann");
    server.network.loseReply(ann);
    const sent = ann.sendMessage("ann", "once");
    await server.settle();
    expect(ann.connStatus).toBe("disconnected");
    await server.clock.advance(100);
    expect(await sent).toMatchObject({ text: "once" });
    expect(await ann.history()).toHaveLength(1);
  });

  test("a request whose reply is lost rejects, and was done", async () => {
    const server = testServer();
    const client = server.client(createClient);
    const room = client.chatRoom.getOrCreate("general", { params: { userId: "ann" } });
    server.network.loseReply(client);
    expect(await rejection(room.sendMessage("ann", "once"))).toMatchObject({ code: "disconnected" });
    expect(await room.history()).toHaveLength(1);
  });

  test("a client without network waits for it, while others go on", async () => {
    const server = testServer();
    const client = server.client(createClient);
    const [ann, ben] = [await join(server, "ann", client), await join(server, "ben")];
    server.network.offline(client);
    const waiting = ann.sendMessage("ann", "later");
    const request = client.chatRoom.get("general", { params: { userId: "ann" } }).history();
    expect(await rejection(request)).toMatchObject({ code: "disconnected" });
    await server.clock.advance(20_000);
    await ben.sendMessage("ben", "sooner");
    expect(ann.connStatus).not.toBe("connected");
    server.network.restore(client);
    await server.clock.advance(10_000);
    await waiting;
    expect((await ben.history()).map(({ text }) => text)).toEqual(["sooner", "later"]);
  });

  test("a connection that does not come back is over for the actor as well", async () => {
    const left: string[] = [];
    const server = testServer([chatRoomWith({ onDisconnect: (_c, conn) => void left.push(conn.state.userId) })]);
    const client = server.client(createClient);
    await join(server, "ann", client);
    server.network.offline(client);
    await server.clock.advance(29_999);
    expect([left, server.actor("chatRoom", "general").connections.length]).toEqual([[], 1]);
    await server.clock.advance(1);
    expect([left, server.actor("chatRoom", "general").connections]).toEqual([["ann"], []]);
  });

  test("nobody can connect while all are offline", async () => {
    const server = testServer();
    server.network.offline();
    const client = server.client(createClient, { reconnect: { attempts: 2 } });
    const room = client.chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
    const refused = rejection(room.ready);
    await server.clock.advance(1_000);
    expect(await refused).toMatchObject({ code: "disconnected" });
    server.network.restore();
    await join(server, "ben");
  });
});

describe("restart", () => {
  test("state, schedules, connections and events outlive a crash", async () => {
    const planner = chatRoomWith({ actions: { mute: (c) => void c.schedule.after(60_000, "clear") } });
    const server = testServer([planner]);
    const [ann, ben] = [await join(server, "ann"), await join(server, "ben")];
    const heard = listen(ann);
    await ann.mute("ben", 1);
    server.network.cut(ann);
    await ben.sendMessage("ben", "before the crash");
    const { connectionId } = ann;
    await server.restart();
    expect([ann.connStatus, ben.connStatus]).toEqual(["disconnected", "disconnected"]);
    await server.clock.advance(1_000);
    expect([ann.connStatus, heard, ann.connectionId]).toEqual(["connected", ["before the crash"], connectionId]);
    expect(await ben.history()).toMatchObject([{ text: "before the crash" }]);
    await server.clock.advance(60_000);
    expect(await ben.history()).toEqual([]);
  });

  test("what was under way at a crash left no trace, and runs again when it is sent again", async () => {
    let runs = 0;
    let finish = (): void => {};
    const slow = chatRoomWith({
      actions: {
        async clear(c) {
          runs++;
          c.state.messages.push({ id: crypto.randomUUID(), userId: "system", text: `run ${runs}`, sentAt: new Date() });
          if (runs > 1) return;
          await new Promise<void>((resolve) => (finish = resolve));
          await c
            .client()
            .chatRoom.getOrCreate("afterlife", { params: { userId: "ghost" } })
            .history();
        },
      },
    });
    const server = testServer([slow], { patience: 0 });
    const ann = await join(server, "ann");
    const call = ann.clear();
    await server.settle();
    expect(runs).toBe(1);
    await server.restart();
    finish();
    await server.settle();
    expect(server.actor("chatRoom", "general").state).toMatchObject({ messages: [] });
    expect(server.actor("chatRoom", "afterlife").status).toBe("absent");
    await server.clock.advance(1_000);
    await call;
    expect((await ann.history()).map(({ text }) => text)).toEqual(["run 2"]);
  });

  test("what is planned runs after a crash, although nobody connects", async () => {
    const planner = chatRoomWith({ actions: { mute: (c) => void c.schedule.after(60_000, "clear") } });
    const server = testServer([planner]);
    const room = server.client(createClient).chatRoom.getOrCreate("general", { params: { userId: "ann" } });
    await room.sendMessage("ann", "for a minute");
    await room.mute("ann", 60);
    await server.restart();
    const actor = server.actor("chatRoom", "general");
    expect([actor.status, actor.scheduled.length]).toEqual(["sleeping", 1]);
    await server.clock.advance(60_000);
    expect(actor).toMatchObject({ status: "awake", scheduled: [], state: { messages: [] } });
  });

  test.each([false, true])(
    "a connection that does not come back is over, although nobody connects; plans: %s",
    async (plans) => {
      const told: string[] = [];
      const rooms = chatRoomWith({
        onDisconnect: (_c, conn) => void told.push(conn.state.userId),
        actions: { mute: (c, _userId, seconds) => void c.schedule.after(seconds * 1_000, "typing") },
      });
      const server = testServer([rooms]);
      const ann = await join(server, "ann");
      if (plans) await ann.mute("ann", 100_000);
      await server.clock.advance(3_600_000);
      server.network.offline();
      await server.restart();
      await server.clock.advance(plans ? 330_000 : 30_000);
      expect(told).toEqual(["ann"]);
      const actor = server.actor("chatRoom", "general");
      expect(actor.connections).toEqual([]);
      await server.clock.advance(3_600_000);
      await server.restart();
      await server.clock.advance(60_000);
      expect([actor.status, told]).toEqual(["sleeping", ["ann"]]);
      await ann.dispose();
    },
  );

  test("without a durable store all is gone", async () => {
    const server = testServer(undefined, { durable: false });
    const ann = await join(server, "ann");
    await ann.sendMessage("ann", "soon forgotten");
    await server.restart();
    expect(server.actor("chatRoom", "general")).toMatchObject({ status: "absent", state: undefined, connections: [] });
    await server.clock.advance(1_000);
    expect(await ann.history()).toEqual([]);
  });

  test("a graceful one lets the actor say goodbye; and the code may be new", async () => {
    const told: string[] = [];
    const server = testServer([chatRoomWith({ onSleep: () => void told.push("sleep") })]);
    const ann = await join(server, "ann");
    await ann.sendMessage("ann", "old");
    await server.restart({ graceful: true, actors: [chatRoomWith({ actions: { history: () => [] } })] });
    expect(told).toEqual(["sleep"]);
    await server.clock.advance(1_000);
    expect(await ann.history()).toEqual([]);
    expect(server.actor("chatRoom", "general").state).toMatchObject({ messages: [{ text: "old" }] });
  });
});

describe("the store", () => {
  test("a commit that fails: nothing is kept or heard, and the actor goes on from what was there", async () => {
    const server = testServer();
    const [ann, ben] = [await join(server, "ann"), await join(server, "ben")];
    const heard = listen(ben);
    await ann.sendMessage("ann", "kept");
    server.store.fail();
    expect(await rejection(ann.sendMessage("ann", "lost"))).toMatchObject({ code: "internal_error" });
    expect(server.errors.map(({ message }) => message)).toContain("a commit failed; the actor is dropped from memory");
    expect(String(server.errors.at(-1)?.cause)).toContain("as the test wants");
    await server.clock.advance(1_000);
    expect([ann.connStatus, ben.connStatus]).toEqual(["connected", "connected"]);
    await ann.sendMessage("ann", "again");
    await server.settle();
    expect(heard).toEqual(["kept", "again"]);
    expect((await ann.history()).map(({ text }) => text)).toEqual(["kept", "again"]);
  });

  test("that fails for good, until it is told to work; what only reads goes on", async () => {
    const server = testServer();
    const ann = server.client(createClient).chatRoom.getOrCreate("general", { params: { userId: "ann" } });
    await ann.sendMessage("ann", "one");
    server.store.fail(Infinity);
    for (const text of ["two", "three"]) {
      expect(await rejection(ann.sendMessage("ann", text))).toMatchObject({ code: "internal_error" });
      expect((await ann.history()).map((message) => message.text)).toEqual(["one"]);
    }
    expect(server.errors).not.toEqual([]);
    server.store.fail(0);
    await ann.sendMessage("ann", "four");
    expect(await ann.history()).toHaveLength(2);
    expect(() => server.store.fail(-1)).toThrow(RangeError);
  });
});
