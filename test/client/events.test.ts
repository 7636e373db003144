// Events: listeners, subscriptions counted by reference, failing listeners and payloads, and the async iterator.
import { afterEach, describe, expect, test } from "vitest";
import { eventsOf, type ActorError } from "actorgen/client";
import { settled } from "./fake-clock.js";
import { decoded, lab, rejection, welcomed } from "./room.js";

const said = (text: unknown, seq = 8): Readonly<Record<string, unknown>> => ({
  t: "event",
  event: "said",
  seq,
  payload: text,
});

describe("subscriptions", () => {
  test("the first listener subscribes, the last to go unsubscribes", async () => {
    const { connection, socket } = await welcomed();
    const offs = [connection.on("said", () => {}), connection.on("said", () => {})];
    await settled();
    expect(socket.frames).toEqual([{ t: "subscribe", event: "said" }]);
    offs[0]?.();
    offs[0]?.();
    await settled();
    expect(socket.frames.length).toBe(1);
    offs[1]?.();
    await settled();
    expect(socket.frames[1]).toEqual({ t: "unsubscribe", event: "said" });
  });

  test("an old unsubscribe function does not end a newer listener", async () => {
    const { connection, socket } = await welcomed();
    const off = connection.on("said", () => {});
    off();
    const heard: unknown[] = [];
    connection.on("said", (payload) => heard.push(payload));
    off();
    socket.send(said("hello"));
    expect(heard).toEqual([{ text: "hello" }]);
    await settled();
    expect(socket.frames.map(({ t }) => t)).toEqual(["subscribe", "unsubscribe", "subscribe"]);
  });

  test("what is listened to before the socket opens travels in the hello", async () => {
    const { client, network } = lab();
    const connection = client.room.get("general").connect();
    connection.on("said", () => {});
    connection.on("cleared", () => {})();
    await settled();
    expect(network.socket.hello.events).toEqual(["said"]);
    await network.socket.welcome();
    expect(network.socket.frames).toEqual([]);
  });

  test("changes between the hello and the welcome follow it, before any call", async () => {
    const { client, network } = lab();
    const connection = client.room.get("general").connect();
    const off = connection.on("said", () => {});
    await settled();
    off();
    connection.on("cleared", () => {});
    void connection.clear();
    await settled();
    expect(network.socket.messages).toEqual([]);
    await network.socket.welcome();
    expect(network.socket.messages).toEqual([
      [
        { t: "unsubscribe", event: "said" },
        { t: "subscribe", event: "cleared" },
        { t: "call", id: 1, ack: 0, action: "clear", args: [] },
      ],
    ]);
  });

  test("are made again after a reconnect", async () => {
    const { connection, socket, network, clock } = await welcomed();
    const heard: unknown[] = [];
    connection.on("said", ({ text }) => heard.push(text));
    await socket.close(1006);
    connection.on("cleared", () => heard.push("cleared"));
    await clock.advance(100);
    expect(network.sockets.length).toBe(2);
    expect(network.socket.hello.events).toEqual(["said", "cleared"]);
    await network.socket.welcome();
    network.socket.send(said("again"), { t: "event", event: "cleared" });
    expect(heard).toEqual(["again", "cleared"]);
  });

  test("an event that the server does not know goes to onError", async () => {
    const { connection, socket } = await welcomed();
    const errors: ActorError[] = [];
    connection.onError((error) => errors.push(error));
    socket.send({ t: "error", event: "said", code: "unknown_event", message: "room has no event" });
    expect(errors).toMatchObject([{ code: "unknown_event" }]);
    expect(connection.connStatus).toBe("connected");
  });
});

