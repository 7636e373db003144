// Calls over a connection: frames, results, errors, time limits, signals, and the queue before the welcome.
import { describe, expect, test } from "vitest";
import { ActorError } from "actorgen/client";
import { settled } from "./fake-clock.js";
import { lab, rejection, room, welcomed } from "./room.js";

const result = (id: number): Readonly<Record<string, unknown>> => ({
  t: "result",
  id,
  value: "2026-01-05T10:00:00.000Z",
});

describe("a call", () => {
  test("is one frame, and its decoded result resolves it", async () => {
    const { connection, socket } = await welcomed();
    const reply = connection.say("hello");
    await settled();
    expect(socket.messages).toEqual([{ t: "call", id: 1, ack: 0, action: "say", args: ["hello"] }]);
    socket.send(result(1));
    expect(await reply).toEqual(new Date("2026-01-05T10:00:00.000Z"));
  });

  test("without arguments ignores what it is given, and resolves with undefined", async () => {
    const { connection, socket } = await welcomed();
    const reply = connection.clear({ type: "click" });
    await settled();
    expect(socket.frames).toEqual([{ t: "call", id: 1, ack: 0, action: "clear", args: [] }]);
    socket.send({ t: "result", id: 1, value: "surprise" });
    expect(await reply).toBeUndefined();
  });

  test("with a name that needs escaping arrives under that name", async () => {
    const { connection, socket } = await welcomed();
    void connection["odd name/"]();
    await settled();
    expect(socket.frames).toMatchObject([{ action: "odd name/" }]);
  });

  test("whose arguments do not fit is never sent", async () => {
    const { connection, socket } = await welcomed();
    // @ts-expect-error: the wrong type is the point
    const error = await rejection(connection.say(5));
    expect(error).toBeInstanceOf(ActorError);
    expect(error).toMatchObject({
      code: "invalid_argument",
      message: "text: expected string",
      issues: [{ code: "invalid_type", path: ["text"], message: "expected string" }],
    });
    await settled();
    expect(socket.frames).toEqual([]);
  });

  test("whose result does not fit rejects with invalid_result and the issues", async () => {
    const { connection, socket } = await welcomed();
    const reply = rejection(connection.say("hello"));
    await settled();
    socket.send({ t: "result", id: 1, value: 5 });
    expect(await reply).toMatchObject({ code: "invalid_result", issues: [{ path: [] }] });
  });

  test("rejects with a declared error and its decoded data", async () => {
    const { connection, socket } = await welcomed();
    const replies = [rejection(connection.say("a")), rejection(connection.say("b")), rejection(connection.say("c"))];
    await settled();
    socket.send(
      { t: "error", id: 1, code: "muted", message: "muted", data: "2026-01-05T10:00:00.000Z" },
      { t: "error", id: 2, code: "full", message: "full", data: "unwanted" },
      { t: "error", id: 3, code: "muted", message: "muted", data: 5 },
    );
    const [muted, full, illFormed] = await Promise.all(replies);
    expect(muted).toBeInstanceOf(ActorError);
    expect(muted).toMatchObject({ code: "muted", data: { until: new Date("2026-01-05T10:00:00.000Z") } });
    expect(full).toMatchObject({ code: "full", data: undefined });
    expect(illFormed).toMatchObject({ code: "invalid_result", issues: [{ path: ["until"] }] });
  });

  test("rejects with any other error as the server gave it", async () => {
    const { connection, socket } = await welcomed();
    const reply = rejection(connection.say("a"));
    await settled();
    const error = { code: "contract_mismatch", message: "regenerate", issues: [], metadata: { a: 1 }, ref: "r-1" };
    socket.send({ t: "error", id: 1, ...error });
    expect(await reply).toMatchObject(error);
  });

  test("is settled once: later frames with its id change nothing", async () => {
    const { connection, socket } = await welcomed();
    const reply = connection.say("a");
    await settled();
    socket.send(result(1), { t: "error", id: 1, code: "late", message: "late" }, result(1), result(99));
    expect(await reply).toBeInstanceOf(Date);
    expect(connection.connStatus).toBe("connected");
  });
});

