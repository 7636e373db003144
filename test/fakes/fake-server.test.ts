// The fake server as a test of a user interface uses it: scripts, events, failures, delays, and a network that goes away.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isChatRoomError, type ChatRoomConnection, type Message } from "../../generated/client.js";
import { createFakeServer, type FakeServer } from "../../generated/testing.js";

const message: Message = {
  id: "7d444840-9dc0-4a1e-8f6b-1b2b6a3c4d5e",
  userId: "ben",
  text: "Hello",
  sentAt: new Date("2026-01-01T12:00:00Z"),
};
const params = { userId: "ann" };

let server: FakeServer;
beforeEach(() => {
  server = createFakeServer({
    chatRoom: {
      sendMessage: (_c, userId, text) => ({ ...message, userId, text }),
      history: [message],
    },
  });
});
afterEach(() => server.close());

async function connect(): Promise<ChatRoomConnection> {
  const connection = server.client.chatRoom.getOrCreate("general", { params }).connect();
  await connection.ready;
  return connection;
}

describe("scripts", () => {
  test("a handler answers with what it makes of decoded arguments, a value answers every call", async () => {
    const room = await connect();
    expect(await room.sendMessage("ann", "Hi")).toEqual({ ...message, userId: "ann", text: "Hi" });
    expect(await room.history()).toEqual([message]);
    expect(await server.client.chatRoom.getOrCreate("other", { params }).history(3)).toEqual([message]);
  });

  test("calls are kept per key, decoded and with defaults filled in", async () => {
    const room = await connect();
    await room.history();
    await room.history(7);
    await room.sendMessage("ann", "Hi");
    const general = server.actor("chatRoom", ["general"]);
    expect(general.calls("history")).toEqual([[50], [7]]);
    expect(general.calls("sendMessage")).toEqual([["ann", "Hi"]]);
    expect(server.actor("chatRoom", "other").calls("history")).toEqual([]);
    expect(general.params).toEqual([{ userId: "ann" }]);
  });

  test("an action without a script succeeds when it returns nothing, and says what is missing otherwise", async () => {
    const bare = createFakeServer();
    const room = bare.client.chatRoom.getOrCreate("general", { params });
    await room.clear();
    await expect(room.history()).rejects.toMatchObject({ code: "internal_error" });
    expect(String(bare.errors[0]?.cause)).toContain('chatRoom has no script for its action "history"');
    await bare.close();
  });

  test("one key answers otherwise from now on", async () => {
    server.actor("chatRoom", "general").script({ history: () => [] });
    const room = await connect();
    expect(await room.history()).toEqual([]);
    expect(await room.sendMessage("ann", "Hi")).toMatchObject({ text: "Hi" });
  });

  test("a handler broadcasts, and throws declared errors", async () => {
    server.actor("chatRoom", "general").script({
      sendMessage(c, userId, text) {
        if (text === "spam") throw c.errors.muted({ until: new Date(5) });
        const posted = { ...message, userId, text };
        c.broadcast("messageReceived", posted);
        return posted;
      },
    });
    const room = await connect();
    const heard = vi.fn();
    room.on("messageReceived", heard);
    await room.sendMessage("ann", "Hi");
    await server.settle();
    expect(heard.mock.calls).toEqual([[{ ...message, userId: "ann", text: "Hi" }]]);
    const error: unknown = await room.sendMessage("ann", "spam").catch((thrown: unknown) => thrown);
    expect(isChatRoomError("sendMessage", error) && error.data).toEqual({ until: new Date(5) });
  });
});

describe("a fake cannot lie", () => {
  test("a result that does not fit is refused when it is given", () => {
    const wrong = { ...message, id: "1" };
    expect(() => createFakeServer({ chatRoom: { history: [wrong] } })).toThrow(
      "What is given as the result of chatRoom.history does not fit its schema at 0.id",
    );
    expect(() => server.actor("chatRoom", "general").script({ history: [wrong] })).toThrow("at 0.id");
  });

  test("a handler's result is checked when it is made", async () => {
    server.actor("chatRoom", "general").script({ history: () => [{ ...message, text: "x".repeat(2001) }] });
    const room = await connect();
    await expect(room.history()).rejects.toMatchObject({ code: "invalid_result" });
    expect(String(server.errors[0]?.cause)).toContain("0.text");
  });

  test("payloads of events and data of errors", async () => {
    const room = server.actor("chatRoom", "general");
    await connect();
    await expect(room.emit("messageReceived", { ...message, id: "1" })).rejects.toMatchObject({
      code: "invalid_event",
      issues: [{ path: ["id"] }],
    });
    expect(() => room.fail("sendMessage", "muted", { until: new Date(Number.NaN) })).toThrow("at until");
  });

  test("arguments are checked by the client, and by the fake behind it", async () => {
    const room = await connect();
    await expect(room.sendMessage("ann", "")).rejects.toMatchObject({ code: "invalid_argument" });
    expect(server.actor("chatRoom", "general").calls("sendMessage")).toEqual([]);
  });

  test("names that there are not", () => {
    const room = server.actor("chatRoom", "general");
    for (const name of ["toString", "__proto__", "hasOwnProperty"]) {
      expect(() => Reflect.apply(room.calls, room, [name])).toThrow("has no action");
      expect(() => Reflect.apply(room.delay, room, [name, 1])).toThrow("has no action");
      expect(() => Reflect.apply(server.actor, server, [name, "general"])).toThrow("There is no actor named");
    }
    expect(() => Reflect.apply(room.fail, room, ["sendMessage", "mutde"])).toThrow('declares no error "mutde"');
    expect(() => Reflect.apply(createFakeServer, undefined, [{ chatRom: {} }])).toThrow('no actor named "chatRom"');
  });
});