describe("delivery", () => {
  test("the payload is decoded once and shared by all listeners, in the order in which they came", async () => {
    const { connection, socket } = await welcomed();
    const heard: unknown[] = [];
    connection.on("said", (payload) => heard.push(payload));
    connection.on("said", (payload) => heard.push(payload));
    const before = decoded.count;
    socket.send(said("hello"));
    expect(decoded.count - before).toBe(1);
    expect(heard).toEqual([{ text: "hello" }, { text: "hello" }]);
    expect(heard[0]).toBe(heard[1]);
  });

  test("a void event comes without a payload", async () => {
    const { connection, socket } = await welcomed();
    const heard: unknown[] = [];
    connection.on("cleared", (payload) => heard.push(payload));
    socket.send({ t: "event", event: "cleared", payload: "surprise" });
    expect(heard).toEqual([undefined]);
  });

  test("one function added twice is called twice, and removed one by one", async () => {
    const { connection, socket } = await welcomed();
    let calls = 0;
    const listener = (): void => void calls++;
    const off = connection.on("said", listener);
    connection.on("said", listener);
    socket.send(said("a"));
    expect(calls).toBe(2);
    off();
    socket.send(said("b"));
    expect(calls).toBe(3);
  });

  test("once fires once and unsubscribes on the server", async () => {
    const { connection, socket } = await welcomed();
    const heard: string[] = [];
    connection.once("said", ({ text }) => heard.push(text));
    const off = connection.once("cleared", () => heard.push("cleared"));
    off();
    socket.send(said("a"), said("b"), { t: "event", event: "cleared" });
    expect(heard).toEqual(["a"]);
    await settled();
    expect(socket.of("unsubscribe")).toEqual([
      { t: "unsubscribe", event: "cleared" },
      { t: "unsubscribe", event: "said" },
    ]);
  });

  test("listeners that are added or removed while an event is told", async () => {
    const { connection, socket } = await welcomed();
    const heard: string[] = [];
    connection.on("said", () => {
      heard.push("first");
      removed();
      connection.on("said", () => heard.push("added"));
    });
    const removed = connection.on("said", () => heard.push("removed"));
    connection.on("said", () => heard.push("last"));
    socket.send(said("a"));
    expect(heard).toEqual(["first", "last"]);
  });

  test("events of other names, and frames of unknown types, are ignored", async () => {
    const { connection, socket } = await welcomed();
    const errors: unknown[] = [];
    connection.onError((error) => errors.push(error));
    connection.on("said", () => errors.push("heard"));
    for (const event of ["nothing", "__proto__", "constructor"]) socket.send({ t: "event", event });
    socket.send({ t: "novelty" });
    socket.text("null");
    socket.text("5");
    expect(errors).toEqual([]);
  });

  test("a payload that does not fit goes to onError, and the next event comes", async () => {
    const { connection, socket } = await welcomed();
    const errors: ActorError[] = [];
    const heard: string[] = [];
    connection.onError((error) => errors.push(error));
    connection.on("said", ({ text }) => heard.push(text));
    socket.send(said(5), said("fine", 9));
    expect(errors).toMatchObject([{ code: "invalid_event", issues: [{ path: ["text"] }] }]);
    expect(heard).toEqual(["fine"]);
  });

  test("a message that is not JSON goes to onError, and the next one is read", async () => {
    const { connection, socket } = await welcomed();
    const errors: ActorError[] = [];
    const heard: string[] = [];
    connection.onError((error) => errors.push(error));
    connection.on("said", ({ text }) => heard.push(text));
    socket.text("{");
    socket.send(said("fine"));
    expect(errors).toMatchObject([{ code: "bad_json" }]);
    expect(heard).toEqual(["fine"]);
  });

  test("nothing is delivered after dispose, even from the rest of a batch", async () => {
    const { connection, socket } = await welcomed();
    const heard: string[] = [];
    connection.on("said", ({ text }) => {
      heard.push(text);
      void connection.dispose();
    });
    socket.answersClose = false;
    socket.send(said("a"), said("b"));
    socket.send(said("c"));
    expect(heard).toEqual(["a"]);
  });
});

