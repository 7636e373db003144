// Connections that lose their socket and come back: nothing missed, nothing twice, no call run twice.
import { describe, expect, test } from "vitest";
import type { Resume } from "../../src/protocol/frames.js";
import { FakeHost, FakeStorage, settle, type FakeSocket, type Frame } from "./fake-host.js";
import { lab, type Lab } from "./lab.js";

const params = { name: "ann" };

const actions = {
  tell: (c: Lab, value = 1) => c.broadcast("changed", value),
  fleet: (c: Lab, value = 1) => c.broadcast("fleeting", value),
  whisper: (c: Lab, value = 1) => {
    for (const conn of c.conns.values()) conn.send("named", { name: String(value) });
  },
  add: (c: Lab) => {
    c.state.count++;
    c.broadcast("changed", c.state.count);
    return c.state.count;
  },
  read: (c: Lab) => c.state.count,
  fail: () => {
    throw new Error("no");
  },
  online: (c: Lab) => [...c.conns.values()].filter((conn) => conn.online).length,
  conns: (c: Lab) => c.conns.size,
};

/** A client as far as it matters: what it has seen, and how it comes back. */
class Peer {
  readonly host: FakeHost;
  socket!: FakeSocket;
  cursor: Resume | undefined;
  welcome: Frame = {};
  readonly seen: Frame[] = [];
  events: string[] = ["changed"];

  constructor(host: FakeHost) {
    this.host = host;
  }
  async connect(): Promise<this> {
    this.socket = await this.host.connect({ params, events: this.events, ...(this.cursor && { resume: this.cursor }) });
    this.look();
    return this;
  }
  look(): Frame[] {
    const frames = this.socket.take();
    for (const frame of frames) {
      if (frame["t"] === "welcome") {
        this.welcome = frame;
        const { connection, secret, epoch, seq } = frame;
        this.cursor = { connection, secret, epoch, seq } as Resume;
      } else if (frame["seq"] !== undefined && this.cursor) this.cursor = { ...this.cursor, seq: Number(frame["seq"]) };
    }
    this.seen.push(...frames.filter((frame) => frame["t"] === "event"));
    return frames;
  }
  /** What was heard of `changed`. */
  get heard(): unknown[] {
    return this.seen.filter(({ event }) => event === "changed").map(({ payload }) => payload);
  }
  /** Loses the socket; what it was sent and has not looked at is lost as well. */
  lose(code = 1006): void {
    this.socket.take();
    this.host.core.closed(this.socket, code);
  }
}

async function peer(options: ConstructorParameters<typeof FakeHost>[1] = {}, hooks = {}): Promise<Peer> {
  return await new Peer(new FakeHost(lab(actions, hooks), options)).connect();
}

