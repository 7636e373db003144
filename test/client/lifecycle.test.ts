// The life of a connection: status, ready, refusals, reconnects with backoff, silence, and dispose.
import { describe, expect, test } from "vitest";
import type { ActorError, ClientOptions, ConnectionStatus } from "actorgen/client";
import { closeCodes } from "../../src/protocol/frames.js";
import { settled } from "./fake-clock.js";
import { welcome } from "./fake-transport.js";
import { lab, rejection, welcomed, type RoomConnection } from "./room.js";

/** Notes everything that a connection tells of itself. */
function diary(connection: RoomConnection): string[] {
  const lines: string[] = [];
  connection.onStatusChange((status) => lines.push(status));
  connection.onOpen(() => lines.push("open"));
  connection.onClose(({ code, message }) => lines.push(`close ${code}: ${message}`));
  connection.onError(({ code }) => lines.push(`error ${code}`));
  return lines;
}

describe("opening", () => {
  test("connect starts at once; ready, status, ids and onOpen follow the welcome", async () => {
    const { client, network } = lab();
    const connection = client.room.getOrCreate(["general", "a/b"]).connect();
    const lines = diary(connection);
    expect(connection.connStatus).toBe("connecting");
    expect([connection.connectionId, connection.actorId]).toEqual([undefined, undefined]);
    await settled();
    expect(network.socket.url).toBe("http://host:8080/base/actors/room/general~~a~2Fb");
    await network.socket.welcome();
    await connection.ready;
    expect(lines).toEqual(["connected", "open"]);
    expect([connection.connStatus, connection.connectionId, connection.actorId]).toEqual([
      "connected",
      "connection-1",
      "actor-1",
    ]);
  });

  test("a listener that calls in onOpen or onStatusChange is heard", async () => {
    const { client, network } = lab();
    const connection = client.room.get("general").connect();
    connection.onStatusChange((status) => void (status === "connected" && connection.say("status")));
    connection.onOpen(() => void connection.say("open"));
    await settled();
    await network.socket.welcome();
    expect(network.socket.frames).toMatchObject([{ args: ["status"] }, { args: ["open"] }]);
  });
});