describe("batches", () => {
  test("all frames of one tick leave as one message, and ids grow", async () => {
    const { connection, socket } = await welcomed();
    void connection.say("a");
    void connection.say("b");
    connection.on("said", () => {});
    await settled();
    void connection.say("c");
    await settled();
    expect(socket.messages).toEqual([
      [
        { t: "call", id: 1, ack: 0, action: "say", args: ["a"] },
        { t: "call", id: 2, ack: 0, action: "say", args: ["b"] },
        { t: "subscribe", event: "said" },
      ],
      { t: "call", id: 3, ack: 0, action: "say", args: ["c"] },
    ]);
  });

  test("calls made by continuations of one message's replies leave together", async () => {
    const { connection, socket } = await welcomed();
    const again = async (): Promise<void> => {
      await connection.clear();
      void connection.clear();
    };
    void again();
    void again();
    await settled();
    socket.send({ t: "result", id: 1 }, { t: "result", id: 2 });
    await settled();
    expect(socket.messages.map((message) => [message].flat().length)).toEqual([2, 2]);
  });

  test("stay within the server's limits of frames and bytes", async () => {
    const { connection, socket } = await welcomed();
    const aborted = new AbortController();
    for (let n = 0; n < 2_500; n++)
      connection
        .withOptions({ signal: aborted.signal })
        .clear()
        .catch(() => {});
    await settled();
    // The shortest frame of all that are sent in numbers.
    aborted.abort();
    await settled();
    expect([socket.of("call").length, socket.of("cancel").length]).toEqual([2_500, 2_500]);
    for (const message of socket.messages) expect([message].flat().length).toBeLessThanOrEqual(1_024);

    socket.messages.length = 0;
    for (let n = 0; n < 10; n++) void connection.say("€".repeat(100_000));
    await settled();
    expect(socket.of("call").length).toBe(10);
    for (const message of socket.messages) expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(1 << 20);
  });

  test("one frame that is longer than a batch may be goes alone", async () => {
    const { connection, socket } = await welcomed();
    void connection.say("a");
    void connection.say("b".repeat(900_000));
    void connection.say("c");
    await settled();
    expect(socket.messages.length).toBe(3);
  });
});

describe("time limits", () => {
  test("a call rejects with timeout after its limit and is cancelled on the server", async () => {
    const { connection, socket, clock } = await welcomed();
    const reply = rejection(connection.withOptions({ timeout: 50 }).say("a"));
    await clock.advance(49);
    expect(socket.of("cancel")).toEqual([]);
    await clock.advance(1);
    expect(await reply).toMatchObject({ code: "timeout" });
    expect(socket.of("cancel")).toEqual([{ t: "cancel", id: 1 }]);
  });

  test("the default is 60 s, or the client's", async () => {
    for (const [options, limit] of [[{}, 60_000] as const, [{ timeout: 2_000 }, 2_000] as const]) {
      const { connection, clock, socket } = await welcomed(options);
      let code: unknown;
      connection.say("a").catch((error: ActorError) => (code = error.code));
      await clock.advance(limit - 1);
      socket.send({ t: "pong" });
      expect(code).toBeUndefined();
      await clock.advance(1);
      expect(code).toBe("timeout");
    }
  });

  test("each call keeps its own limit, and all share one timer", async () => {
    const { connection, clock } = await welcomed();
    const before = clock.timersSet;
    const codes: string[] = [];
    for (const timeout of [300, 400, 500, 500]) {
      connection
        .withOptions({ timeout })
        .say("a")
        .catch((error: ActorError) => codes.push(error.code));
    }
    expect(clock.timersSet - before).toBe(1);
    await clock.advance(300);
    expect(codes.length).toBe(1);
    await clock.advance(100);
    expect(codes.length).toBe(2);
    await clock.advance(100);
    expect(codes).toEqual(["timeout", "timeout", "timeout", "timeout"]);
  });

  test("a shorter limit after a longer one is kept", async () => {
    const { connection, clock } = await welcomed();
    connection.say("patient").catch(() => {});
    const reply = rejection(connection.withOptions({ timeout: 20 }).say("hasty"));
    await clock.advance(20);
    expect(await reply).toMatchObject({ code: "timeout" });
  });

  test("a call that waits for the connection times out too, and is not sent afterwards", async () => {
    const { client, network, clock } = lab();
    const connection = client.room.get("general").connect();
    const reply = rejection(connection.withOptions({ timeout: 100 }).say("a"));
    await clock.advance(100);
    expect(await reply).toMatchObject({ code: "timeout" });
    await network.socket.welcome();
    expect(network.socket.frames).toEqual([]);
  });

  test("no timer is left when no call waits", async () => {
    const { connection, socket, clock } = await welcomed();
    const idle = clock.delays;
    const reply = connection.say("a");
    expect(clock.delays.length).toBe(idle.length + 1);
    await settled();
    socket.send(result(1));
    await reply;
    expect(clock.delays).toEqual(idle);
  });
});