describe("events", () => {
  test("everyone connected hears it, encoded and decoded on the way", async () => {
    const room = await connect();
    const heard = vi.fn();
    room.on("messageReceived", heard);
    room.on("cleared", heard);
    await server.actor("chatRoom", ["general"]).emit("messageReceived", message);
    await server.actor("chatRoom", ["general"]).emit("cleared");
    expect(heard.mock.calls).toEqual([[message], [undefined]]);
    expect(heard.mock.calls[0]?.[0]).not.toBe(message);
  });

  test("nobody is connected: the test is told", async () => {
    await expect(server.actor("chatRoom", "general").emit("cleared")).rejects.toThrow(
      'Nobody is connected to chatRoom ["general"]',
    );
    await connect();
    await expect(server.actor("chatRoom", "genral").emit("cleared")).rejects.toThrow('["genral"]');
  });
});

describe("failures and delays", () => {
  test("a declared error, once", async () => {
    const room = await connect();
    const until = new Date("2026-02-01T00:00:00Z");
    server.actor("chatRoom", "general").fail("sendMessage", "muted", { until });
    await expect(room.sendMessage("ann", "Hi")).rejects.toMatchObject({ code: "muted", data: { until } });
    expect(await room.sendMessage("ann", "Hi")).toMatchObject({ text: "Hi" });
  });

  test("a code of the runtime's own, over HTTP too, before anybody was there", async () => {
    const general = server.actor("chatRoom", "general");
    general.fail("history", "unauthorized");
    general.fail("history", "timeout");
    const room = server.client.chatRoom.getOrCreate("general", { params });
    await expect(room.history()).rejects.toMatchObject({ code: "unauthorized" });
    await expect(room.history()).rejects.toMatchObject({ code: "timeout" });
    expect(await room.history()).toEqual([message]);
  });

  test("a delayed call waits for the clock and holds up nothing else", async () => {
    const room = await connect();
    server.actor("chatRoom", "general").delay("history", 500);
    const heard = vi.fn();
    room.on("cleared", heard);
    const loaded = vi.fn();
    const call = room.history().then(loaded);
    await server.settle();
    expect(await room.sendMessage("ann", "Hi")).toMatchObject({ text: "Hi" });
    await server.actor("chatRoom", "general").emit("cleared");
    expect(heard).toHaveBeenCalledTimes(1);
    await server.clock.advance(499);
    expect(loaded).not.toHaveBeenCalled();
    await server.clock.advance(1);
    await call;
    expect(loaded).toHaveBeenCalledWith([message]);
  });

  test("a test may end while a call is delayed", async () => {
    const room = await connect();
    server.actor("chatRoom", "general").delay("history", 60_000);
    const call = room.history().catch((error: unknown) => error);
    await server.settle();
    await server.close();
    expect(await call).toMatchObject({ code: "disconnected" });
  });
});

describe("the network", () => {
  test("goes away and comes back: what was missed is heard", async () => {
    const room = await connect();
    const heard = vi.fn();
    const statuses: string[] = [];
    room.on("messageReceived", heard);
    room.onStatusChange((status) => statuses.push(status));
    await server.disconnect();
    expect(room.connStatus).not.toBe("connected");
    await server.actor("chatRoom", "general").emit("messageReceived", message);
    expect(heard).not.toHaveBeenCalled();
    await server.reconnect();
    expect(room.connStatus).toBe("connected");
    expect(heard.mock.calls).toEqual([[message]]);
    expect(statuses.at(-1)).toBe("connected");
  });
});

test("a script's own failure must be looked at", async () => {
  const failing = createFakeServer({
    chatRoom: {
      history() {
        throw new Error("not written yet");
      },
    },
  });
  const room = failing.client.chatRoom.getOrCreate("general", { params });
  await expect(room.history()).rejects.toMatchObject({ code: "internal_error" });
  await expect(failing.close()).rejects.toThrow("not written yet");
});