describe("a refusal", () => {
  const refuse = { t: "error", code: "unauthorized", message: "not you" };

  test("is final: ready, waiting and later calls reject with it, and nothing is tried again", async () => {
    const { client, network, clock } = lab();
    const connection = client.room.get("general").connect();
    const lines = diary(connection);
    const waiting = rejection(connection.say("a"));
    await settled();
    network.socket.send(refuse);
    await network.socket.close(closeCodes.refused, "unauthorized");
    expect(await rejection(connection.ready)).toMatchObject({ code: "unauthorized", message: "not you" });
    expect(await waiting).toMatchObject({ code: "unauthorized" });
    expect(await rejection(connection.say("b"))).toMatchObject({ code: "unauthorized" });
    expect(lines).toEqual(["error unauthorized", "idle"]);
    await clock.advance(1_000_000);
    expect(network.sockets.length).toBe(1);
    await connection.dispose();
  });

  test("whose ready nobody looks at is no unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    const { client, network } = lab();
    client.room.get("general").connect();
    await settled();
    network.socket.send(refuse);
    await network.socket.close(closeCodes.refused);
    await settled();
    await settled();
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  test("for now (1013) is told and tried again", async () => {
    const { client, network, clock } = lab();
    const connection = client.room.get("general").connect();
    const lines = diary(connection);
    await settled();
    network.socket.send({ t: "error", code: "shutting_down", message: "come back" });
    await network.socket.close(1013);
    await clock.advance(50);
    await network.socket.close(1006);
    await clock.advance(100);
    await network.socket.welcome();
    await connection.ready;
    const failed = ["disconnected", "connecting"];
    expect(lines).toEqual(["error shutting_down", ...failed, ...failed, "connected", "open"]);
  });

  test.each([closeCodes.done, closeCodes.refused, closeCodes.destroyed, closeCodes.badFrames])(
    "an open connection closed with %i does not come back",
    async (code) => {
      const { connection, socket, network, clock } = await welcomed();
      const lines = diary(connection);
      const call = rejection(connection.say("a"));
      await socket.close(code, "for this reason");
      const expected = code === closeCodes.destroyed ? "actor_destroyed" : "disconnected";
      expect(await call).toMatchObject({ code: expected, message: "for this reason" });
      expect(lines.filter((line) => !line.startsWith("error"))).toEqual(["idle", `close ${expected}: for this reason`]);
      await clock.advance(1_000_000);
      expect(network.sockets.length).toBe(1);
      expect(await rejection(connection.say("b"))).toMatchObject({ code: expected });
    },
  );

  test.each([
    closeCodes.goingAway,
    closeCodes.silent,
    closeCodes.fenced,
    closeCodes.slow,
    1006,
    1011,
    1012,
    1013,
    4999,
  ])("an open connection closed with %i comes back", async (code) => {
    const { connection, socket, network, clock } = await welcomed();
    const lines = diary(connection);
    await socket.close(code);
    await clock.advance(50);
    await network.socket.welcome({ connection: "connection-2" });
    expect(lines).toEqual([
      "disconnected",
      `close disconnected: Closed with ${code}.`,
      "connecting",
      "connected",
      "open",
    ]);
    expect(connection.connectionId).toBe("connection-2");
  });

  test("values that do not fit are refused before anything is sent", async () => {
    for (const [options, key, code] of [
      [{ params: { userId: 5 } }, "general", "invalid_params"],
      [{ input: 5 }, "general", "invalid_input"],
      [{}, "forbidden", "invalid_key"],
      [{}, "\ud800", "invalid_key"],
      [{ params: { userId: "x".repeat(9_000) } }, "general", "too_large"],
    ] as const) {
      const { client, network } = lab();
      const connection = client.room.getOrCreate(key, options).connect();
      const errors: ActorError[] = [];
      connection.onError((error) => errors.push(error));
      expect(await rejection(connection.ready)).toMatchObject({ code });
      expect(errors).toMatchObject([{ code }]);
      expect(connection.connStatus).toBe("idle");
      expect(network.sockets).toEqual([]);
      await connection.dispose();
    }
  });

  test("a transport that can never succeed ends the connection", async () => {
    const { client, network } = lab();
    network.refusal = new Error("mixed content");
    const connection = client.room.get("general").connect();
    expect(await rejection(connection.ready)).toMatchObject({ code: "disconnected", message: "Error: mixed content" });
    expect(connection.connStatus).toBe("idle");
  });
});

describe("reconnecting", () => {
  /** Fails every attempt and notes the delay before each. */
  async function delays(options: ClientOptions, chance: number, count: number): Promise<number[]> {
    const { client, network, clock } = lab({ silence: 1e9, ...options });
    clock.chance = chance;
    client.room.get("general").connect();
    const seen: number[] = [];
    await settled();
    for (let n = 0; n < count; n++) {
      await network.socket.close(1006);
      const [delay = NaN] = clock.delays;
      seen.push(delay);
      await clock.advance(delay);
    }
    expect(network.sockets.length).toBe(count + 1);
    return seen;
  }

  test("waits a random part of a delay that doubles from 100 ms to 10 s", async () => {
    expect(await delays({}, 1, 9)).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
    expect(await delays({}, 0.25, 4)).toEqual([25, 50, 100, 200]);
    expect(await delays({}, 0, 3)).toEqual([0, 0, 0]);
  });

  test("waits as the client says", async () => {
    expect(await delays({ reconnect: { minDelay: 10, maxDelay: 50 } }, 1, 5)).toEqual([10, 20, 40, 50, 50]);
  });

  test("gives up after as many attempts as the client says", async () => {
    const { client, network, clock } = lab({ reconnect: { attempts: 2 } });
    const connection = client.room.get("general").connect();
    const call = rejection(connection.say("a"));
    for (let n = 0; n < 3; n++) {
      await settled();
      await network.socket.close(1006, "no route");
      await clock.advance(1_000);
    }
    expect(network.sockets.length).toBe(3);
    expect(await rejection(connection.ready)).toMatchObject({ code: "disconnected", message: "no route" });
    expect(await call).toMatchObject({ code: "disconnected" });
    expect(connection.connStatus).toBe("idle");
  });

  test("delays start over after a session that answered a ping, and not after a shorter one", async () => {
    const { network, clock } = await welcomed();
    clock.chance = 1;
    const drop = async (): Promise<number | undefined> => {
      await network.socket.close(1006);
      const [delay] = clock.delays;
      await clock.advance(delay ?? 0);
      await network.socket.welcome();
      return delay;
    };
    expect([await drop(), await drop(), await drop()]).toEqual([100, 200, 400]);
    await clock.advance(15_000);
    network.socket.send({ t: "pong" });
    expect([await drop(), await drop()]).toEqual([100, 200]);
  });

  test("calls that were sent are sent again where the server knows them, with those made meanwhile", async () => {
    const { connection, socket, network, clock } = await welcomed();
    const sent = connection.say("sent");
    await settled();
    await socket.close(1006);
    const waiting = connection.say("waiting");
    expect(connection.connStatus).toBe("disconnected");
    await clock.advance(100);
    expect(connection.connStatus).toBe("connecting");
    await network.socket.welcome({ retry: true });
    expect(network.socket.frames).toEqual([
      { t: "call", id: 1, ack: 0, action: "say", args: ["sent"] },
      { t: "call", id: 2, ack: 0, action: "say", args: ["waiting"] },
    ]);
    network.socket.send({ t: "result", id: 2, value: "2026-01-05T10:00:00.000Z" });
    network.socket.send({ t: "result", id: 1, value: "2026-01-05T10:00:00.000Z" });
    expect(await waiting).toBeInstanceOf(Date);
    expect(await sent).toBeInstanceOf(Date);
  });

  test("calls that were sent to a server that does not know them reject with outcome_unknown; others go out", async () => {
    const { connection, socket, network, clock } = await welcomed();
    const sent = rejection(connection.say("sent"));
    await settled();
    await socket.close(1006);
    const waiting = connection.say("waiting");
    await clock.advance(100);
    await network.socket.welcome({ connection: "connection-2" });
    expect(await sent).toMatchObject({ code: "outcome_unknown" });
    expect(network.socket.frames).toEqual([{ t: "call", id: 2, ack: 1, action: "say", args: ["waiting"] }]);
    network.socket.send({ t: "result", id: 2, value: "2026-01-05T10:00:00.000Z" });
    expect(await waiting).toBeInstanceOf(Date);
  });

  test("the hello goes on from the last event or pong that came", async () => {
    const { connection, socket, network, clock } = await welcomed();
    expect(socket.hello.resume).toBeUndefined();
    connection.on("cleared", () => {});
    socket.send({ t: "event", event: "cleared", seq: 9 }, { t: "event", event: "cleared" });
    const last = async (): Promise<unknown> => {
      await network.socket.close(1006);
      await clock.advance(1_000);
      return network.socket.hello.resume;
    };
    const { secret, epoch } = welcome;
    expect(await last()).toMatchObject({ connection: "connection-1", secret, epoch, seq: 9 });
    await network.socket.welcome({ seq: 9 });
    network.socket.send({ t: "pong", seq: 12 });
    expect(await last()).toMatchObject({ connection: "connection-1", seq: 12 });
    await network.socket.welcome({ connection: "connection-2", secret: "secret-2", epoch: "epoch-2", seq: 3 });
    expect(await last()).toMatchObject({ connection: "connection-2", secret: "secret-2", epoch: "epoch-2", seq: 3 });
  });

  test("events that were missed for good are told to onGap, before the first that follows", async () => {
    const { connection, socket, network, clock } = await welcomed();
    const heard: unknown[] = [];
    connection.onGap((gap) => heard.push(gap));
    connection.on("cleared", () => heard.push("cleared"));
    await socket.close(1006);
    await clock.advance(100);
    await network.socket.welcome({ retry: true, seq: 20, gap: { from: 8, to: 20 } });
    network.socket.send({ t: "event", event: "cleared", seq: 21 });
    expect(heard).toEqual([{ from: 8, to: 20 }, "cleared"]);
  });

  test("calls that wait survive attempts that fail", async () => {
    const { client, network, clock } = lab();
    const connection = client.room.get("general").connect();
    void connection.say("waiting");
    await settled();
    await network.socket.close(1006);
    await clock.advance(100);
    await network.socket.welcome();
    expect(network.socket.frames).toMatchObject([{ id: 1, args: ["waiting"] }]);
  });

  test("getParams is asked anew on each attempt", async () => {
    const { client, network, clock } = lab();
    let token = 0;
    client.room.get("general", { getParams: async () => ({ userId: `token-${++token}` }) }).connect();
    await settled();
    await network.socket.close(1006);
    await clock.advance(100);
    expect(network.sockets.map(({ hello }) => hello.params)).toEqual([{ userId: "token-1" }, { userId: "token-2" }]);
  });

  test("a getParams that fails is told and tried again", async () => {
    const { client, network, clock } = lab();
    let works = false;
    const cause = new Error("the token service is down");
    const getParams = (): unknown => {
      if (!works) throw cause;
      return { userId: "ann" };
    };
    const connection = client.room.get("general", { getParams }).connect();
    const errors: ActorError[] = [];
    connection.onError((error) => errors.push(error));
    await settled();
    expect(errors).toMatchObject([{ code: "callback_failed", cause }]);
    expect([connection.connStatus, network.sockets.length]).toEqual(["disconnected", 0]);
    works = true;
    await clock.advance(100);
    await network.socket.welcome();
    await connection.ready;
  });

  test("frames of an old socket are nobody's", async () => {
    const { connection, socket, network, clock } = await welcomed({ silence: 300 });
    socket.answersClose = false;
    await clock.advance(400);
    expect(connection.connStatus).toBe("disconnected");
    await clock.advance(100);
    await network.socket.welcome({ connection: "connection-2" });
    void connection.say("a");
    socket.send({ t: "welcome", connection: "old" }, { t: "result", id: 1, value: "x" });
    await socket.close(closeCodes.refused);
    expect([connection.connectionId, connection.connStatus]).toEqual(["connection-2", "connected"]);
  });
});

test("a transport that delivers before it has given its socket loses nothing, however much waits", async () => {
  const { FakeSocket } = await import("./fake-transport.js");
  const early: InstanceType<typeof FakeSocket>[] = [];
  const { client } = lab({
    transport: async ({ url, hello }, receiver) => {
      const socket = new FakeSocket(url, hello, receiver);
      early.push(socket);
      socket.send(welcome);
      await settled();
      return { send: (text) => socket.sent(text), close: () => socket.closed() };
    },
  });
  const connection = client.room.getOrCreate("general").connect();
  const calls = Array.from({ length: 300 }, () => connection.say("x".repeat(100)));
  await settled();
  await settled();
  expect(early[0]?.of("call").map(({ id }) => id)).toEqual(calls.map((_, index) => index + 1));
  expect(Math.max(...(early[0]?.messages ?? []).map((message) => JSON.stringify(message).length))).toBeLessThan(30_000);
  for (const call of calls) call.catch(() => {});
  await client.dispose();
});

describe("silence", () => {
  test("the client pings each third of the silence", async () => {
    const { socket, clock } = await welcomed();
    for (let n = 1; n <= 5; n++) {
      await clock.advance(15_000);
      expect(socket.of("ping").length).toBe(n);
      socket.send({ t: "pong" });
    }
  });

  test("a socket from which nothing came for the silence is dead, and another is opened", async () => {
    const { connection, socket, network, clock } = await welcomed();
    const lines = diary(connection);
    const reply = rejection(connection.withOptions({ timeout: Infinity }).say("a"));
    await clock.advance(44_999);
    expect(connection.connStatus).toBe("connected");
    await clock.advance(15_001);
    expect(socket.closing).toBe(true);
    expect(lines.slice(0, 2)).toEqual(["disconnected", "close disconnected: Silent."]);
    await clock.advance(100);
    expect(network.sockets.length).toBe(2);
    await connection.dispose();
    expect(await reply).toMatchObject({ code: "disconnected" });
  });

  test("any message keeps it alive", async () => {
    const { connection, socket, clock } = await welcomed();
    for (let n = 0; n < 10; n++) {
      await clock.advance(40_000);
      socket.send({ t: "event", event: "cleared" });
    }
    expect(connection.connStatus).toBe("connected");
  });

  test("a socket from which nothing ever came is given up after a third of it", async () => {
    const { client, network, clock } = lab({ silence: 3_000 });
    client.room.get("general").connect();
    await settled();
    await clock.advance(999);
    expect(network.socket.closing).toBe(false);
    await clock.advance(1);
    expect(network.socket.closing).toBe(true);
    expect(network.socket.frames).toEqual([]);
    await clock.advance(100);
    expect(network.sockets.length).toBe(2);
  });
});

describe("dispose", () => {
  test("rejects what waits and what comes later with disconnected, and resolves when the socket is closed", async () => {
    const { connection, socket, clock, network } = await welcomed();
    const lines = diary(connection);
    socket.answersClose = false;
    const call = rejection(connection.say("a"));
    let done = false;
    const disposed = connection.dispose().then(() => (done = true));
    expect(await call).toMatchObject({ code: "disconnected" });
    expect(await rejection(connection.say("b"))).toMatchObject({ code: "disconnected" });
    expect([socket.closing, done, connection.connStatus]).toEqual([true, false, "idle"]);
    await socket.close(1000);
    await disposed;
    expect(lines).toEqual(["idle", "close disconnected: Disposed."]);
    expect(clock.delays).toEqual([]);
    await clock.advance(1_000_000);
    expect(network.sockets.length).toBe(1);
  });

  test("does not wait for ever for a server that does not answer", async () => {
    const { connection, socket, clock } = await welcomed();
    socket.answersClose = false;
    const disposed = connection.dispose();
    await clock.advance(60_000);
    await disposed;
    expect(clock.delays).toEqual([]);
  });

  test("sends first what was called before it", async () => {
    const { connection, socket } = await welcomed();
    connection.clear().catch(() => {});
    await connection.dispose();
    expect(socket.frames).toMatchObject([{ action: "clear" }]);
  });

  test("twice is once", async () => {
    const { connection, socket } = await welcomed();
    socket.answersClose = false;
    const both = Promise.all([connection.dispose(), connection.dispose()]);
    await socket.close(1000);
    await both;
    await connection.dispose();
  });

  test.each<[string, (status: ConnectionStatus) => boolean]>([
    ["before the socket opens", () => true],
    ["while it waits for the next attempt", (status) => status === "disconnected"],
  ])("%s: ready rejects and nothing is left", async (_, wanted) => {
    const { client, network, clock } = lab();
    const connection = client.room.get("general").connect();
    await settled();
    if (!wanted(connection.connStatus)) await network.socket.close(1006);
    await connection.dispose();
    expect(await rejection(connection.ready)).toMatchObject({ code: "disconnected" });
    expect(clock.delays).toEqual([]);
    await clock.advance(1_000_000);
    expect(network.sockets.length).toBe(1);
  });

  test("while the params are asked for: no socket is opened", async () => {
    const { client, network } = lab();
    let answer: (params: unknown) => void = () => {};
    const getParams = (): Promise<unknown> => new Promise((resolve) => (answer = resolve));
    const connection = client.room.get("general", { getParams }).connect();
    await connection.dispose();
    answer({ userId: "ann" });
    await settled();
    expect(network.sockets).toEqual([]);
  });

  test("while the transport opens: the socket is closed as soon as there is one", async () => {
    let open = (): void => {};
    let closed = false;
    const { client } = lab({
      transport: (_, receiver) =>
        new Promise((resolve) => {
          const close = (): void => {
            closed = true;
            receiver.close(1000, "");
          };
          open = () => resolve({ send: () => {}, close });
        }),
    });
    const connection = client.room.get("general").connect();
    await settled();
    const disposed = connection.dispose();
    open();
    await disposed;
    expect(closed).toBe(true);
  });

  test("of the client disposes every connection", async () => {
    const { client, network } = lab();
    const connections = ["a", "b"].map((key) => client.room.get(key).connect());
    await settled();
    for (const socket of network.sockets) await socket.welcome();
    await client.dispose();
    expect(connections.map(({ connStatus }) => connStatus)).toEqual(["idle", "idle"]);
    expect(network.sockets.map(({ closing }) => closing)).toEqual([true, true]);
  });
});