describe("a listener that throws", () => {
  const uncaught: unknown[] = [];
  const kept = process.listeners("uncaughtException");
  const collect = (error: unknown): void => void uncaught.push(error);
  const watch = (): void => {
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", collect);
  };
  afterEach(() => {
    process.removeAllListeners("uncaughtException");
    for (const listener of kept) process.on("uncaughtException", listener);
    uncaught.length = 0;
  });

  test("does not stop the next, and its exception goes to onError", async () => {
    const { connection, socket } = await welcomed();
    const errors: ActorError[] = [];
    const heard: string[] = [];
    const cause = new Error("mine");
    connection.onError((error) => errors.push(error));
    connection.on("said", () => {
      throw cause;
    });
    connection.on("said", ({ text }) => heard.push(text));
    socket.send(said("a"), said("b"));
    expect(heard).toEqual(["a", "b"]);
    expect(errors).toMatchObject([
      { code: "callback_failed", cause },
      { code: "callback_failed", cause },
    ]);
  });

  test("is reported as uncaught when nobody listens to onError", async () => {
    watch();
    const { connection, socket } = await welcomed();
    const cause = new Error("mine");
    connection.on("said", () => {
      throw cause;
    });
    socket.send(said("a"));
    await settled();
    expect(uncaught).toEqual([cause]);
  });

  test("among the listeners of onError and onOpen is reported as uncaught, and stops nothing", async () => {
    watch();
    const { client, network } = lab();
    const connection = client.room.get("general").connect();
    const heard: string[] = [];
    connection.onOpen(() => {
      throw "open";
    });
    connection.onOpen(() => heard.push("open"));
    connection.onError(() => {
      throw "error";
    });
    connection.onError(({ code }) => heard.push(code));
    await settled();
    await network.socket.welcome();
    network.socket.send({ t: "error", code: "bad_frame", message: "no" });
    await settled();
    expect(heard).toEqual(["open", "bad_frame"]);
    expect(uncaught).toEqual(["open", "error"]);
  });
});

describe("eventsOf", () => {
  test("gives the events from the first read on, and ends with the connection", async () => {
    const { connection, socket } = await welcomed();
    const heard: string[] = [];
    const reading = (async () => {
      for await (const { text } of eventsOf(connection, "said")) heard.push(text);
    })();
    await settled();
    expect(socket.of("subscribe")).toEqual([{ t: "subscribe", event: "said" }]);
    socket.send(said("a"), said("b"));
    await settled();
    socket.send(said("c"));
    await connection.dispose();
    await reading;
    expect(heard).toEqual(["a", "b", "c"]);
  });

  test("unsubscribes when the reader leaves", async () => {
    const { connection, socket } = await welcomed();
    const reading = (async () => {
      for await (const { text } of eventsOf(connection, "said")) if (text === "a") break;
    })();
    await settled();
    socket.send(said("a"));
    await reading;
    await settled();
    expect(socket.of("unsubscribe")).toEqual([{ t: "unsubscribe", event: "said" }]);
  });

  test("ends at once on a connection that has ended", async () => {
    const { connection } = await welcomed();
    await connection.dispose();
    expect(await eventsOf(connection, "said").next()).toEqual({ done: true, value: undefined });
  });

  test("fails with slow_consumer when the reader falls more than 1,000 behind", async () => {
    const { connection, socket } = await welcomed();
    const events = eventsOf(connection, "said");
    const first = events.next();
    socket.send(said("first"));
    expect(await first).toEqual({ done: false, value: { text: "first" } });
    for (let n = 0; n < 1_000; n++) socket.send(said(String(n)));
    expect(await events.next()).toEqual({ done: false, value: { text: "0" } });
    socket.send(said("1000"), said("1001"));
    expect(await rejection(events.next())).toMatchObject({ code: "slow_consumer" });
    await settled();
    expect(socket.of("unsubscribe").length).toBe(1);
  });
});
