// The conformance suite: what a connection does, whatever carries it.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ClientOptions } from "actorgen/client";
import { defaultLimits } from "../../src/protocol/limits.js";
import type { ProbeConnection } from "./probe.js";
import { RawLink } from "./raw-link.js";
import type { Contender, Guest, Stage } from "./stage.js";

/** Waits until something holds. */
async function until(holds: () => unknown): Promise<void> {
  await expect.poll(holds, { interval: 2, timeout: 8_000 }).toBeTruthy();
}

/** What a promise rejects with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { resolved: await promise };
  } catch (error) {
    return error;
  }
}

/** Runs every case on one transport. */
export function conformance(contender: Contender): void {
  describe(contender.name, () => {
    let stage: Stage;
    beforeEach(async () => {
      stage = await contender.start();
    });
    afterEach(() => stage.close());

    const open = ({ client }: Guest, name = "ann", key = "room"): ProbeConnection =>
      client.probe.getOrCreate(key, { params: { name } }).connect();
    /** A guest with an open connection, and what it heard. */
    const joined = async (
      name: string,
      options?: ClientOptions,
    ): Promise<{ guest: Guest; connection: ProbeConnection; heard: string[] }> => {
      const guest = await stage.join(options);
      const connection = open(guest, name);
      const heard: string[] = [];
      connection.on("whispered", (text) => heard.push(`whispered ${text}`));
      connection.on("said", (text) => heard.push(`said ${text}`));
      await connection.ready;
      return { guest, connection, heard };
    };
    const restage = async (limits: Parameters<Contender["start"]>[0]): Promise<void> => {
      await stage.close();
      stage = await contender.start(limits);
    };

    describe("connecting", () => {
      test("connects, tells its status and ids, and calls", async () => {
        const connection = open(await stage.join());
        const statuses: string[] = [connection.connStatus];
        connection.onStatusChange((status) => statuses.push(status));
        await connection.ready;
        expect(statuses).toEqual(["connecting", "connected"]);
        expect([connection.connectionId, connection.actorId]).toEqual([expect.any(String), expect.any(String)]);
        expect(await connection.add(2)).toBe(2);
        expect(await connection.add(3)).toBe(5);
      });

      test("calls made before it is open wait for it", async () => {
        const connection = open(await stage.join());
        expect(await Promise.all([connection.add(1), connection.echo("x")])).toEqual([1, "x"]);
      });

      test.each([
        ["get of an actor that is not there", "get", { name: "ann" }, { code: "actor_not_found" }],
        ["params that do not fit", "getOrCreate", { name: "" }, { code: "invalid_params" }],
        ["onBeforeConnect", "getOrCreate", { name: "banned" }, { code: "banned", message: "Not you." }],
      ] as const)("refused by %s: ready rejects, and nothing is tried again", async (_what, mode, params, error) => {
        const { client } = await stage.join();
        const connection = client.probe[mode]("refusing", { params }).connect();
        const errors: unknown[] = [];
        connection.onError((told) => errors.push(told));
        const told = await rejection(connection.ready);
        expect(told).toMatchObject(error);
        expect(errors).toEqual([told]);
        expect(connection.connStatus).toBe("idle");
        expect(await rejection(connection.add(1))).toMatchObject({ code: error.code });
      });

      test("getParams is asked before each attempt, and the new params hold", async () => {
        const guest = await stage.join();
        let asked = 0;
        const getParams = async (): Promise<object> => ({ name: `ann-${++asked}` });
        const connection = guest.client.probe.getOrCreate("room", { getParams }).connect();
        expect(await connection.who()).toEqual(["ann-1"]);
        guest.cut();
        await until(() => asked === 2 && connection.connStatus === "connected");
        expect(await connection.who()).toEqual(["ann-2"]);
      });
    });

    describe("calls", () => {
      test("refused arguments tell their issues", async () => {
        const { connection } = await joined("ann");
        expect(await rejection(connection.add("one"))).toMatchObject({
          code: "invalid_argument",
          issues: [{ code: "invalid_type", path: [0] }],
        });
        expect(await connection.add(1)).toBe(1);
      });

      test("a declared error has its data, a UserError its metadata, a bug nothing but a reference; none leaves a trace", async () => {
        const { connection, heard } = await joined("ann");
        expect(await rejection(connection.fail("declared"))).toMatchObject({ code: "full", data: { limit: 3 } });
        expect(await rejection(connection.fail("user"))).toMatchObject({
          code: "away",
          message: "Go away.",
          metadata: { why: "tired" },
        });
        const bug = await rejection(connection.fail("bug"));
        expect(bug).toMatchObject({ code: "internal_error", ref: expect.any(String) });
        expect(JSON.stringify(bug)).not.toContain("a secret");
        expect(await connection.add(1)).toBe(1);
        expect(heard).toEqual([]);
      });

      test("two thousand of one tick run once each, in order", async () => {
        const { connection } = await joined("ann");
        const counts = Array.from({ length: 1_000 }, () => connection.add(1));
        const echoes = Array.from({ length: 1_000 }, (_, n) => connection.echo(`${n}`.padEnd(30, "ü")));
        expect(await Promise.all(counts)).toEqual(counts.map((_, n) => n + 1));
        expect(await Promise.all(echoes)).toEqual(echoes.map((_, n) => `${n}`.padEnd(30, "ü")));
      });

      test("calls that are made while others are on their way keep their order", async () => {
        const { connection } = await joined("ann");
        const counts: Promise<number>[] = [];
        for (let round = 0; round < 20; round++) {
          counts.push(connection.add(1));
          await new Promise((resolve) => setImmediate(resolve));
        }
        expect(await Promise.all(counts)).toEqual(counts.map((_, n) => n + 1));
      });

      test("half a megabyte each way arrives whole", async () => {
        const { connection } = await joined("ann");
        const text = '€\u2028"\\\n\r'.repeat(40_000);
        expect((await connection.echo(text)) === text).toBe(true);
      });

      test("the caller's abort reaches the handler", async () => {
        const { connection } = await joined("ann");
        const controller = new AbortController();
        const call = connection.withOptions({ signal: controller.signal }).wait();
        await connection.who();
        controller.abort();
        expect(await rejection(call)).toMatchObject({ code: "aborted" });
        await until(() => stage.witness.aborted === 1);
      });
    });

    describe("events", () => {
      test("reach who subscribed, in order, before the reply of the call that caused them", async () => {
        const { connection: ann, heard } = await joined("ann");
        const { connection: ben, heard: bens } = await joined("ben");
        for (const text of ["one", "two"]) {
          await ann.say(text);
          expect(heard.at(-1)).toBe(`said ${text}`);
        }
        await until(() => bens.length === 2);
        await Promise.all(Array.from({ length: 100 }, (_, n) => ben.say(`${n}`)));
        await until(() => heard.length === 102);
        const all = ["one", "two", ...Array.from({ length: 100 }, (_, n) => `${n}`)].map((text) => `said ${text}`);
        expect([heard, bens]).toEqual([all, all]);
      });

      test("stop with the subscription, and void and volatile ones arrive", async () => {
        const { connection } = await joined("ann");
        const seen: unknown[] = [];
        const stop = connection.on("fleeting", (n) => seen.push(n));
        connection.on("cleared", (nothing) => seen.push(nothing));
        await connection.hint(1);
        await connection.clear();
        stop();
        await connection.hint(2);
        expect(seen).toEqual([1, undefined]);
      });

      test("a private one reaches its connection alone, subscribed or not", async () => {
        const { connection: ann, heard } = await joined("ann");
        const { heard: bens } = await joined("ben");
        await ann.whisper("ben", "psst");
        await until(() => bens.length === 1);
        expect([heard, bens]).toEqual([[], ["whispered psst"]]);
      });
    });

    describe("after a cut", () => {
      test("what was missed comes once and in order, broadcast or private; the connection is the same", async () => {
        const { guest, connection, heard } = await joined("ann");
        const { connection: ben } = await joined("ben");
        const statuses: string[] = [];
        connection.onStatusChange((status) => statuses.push(status));
        const newest: number[] = [];
        connection.on("newest", (n) => newest.push(n));
        await connection.say("before");
        const id = connection.connectionId;
        guest.block();
        await until(() => connection.connStatus === "disconnected");
        for (let n = 0; n < 20; n++) {
          await ben.say(`${n}`);
          await ben.report(n);
          await ben.whisper("ann", `${n}`);
        }
        guest.unblock();
        await until(() => heard.length >= 41);
        await connection.say("after");
        const missed = Array.from({ length: 20 }, (_, n) => [`said ${n}`, `whispered ${n}`]).flat();
        expect(heard).toEqual(["said before", ...missed, "said after"]);
        expect(newest).toEqual([19]);
        expect(connection.connectionId).toBe(id);
        expect(statuses[0]).toBe("disconnected");
        expect(stage.witness.left).toEqual([]);
      });

      test("one that had seen no event misses none", async () => {
        const { guest, connection, heard } = await joined("ann");
        const { connection: ben } = await joined("ben");
        guest.block();
        await until(() => connection.connStatus !== "connected");
        await ben.say("only");
        guest.unblock();
        await until(() => heard.length > 0);
        expect(heard).toEqual(["said only"]);
      });

      test("a call on its way is answered, and ran once", async () => {
        const { guest, connection } = await joined("ann");
        const { connection: ben } = await joined("ben");
        const call = connection.slowly(7);
        await ben.who();
        await until(() => stage.witness.release);
        guest.block();
        await until(() => connection.connStatus !== "connected");
        const offline = connection.add(100);
        stage.witness.release?.();
        await ben.who();
        guest.unblock();
        expect(await call).toBe(7);
        expect(await offline).toBe(107);
        expect(await ben.add(0)).toBe(107);
      });

      test("many cuts under load: nothing is missed, doubled or out of order", async () => {
        const { guest, connection, heard } = await joined("ann");
        const { connection: ben } = await joined("ben");
        const calls: Promise<number>[] = [];
        for (let round = 0; round < 15; round++) {
          for (let n = 0; n < 5; n++) {
            calls.push(connection.add(1));
            await ben.say(`${round * 5 + n}`);
          }
          guest.cut();
          if (round % 3 === 0) await until(() => connection.connStatus === "connected");
        }
        expect(await Promise.all(calls)).toEqual(calls.map((_, n) => n + 1));
        await until(() => heard.length >= 75);
        expect(heard).toEqual(calls.map((_, n) => `said ${n}`));
      });

      test("what is no longer kept is told as a gap", async () => {
        await restage({ logEvents: 8 });
        const { guest, connection, heard } = await joined("ann");
        const { connection: ben } = await joined("ben");
        const gaps: object[] = [];
        connection.onGap((gap) => gaps.push(gap));
        await connection.say("seen");
        guest.block();
        await until(() => connection.connStatus !== "connected");
        for (let n = 0; n < 30; n++) await ben.say(`${n}`);
        guest.unblock();
        await until(() => gaps.length > 0);
        await connection.say("last");
        expect(gaps).toEqual([{ from: 2, to: expect.any(Number) }]);
        expect(heard.at(0)).toBe("said seen");
        expect(heard.slice(-2)).toEqual(["said 29", "said last"]);
        expect(heard.length).toBeLessThan(32);
      });

      test("a new socket of a connection fences the old one", async () => {
        const guest = await stage.join();
        const hello = { mode: "getOrCreate", params: { name: "ann" }, events: ["said"] };
        const first = await RawLink.open(guest, hello);
        const [welcome] = await first.next();
        expect(welcome).toMatchObject({ t: "welcome" });
        const { connection, secret, epoch, seq } = Object(welcome);
        const second = await RawLink.open(guest, { ...hello, resume: { connection, secret, epoch, seq } });
        expect(await second.next()).toMatchObject([{ t: "welcome", connection }]);
        expect(await first.closed).toBe(4409);
        const stranger = await RawLink.open(guest, { ...hello, resume: { connection, secret: "guessed", epoch, seq } });
        const [other] = await stranger.next();
        expect(Object(other).connection).not.toBe(connection);
        second.send({ t: "ping" });
        expect(await second.next()).toMatchObject([{ t: "pong" }]);
        for (const link of [first, second, stranger]) link.close();
      });
    });

    describe("ending", () => {
      test("dispose ends the connection at once, on both sides", async () => {
        const { connection: ann } = await joined("ann");
        const { connection: ben } = await joined("ben");
        const waiting = rejection(ann.slowly(1));
        await until(() => stage.witness.release);
        await ann.dispose();
        expect(ann.connStatus).toBe("idle");
        expect(await waiting).toMatchObject({ code: "disconnected" });
        stage.witness.release?.();
        await until(() => stage.witness.left.length === 1);
        expect([stage.witness.left, await ben.who()]).toEqual([["ann"], ["ben"]]);
      });

      test("a call that is followed by dispose in the same tick is run", async () => {
        const { connection: ann } = await joined("ann");
        const { connection: ben, heard } = await joined("ben");
        const said = ann.say("bye");
        await Promise.all([ann.dispose(), rejection(said)]);
        await until(() => heard.length > 0);
        expect([heard, await ben.who()]).toEqual([["said bye"], ["ben"]]);
      });

      test("the server ends it with a reason, for good", async () => {
        const { connection } = await joined("ann");
        const reasons: string[] = [];
        connection.onClose(({ code, message }) => reasons.push(`${code}: ${message}`));
        await rejection(connection.kick());
        await until(() => connection.connStatus === "idle");
        expect(reasons).toEqual(["disconnected: that is enough"]);
        expect(stage.witness.left).toEqual(["ann"]);
      });

      test("destroy ends it with actor_destroyed", async () => {
        const { connection: ann } = await joined("ann");
        const { connection: ben } = await joined("ben");
        const reasons: string[] = [];
        ann.onClose(({ code }) => reasons.push(code));
        await rejection(ben.end());
        await until(() => ann.connStatus === "idle" && ben.connStatus === "idle");
        expect(reasons).toEqual(["actor_destroyed"]);
      });

      test("a server that restarts is found again", async () => {
        const { connection } = await joined("ann");
        const reasons: string[] = [];
        connection.onClose(({ message }) => reasons.push(message));
        await stage.restart();
        await until(() => reasons.length > 0 && connection.connStatus === "connected");
        expect(await connection.echo("back")).toBe("back");
        expect(reasons).toEqual(["shutting_down"]);
      });
    });

    describe("hostile input", () => {
      const hello = { mode: "getOrCreate", params: { name: "eve" } };

      test("is answered, and the connection goes on", async () => {
        const link = await RawLink.open(await stage.join(), hello);
        await link.next();
        for (const [message, code, at] of [
          ["hello", "bad_json", {}],
          ['{"t":"call","id":1', "bad_json", {}],
          ["[".repeat(200) + "]".repeat(200), "too_deep", {}],
          ["[]", "bad_frame", {}],
          ["7", "bad_frame", {}],
          [{ t: "welcome" }, "bad_frame", {}],
          [{ t: "call", id: 1, action: "__proto__", args: [] }, "unknown_action", { id: 1 }],
          [{ t: "call", id: 2, action: "add", args: [1, 2] }, "invalid_argument", { id: 2 }],
          [{ t: "call", id: 2, action: "add", args: [1] }, "duplicate_id", { id: 2 }],
          [{ t: "subscribe", event: "then" }, "unknown_event", { event: "then" }],
          [Array.from({ length: 1_025 }, () => ({ t: "ping" })), "too_large", {}],
        ] as const) {
          link.send(message);
          expect(await link.next()).toMatchObject([{ t: "error", code, ...at }]);
        }
        link.send([{ t: "call", id: 3, action: "add", args: [1] }, { t: "ping" }]);
        expect(await link.next(2)).toMatchObject([{ t: "result", id: 3, value: 1 }, { t: "pong" }]);
        link.close();
      });

      test("that is too large is told, and ends the connection", async () => {
        const link = await RawLink.open(await stage.join(), hello);
        await link.next();
        link.send(JSON.stringify("x".repeat(defaultLimits.messageBytes)));
        expect(await link.next()).toMatchObject([{ t: "error", code: "too_large" }]);
        expect(await link.closed).toBe(4422);
      });

      test("a flood is answered, then ended", async () => {
        await restage({ framesPerSecond: 1, frameBurst: 50 });
        const link = await RawLink.open(await stage.join(), hello);
        await link.next();
        link.send(Array.from({ length: 120 }, () => ({ t: "ping" })));
        const frames = await link.next(102);
        expect(frames.filter(({ t }) => t === "pong").length).toBe(50);
        expect(frames.at(-1)).toMatchObject({ t: "error", code: "too_many_requests" });
        expect(await link.closed).toBe(4422);
      });
    });
  });
}
