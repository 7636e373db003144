// Who is calling: the identity that the host gives, and what it may do, at the core.
import { describe, expect, test } from "vitest";
import type { Access, Caller, Permit } from "../../src/server/host.js";
import type { ActorImplementation } from "actorgen/server";
import { parseWith } from "actorgen/server";
import { z } from "zod";
import { FakeHost, FakeSocket, deferred, settle, type Frame } from "./fake-host.js";
import { lab, type Lab, type LabConn } from "./lab.js";

const params = { name: "ann" };
const Identity = z.object({ userId: z.string(), admin: z.boolean().default(false) });

const actions = {
  who: (c: Lab) => c.auth?.userId ?? null,
  tell: (c: Lab, n = 0) => c.broadcast("changed", n),
  add: (c: Lab, n = 0) => void (c.state.count += n),
};

/** The lab, asking who is calling. */
function guarded(hooks = {}): ActorImplementation {
  const implementation = lab(actions, hooks);
  return { ...implementation, descriptor: { ...implementation.descriptor, parseAuth: parseWith(Identity) } };
}
const ann: Caller = { auth: { userId: "ann", secret: "x" }, chain: [] };

async function connect(host: FakeHost, caller: Caller, hello = {}): Promise<FakeSocket> {
  const admission = await host.core.admit(caller, { mode: "getOrCreate", params, ...hello });
  if (!admission.admitted) throw Object.assign(new Error("refused"), { wire: admission.error });
  const socket = Object.assign(new FakeSocket(host.randomId(), admission.attachment), { permit: caller.permit });
  host.core.open(socket);
  return socket;
}
const call = (id: number, action: string, ...args: unknown[]): Frame => ({ t: "call", id, action, args });
const request = (host: FakeHost, caller: Caller, action: string) =>
  host.core.request({ caller, hello: { mode: "getOrCreate" }, action, args: [] });

describe("the identity", () => {
  test("is parsed, and is c.auth and conn.auth", async () => {
    const seen: unknown[] = [];
    const host = new FakeHost(
      guarded({
        onBeforeConnect: (c: { auth: unknown }) => void seen.push(c.auth),
        onConnect: (_c: unknown, conn: LabConn) => void seen.push(conn.auth),
      }),
    );
    const socket = await connect(host, ann);
    host.send(socket, call(1, "who"));
    expect(socket.take().at(-1)).toMatchObject({ t: "result", value: "ann" });
    expect(await request(host, { auth: { userId: "bob" }, chain: [] }, "who")).toEqual({ value: '"bob"' });
    expect(seen).toEqual([
      { userId: "ann", admin: false },
      { userId: "ann", admin: false },
    ]);
  });

  test("is unauthorized where there is none, before the actor exists", async () => {
    const host = new FakeHost(guarded());
    const nobody: Caller = { auth: undefined, chain: [] };
    for (const reply of [
      await request(host, nobody, "who"),
      await host.core.resolve(nobody, { mode: "getOrCreate" }),
      await host.core.admit(nobody, { mode: "getOrCreate", params }),
    ]) {
      expect(reply).toMatchObject({ error: { code: "unauthorized" } });
    }
    expect(host.storage.values.size).toBe(0);
  });

  test("that does not fit is the server's fault and not told", async () => {
    const host = new FakeHost(guarded());
    const reply = await request(host, { auth: { userId: 5 }, chain: [] }, "who");
    expect(reply).toMatchObject({ error: { code: "internal_error", ref: expect.any(String) } });
    expect(JSON.stringify(reply)).not.toContain("userId");
  });

  test("is another after a resume with another caller", async () => {
    const host = new FakeHost(guarded());
    const socket = await connect(host, ann);
    const [welcome] = socket.take();
    host.core.closed(socket, 1006);
    const { connection, secret, epoch, seq } = Object(welcome);
    const again = await connect(
      host,
      { auth: { userId: "ann 2" }, chain: [] },
      { resume: { connection, secret, epoch, seq } },
    );
    host.send(again, call(1, "who"));
    expect(again.take()).toMatchObject([{ connection }, { value: "ann 2" }]);
  });

  test("is undefined for an actor that does not ask", async () => {
    const host = new FakeHost(lab(actions));
    expect(await request(host, ann, "who")).toEqual({ value: "null" });
  });
});

describe("permissions", () => {
  /** A caller that may not do some things, asked at once or later. */
  function limited(forbidden: readonly string[], later = false): { caller: Caller; asked: Access[] } {
    const asked: Access[] = [];
    const permit: Permit = (access) => {
      asked.push(access);
      const name = "action" in access ? access.action : access.event;
      const error = forbidden.includes(name) ? { code: "unauthorized", message: `no ${name}` } : undefined;
      return later ? settle().then(() => error) : error;
    };
    return { caller: { ...ann, permit }, asked };
  }

  test.each([false, true])("a call and a subscription are refused alone; later: %s", async (later) => {
    const { caller } = limited(["add", "named"], later);
    const host = new FakeHost(guarded());
    const socket = await connect(host, caller);
    socket.take();
    host.send(socket, [
      call(1, "who"),
      call(2, "add", 1),
      { t: "subscribe", event: "named" },
      { t: "subscribe", event: "changed" },
      call(3, "tell", 7),
    ]);
    host.send(socket, call(4, "who"));
    for (let turn = 0; turn < 10; turn++) await settle();
    expect(socket.take()).toMatchObject([
      { t: "result", id: 1 },
      { t: "error", id: 2, code: "unauthorized", message: "no add" },
      { t: "error", event: "named", code: "unauthorized" },
      { t: "event", event: "changed", payload: 7 },
      { t: "result", id: 3 },
      { t: "result", id: 4 },
    ]);
    expect(await request(host, ann, "add")).toEqual({});
  });

  test("events of the hello are asked about before anything is sent", async () => {
    const { caller, asked } = limited(["named"], true);
    const host = new FakeHost(guarded());
    const socket = await connect(host, caller, { events: ["named", "changed", "nothing"] });
    expect(asked).toEqual([{ event: "named" }, { event: "changed" }]);
    expect(socket.take()).toMatchObject([
      { t: "welcome" },
      { t: "error", event: "nothing", code: "unknown_event" },
      { t: "error", event: "named", code: "unauthorized" },
    ]);
    await host.core.request({ caller: ann, hello: { mode: "get" }, action: "tell", args: [1] });
    expect(socket.take()).toMatchObject([{ event: "changed" }]);
  });

  test("names that are not there are refused without asking", async () => {
    const { caller, asked } = limited([]);
    const host = new FakeHost(guarded());
    const socket = await connect(host, caller);
    socket.take();
    host.send(socket, call(1, "__proto__"), { t: "subscribe", event: "nothing" }, { t: "call" });
    expect(socket.take()).toMatchObject([{ code: "unknown_action" }, { code: "unknown_event" }, { code: "bad_frame" }]);
    expect(asked).toEqual([]);
  });

  test("what waits for an answer is bounded", async () => {
    const { promise } = deferred();
    const caller: Caller = { ...ann, permit: () => promise.then(() => undefined) };
    const host = new FakeHost(guarded(), { limits: { messageBytes: 1_000 } });
    const socket = await connect(host, caller);
    socket.take();
    for (let id = 1; id < 40 && !socket.closedWith; id++) host.send(socket, call(id, "who"));
    expect(socket.closedWith).toMatchObject({ code: 4422 });
  });
});