describe("signals", () => {
  test("give a call up: aborted with the reason as cause, and a cancel frame", async () => {
    const { connection, socket } = await welcomed();
    const controller = new AbortController();
    const reply = rejection(connection.withOptions({ signal: controller.signal }).say("a"));
    await settled();
    controller.abort("changed my mind");
    expect(await reply).toMatchObject({ code: "aborted", cause: "changed my mind" });
    await settled();
    expect(socket.of("cancel")).toEqual([{ t: "cancel", id: 1 }]);
  });

  test("that have fired already keep the call from being sent", async () => {
    const { connection, socket } = await welcomed();
    const reply = connection.withOptions({ signal: AbortSignal.abort() }).say("a");
    expect(await rejection(reply)).toMatchObject({ code: "aborted" });
    await settled();
    expect(socket.frames).toEqual([]);
  });

  test("take a waiting call out of the queue without a word to the server", async () => {
    const { client, network } = lab();
    const connection = client.room.get("general").connect();
    const controller = new AbortController();
    const reply = rejection(connection.withOptions({ signal: controller.signal }).say("a"));
    await settled();
    controller.abort();
    expect(await reply).toMatchObject({ code: "aborted" });
    await network.socket.welcome();
    expect(network.socket.frames).toEqual([]);
  });

  test("keep no listener once the call is settled", async () => {
    const { connection, socket } = await welcomed();
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    const reply = connection.withOptions({ signal }).say("a");
    await settled();
    expect(listeners).toBe(1);
    socket.send(result(1));
    await reply;
    expect(listeners).toBe(0);
  });
});

describe("withOptions", () => {
  test("is the same connection, and options add up", async () => {
    const { connection, clock } = await welcomed();
    const patient = connection.withOptions({ timeout: 500 });
    const both = patient.withOptions({ signal: new AbortController().signal });
    expect(both.connectionId).toBe(connection.connectionId);
    expect(both.ready).toBe(connection.ready);
    const reply = rejection(both.say("a"));
    await clock.advance(500);
    expect(await reply).toMatchObject({ code: "timeout" });
  });

  test("connect takes the options of the calls", async () => {
    const { client, network, clock } = lab();
    const connection = client.room.get("general").connect({ timeout: 10 });
    const reply = rejection(connection.say("a"));
    await clock.advance(10);
    expect(await reply).toMatchObject({ code: "timeout" });
    expect(network.sockets.length).toBe(1);
  });
});

describe("before the welcome", () => {
  test("calls wait, and go out in order after it", async () => {
    const { client, network } = lab();
    const connection = client.room.get("general").connect();
    void connection.say("a");
    await settled();
    void connection.say("b");
    expect(network.socket.messages).toEqual([]);
    await network.socket.welcome();
    expect(network.socket.messages).toEqual([
      [
        { t: "call", id: 1, ack: 0, action: "say", args: ["a"] },
        { t: "call", id: 2, ack: 0, action: "say", args: ["b"] },
      ],
    ]);
  });

  test("at most 1,000 wait, or as many as the client says", async () => {
    for (const [options, limit] of [[{}, 1_000] as const, [{ queueLimit: 3 }, 3] as const]) {
      const { client, network } = lab(options);
      const connection = client.room.get("general").connect();
      for (let n = 0; n < limit; n++) connection.clear().catch(() => {});
      expect(await rejection(connection.clear())).toMatchObject({ code: "too_many_requests" });
      await settled();
      await network.socket.welcome();
      expect(network.socket.of("call").length).toBe(limit);
    }
  });
});

test("actions are own methods, which work without their connection, and no Proxy", async () => {
  const { connection, socket } = await welcomed();
  const { say } = connection;
  void say("hello");
  await settled();
  expect(socket.frames).toMatchObject([{ action: "say" }]);
  expect(Object.keys(room.actions).every((name) => Object.hasOwn(connection, name))).toBe(true);
  expect("then" in connection || "anything" in connection).toBe(false);
});