for (const durable of [false, true]) {
  describe(durable ? "durable store" : "memory store", () => {
    test("what was sent meanwhile, and what was lost on its way, comes after the welcome, once and in order", async () => {
      const ann = await peer({ durable });
      await ann.host.request("tell", [1]);
      ann.look();
      await ann.host.request("tell", [2]);
      ann.lose();
      await ann.host.request("tell", [3]);
      await ann.host.request("whisper", [4]);
      await ann.connect();
      expect(ann.welcome).toMatchObject({ seq: 1, retry: true });
      await ann.host.request("tell", [5]);
      ann.look();
      expect(ann.seen.map(({ event, payload }) => [event, payload])).toEqual([
        ["changed", 1],
        ["changed", 2],
        ["changed", 3],
        ["named", { name: "4" }],
        ["changed", 5],
      ]);
    });

    test("a client that had seen no event misses none", async () => {
      const ann = await peer({ durable });
      ann.lose();
      await ann.host.request("tell", [1]);
      await ann.connect();
      expect(ann.heard).toEqual([1]);
    });

    test("it is the same connection: state is kept, hooks run once, and it is in c.conns all the while", async () => {
      const log: string[] = [];
      const hooks = {
        onConnect: () => void log.push("connect"),
        onDisconnect: () => void log.push("disconnect"),
        onBeforeConnect: (_c: unknown, { name }: { name: string }) => void log.push(`before ${name}`),
      };
      const ann = await peer({ durable }, hooks);
      const { connection } = ann.welcome;
      ann.lose();
      expect(await ann.host.request("conns")).toEqual({ value: "1" });
      expect(await ann.host.request("online")).toEqual({ value: "0" });
      await ann.connect();
      expect(ann.welcome["connection"]).toBe(connection);
      expect(await ann.host.request("online")).toEqual({ value: "1" });
      expect(log).toEqual(["before ann", "connect", "before ann"]);
      ann.lose(1000);
      await settle();
      expect(log).toEqual(["before ann", "connect", "before ann", "disconnect"]);
    });

    test("after the window it is over, and a client that comes then is a new one, told whether it missed anything", async () => {
      const gone: number[] = [];
      const ann = await peer({ durable }, { onDisconnect: () => void gone.push(1) });
      const bob = await new Peer(ann.host).connect();
      const before = ann.welcome["connection"];
      ann.lose();
      bob.lose();
      ann.host.pass(29_999);
      expect(gone).toEqual([]);
      ann.host.pass(1);
      await settle();
      expect(gone).toEqual([1, 1]);
      await bob.connect();
      expect(bob.welcome).not.toHaveProperty("gap");
      await ann.host.request("tell", [2]);
      await ann.connect();
      expect(ann.welcome["connection"]).not.toBe(before);
      expect(ann.welcome).toMatchObject({ seq: 1, gap: { from: 1, to: 1 } });
      expect(ann.welcome).not.toHaveProperty("retry");
      expect(ann.seen).toEqual([]);
    });

    test("another's secret resumes nothing", async () => {
      const ann = await peer({ durable });
      const { connection } = ann.welcome;
      ann.lose();
      ann.cursor = { ...ann.cursor!, secret: "x".repeat(ann.cursor!.secret.length) };
      await ann.connect();
      expect(ann.welcome["connection"]).not.toBe(connection);
    });

    test("params are checked and asked about again; a refusal ends the attempt and not the connection", async () => {
      let allowed = true;
      const ann = await peer(
        { durable },
        {
          onBeforeConnect() {
            if (!allowed) throw new Error("no");
          },
        },
      );
      ann.lose();
      allowed = false;
      await expect(ann.connect()).rejects.toMatchObject({ wire: { code: "internal_error" } });
      allowed = true;
      await ann.host.request("tell", [7]);
      await ann.connect();
      expect(ann.heard).toEqual([7]);
    });

    test("the new socket fences the old one", async () => {
      const ann = await peer({ durable });
      const old = ann.socket;
      await ann.connect();
      expect(old.closedWith?.code).toBe(4409);
      await ann.host.request("tell", [1]);
      ann.look();
      expect(ann.heard).toEqual([1]);
      expect(old.take()).toEqual([]);
      ann.host.core.closed(old, 4409);
      expect(await ann.host.request("online")).toEqual({ value: "1" });
    });

    test("subscriptions: what was heard before one began is not replayed, nor what one ended meanwhile", async () => {
      const ann = await peer({ durable });
      await ann.host.request("whisper", [1]);
      ann.events = ["changed", "cleared"];
      const bob = new Peer(ann.host);
      bob.events = [];
      await bob.connect();
      await ann.host.request("tell", [1]);
      await ann.host.request("tell", [2]);
      ann.host.send(bob.socket, { t: "subscribe", event: "changed" });
      bob.lose();
      await ann.host.request("tell", [3]);
      bob.events = ["changed"];
      await bob.connect();
      expect(bob.heard).toEqual([3]);
      bob.lose();
      await ann.host.request("tell", [4]);
      bob.events = [];
      await bob.connect();
      expect(bob.heard).toEqual([3]);
    });

    test("volatile events are for those who are there", async () => {
      const ann = await peer({ durable });
      ann.events = ["fleeting"];
      await ann.connect();
      ann.lose();
      await ann.host.request("fleet", [1]);
      await ann.connect();
      await ann.host.request("fleet", [2]);
      ann.look();
      expect(ann.seen).toEqual([{ t: "event", event: "fleeting", payload: 2 }]);
    });

    test("the log is bounded; what was dropped is a gap, and only for those who miss it", async () => {
      const ann = await peer({ durable, limits: { logEvents: 8 } });
      const bob = new Peer(ann.host);
      bob.events = ["cleared"];
      await bob.connect();
      ann.lose();
      bob.lose();
      for (let n = 1; n <= 20; n++) await ann.host.request("tell", [n]);
      await ann.connect();
      const { to } = ann.welcome["gap"] as { to: number };
      expect(ann.welcome).toMatchObject({ gap: { from: 1 }, seq: to });
      expect(to).toBeGreaterThanOrEqual(12);
      expect(ann.heard).toEqual(Array.from({ length: 20 - to }, (_n, index) => to + 1 + index));
      await bob.connect();
      expect(bob.welcome).not.toHaveProperty("gap");
    });

    test("what was sent to one connection and dropped is a gap for that one", async () => {
      const ann = await peer({ durable, limits: { logEvents: 8 } });
      ann.events = [];
      await ann.connect();
      await ann.host.request("whisper", [1]);
      ann.lose();
      const bob = await new Peer(ann.host).connect();
      bob.events = [];
      await bob.connect();
      bob.lose();
      for (let n = 1; n <= 20; n++) await ann.host.request("tell", [n]);
      await ann.connect();
      expect(ann.welcome).toMatchObject({ gap: { from: 1, to: 1 } });
      await bob.connect();
      expect(bob.welcome).not.toHaveProperty("gap");
    });

    test("a pong moves the cursor past what was for others", async () => {
      const ann = await peer({ durable });
      ann.events = [];
      await ann.connect();
      await ann.host.request("tell", [1]);
      ann.host.send(ann.socket, { t: "ping" });
      expect(ann.look()).toEqual([{ t: "pong", seq: 1 }]);
    });

    test("calls that are sent again are answered from the record, or run now, and never twice", async () => {
      const ann = await peer({ durable });
      ann.host.send(ann.socket, { t: "call", id: 1, action: "add", args: [] });
      ann.host.send(ann.socket, { t: "call", id: 2, action: "fail", args: [] });
      await settle();
      ann.lose();
      await ann.connect();
      const calls = [1, 2, 3].map((id) => ({ t: "call", id, ack: 0, action: id === 2 ? "fail" : "add", args: [] }));
      ann.host.send(ann.socket, calls);
      await settle();
      const replies = ann.look().filter(({ t }) => t === "result" || t === "error");
      expect(replies).toMatchObject([
        { t: "result", id: 1, value: 1 },
        { t: "error", id: 2, code: "internal_error" },
        { t: "result", id: 3, value: 2 },
      ]);
      ann.host.send(ann.socket, { t: "call", id: 3, action: "add", args: [] });
      expect(ann.look()).toMatchObject([{ t: "error", id: 3, code: "duplicate_id" }]);
    });

    test("a call that still runs is not run again, and its reply goes where the client is now", async () => {
      let finish = (): void => {};
      const waits = new Promise<void>((resolve) => (finish = resolve));
      let runs = 0;
      const host = new FakeHost(lab({ ...actions, slow: async () => (runs++, await waits, runs) }), { durable });
      const ann = await new Peer(host).connect();
      host.send(ann.socket, { t: "call", id: 1, action: "slow", args: [] });
      ann.lose();
      await ann.connect();
      host.send(ann.socket, { t: "call", id: 1, action: "slow", args: [] });
      finish();
      await settle();
      expect(ann.look()).toEqual([{ t: "result", id: 1, value: 1 }]);
    });

    test("records outlive the connection for the retry window, and what is dropped of them is outcome_unknown", async () => {
      const ann = await peer({ durable, limits: { callsInFlight: 4 } });
      for (let id = 1; id <= 6; id++) ann.host.send(ann.socket, { t: "call", id, action: "add", args: [] });
      await settle();
      ann.lose();
      ann.host.pass(30_000);
      await settle();
      await ann.connect();
      expect(ann.welcome).toMatchObject({ retry: true });
      for (let id = 2; id <= 3; id++) ann.host.send(ann.socket, { t: "call", id, action: "add", args: [] });
      expect(ann.look()).toMatchObject([
        { t: "error", id: 2, code: "outcome_unknown" },
        { t: "result", id: 3, value: 3 },
      ]);
      ann.lose();
      ann.host.pass(30_000);
      await settle();
      ann.host.pass(600_000);
      await settle();
      await ann.connect();
      expect(ann.welcome).not.toHaveProperty("retry");
      expect(await ann.host.request("read")).toEqual({ value: "6" });
    });

    test("replies that the client has are forgotten", async () => {
      const ann = await peer({ durable });
      ann.host.send(ann.socket, { t: "call", id: 1, action: "add", args: [] });
      await settle();
      ann.host.send(ann.socket, { t: "call", id: 2, ack: 1, action: "add", args: [] });
      await settle();
      ann.lose();
      await ann.connect();
      ann.host.send(ann.socket, { t: "call", id: 2, action: "add", args: [] });
      expect(ann.look()).toMatchObject([{ t: "result", id: 2, value: 2 }]);
    });

    test("too many that are offline: the one that is so for longest ends", async () => {
      const gone: string[] = [];
      const hooks = { onDisconnect: (_c: unknown, conn: { id: string }) => void gone.push(conn.id) };
      const ann = await peer({ durable, limits: { offlineConnections: 1 } }, hooks);
      const bob = await new Peer(ann.host).connect();
      ann.lose();
      bob.lose();
      await settle();
      expect(gone).toEqual([ann.welcome["connection"]]);
    });
  });
}

describe("a server that died", () => {
  test("connections, events and replies are there when it is back, with the same numbers", async () => {
    const storage = new FakeStorage();
    const ann = await peer({ durable: true, storage });
    ann.host.send(ann.socket, { t: "call", id: 1, action: "add", args: [] });
    await settle();
    expect(ann.look()).toMatchObject([{ seq: 1 }, { t: "result", id: 1 }]);
    ann.host.send(ann.socket, { t: "call", id: 2, action: "add", args: [] });
    ann.host.send(ann.socket, { t: "call", id: 3, action: "read", args: [] });
    await settle();
    const next = new FakeHost(lab(actions), { durable: true, storage });
    const back = Object.assign(new Peer(next), { cursor: ann.cursor });
    await back.connect();
    expect(back.welcome).toMatchObject({ connection: ann.welcome["connection"], retry: true, seq: 1 });
    expect(back.heard).toEqual([2]);
    next.send(
      back.socket,
      { t: "call", id: 2, action: "add", args: [] },
      { t: "call", id: 3, action: "read", args: [] },
    );
    await settle();
    expect(back.look()).toMatchObject([
      { t: "result", id: 2, value: 2 },
      { t: "result", id: 3, value: 2 },
    ]);
    await next.request("tell", [9]);
    expect(back.look()).toMatchObject([{ event: "changed", seq: 3, payload: 9 }]);
  });

  test("whoever does not come back in time is over, in the store as well", async () => {
    const storage = new FakeStorage();
    const ann = await peer({ durable: true, storage });
    ann.host.send(ann.socket, { t: "call", id: 1, action: "add", args: [] });
    await settle();
    const gone: number[] = [];
    const next = new FakeHost(lab(actions, { onDisconnect: () => void gone.push(1) }), { durable: true, storage });
    expect(await next.request("conns")).toEqual({ value: "1" });
    next.pass(30_000);
    await settle();
    expect(gone).toEqual([1]);
    next.pass(600_000);
    await settle();
    expect([...storage.values.keys()].filter((key) => /^(conn|call)\//.test(key))).toEqual([]);
  });

  test("a call that had begun to take effect is outcome_unknown", async () => {
    const storage = new FakeStorage();
    const never = new Promise<void>(() => {});
    const half = {
      half: async (c: Lab) => {
        c.state.count++;
        await c.commit();
        await never;
      },
    };
    const host = new FakeHost(lab({ ...actions, ...half }), { durable: true, storage });
    const ann = await new Peer(host).connect();
    host.send(ann.socket, { t: "call", id: 1, action: "half", args: [] });
    await settle();
    const next = new FakeHost(lab({ ...actions, ...half }), { durable: true, storage });
    const back = await Object.assign(new Peer(next), { cursor: ann.cursor }).connect();
    next.send(back.socket, { t: "call", id: 1, action: "half", args: [] });
    expect(back.look()).toMatchObject([{ t: "error", id: 1, code: "outcome_unknown" }]);
    expect(await next.request("read")).toEqual({ value: "1" });
  });

  test("a count that was lost is a gap without an end", async () => {
    const ann = await peer();
    const next = new FakeHost(lab(actions));
    const back = await Object.assign(new Peer(next), { cursor: { ...ann.cursor!, epoch: "another" } }).connect();
    expect(back.welcome).toMatchObject({ gap: { from: 1 } });
    expect(back.welcome["gap"]).not.toHaveProperty("to");
  });

  test("nothing leaves before it is stored, neither events nor replies nor welcomes", async () => {
    const storage = new FakeStorage();
    const ann = await peer({ durable: true, storage });
    storage.held = [];
    ann.host.send(ann.socket, { t: "call", id: 1, action: "add", args: [] });
    const bob = new Peer(ann.host);
    const coming = bob.connect();
    await settle();
    expect(ann.look()).toEqual([]);
    const { held } = storage;
    const stored = (): void => held.splice(0).forEach(({ resolve }) => resolve());
    stored();
    await coming;
    expect(bob.look()).toEqual([]);
    stored();
    await settle();
    expect(ann.look()).toMatchObject([{ t: "event" }, { t: "result" }]);
    expect(bob.look()).toMatchObject([{ t: "welcome", seq: 1 }]);
  });
});
