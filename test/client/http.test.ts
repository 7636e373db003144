// Handles: single actions over HTTP, resolve and create, params and hello, and every way a request can fail.
import { describe, expect, test } from "vitest";
import { ActorError } from "actorgen/client";
import { settled } from "./fake-clock.js";
import { lab, rejection, type RoomAccess } from "./room.js";

interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  readonly hello: Readonly<Record<string, unknown>>;
}

/** A client whose requests are answered by `answer`. */
function http(answer: (posted: Posted) => Response | Promise<Response>): {
  room: RoomAccess;
  posted: Posted[];
  clock: ReturnType<typeof lab>["clock"];
} {
  const posted: Posted[] = [];
  const { client, clock } = lab({
    fetch: async (url, init) => {
      const headers = init?.headers as Record<string, string>;
      const hello = JSON.parse(Buffer.from(headers["actorgen-hello"] ?? "", "base64url").toString());
      expect(init?.method).toBe("POST");
      posted.push({
        url: String(url),
        headers,
        hello,
        body: init?.body as string | null,
        signal: init?.signal as AbortSignal,
      });
      return answer(posted.at(-1) as Posted);
    },
  });
  return { room: client.room, posted, clock };
}
const json = (body: unknown, status = 200, headers = {}): Response => Response.json(body, { status, headers });
const never = (): Promise<Response> => new Promise(() => {});
const date = "2026-01-05T10:00:00.000Z";

describe("an action of a handle", () => {
  test("is one POST, and its decoded result resolves it", async () => {
    const { room, posted } = http(() => json({ value: date }));
    const handle = room.getOrCreate(["general", "a/b"], { params: { userId: "ann" }, input: "meadow" });
    expect(await handle.say("hello")).toEqual(new Date(date));
    expect(posted).toMatchObject([
      {
        url: "http://host:8080/base/actors/room/general~~a~2Fb/say",
        headers: { "actorgen-hash": "say-hash" },
        body: '["hello"]',
        hello: { mode: "getOrCreate", params: { userId: "ann" }, input: "meadow", hash: "room-hash" },
      },
    ]);
  });

  test("that is void resolves with undefined; names are escaped", async () => {
    const { room, posted } = http(() => json({}));
    expect(await room.get("general").clear()).toBeUndefined();
    expect(await room.get("general")["odd name/"]()).toBeUndefined();
    expect(posted.map(({ url, body }) => [url.split("/").at(-1), body])).toEqual([
      ["clear", "[]"],
      ["odd~20name~2F", "[]"],
    ]);
  });

  test("says how it addresses the actor", async () => {
    const { room, posted } = http(() => json({}));
    await room.get("general").clear();
    await room.getOrCreate([]).clear();
    await room.getForId("forbidden").clear();
    expect(posted.map(({ url, hello }) => [url.split("/").at(-2), hello["mode"], "input" in hello])).toEqual([
      ["general", "get", false],
      ["~", "getOrCreate", false],
      ["~id~forbidden", "id", false],
    ]);
  });

  test("asks getParams each time", async () => {
    const { room, posted } = http(() => json({}));
    let token = 0;
    const handle = room.get("general", { getParams: () => ({ userId: `token-${++token}` }) });
    await handle.clear();
    await handle.clear();
    expect(posted.map(({ hello }) => hello["params"])).toEqual([{ userId: "token-1" }, { userId: "token-2" }]);
  });

  test("carries params in any script, as base64url without padding", async () => {
    const { room, posted } = http(() => json({}));
    const userId = "Zoë ÿþ 東京 😀 ???>>>";
    await room.get("general", { params: { userId } }).clear();
    expect(posted[0]?.hello["params"]).toEqual({ userId });
    expect(posted[0]?.headers["actorgen-hello"]).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  test.each([
    ["invalid_argument", (room: RoomAccess) => room.get("a").say(5 as never)],
    ["invalid_params", (room: RoomAccess) => room.get("a", { params: { userId: 5 } }).clear()],
    ["invalid_input", (room: RoomAccess) => room.getOrCreate("a", { input: 5 }).clear()],
    ["invalid_key", (room: RoomAccess) => room.get("forbidden").clear()],
    ["invalid_key", (room: RoomAccess) => room.get("\ud800").clear()],
    ["too_large", (room: RoomAccess) => room.get("a", { params: { userId: "x".repeat(9_000) } }).clear()],
    [
      "callback_failed",
      (room: RoomAccess) => room.get("a", { getParams: () => Promise.reject(new Error("no token")) }).clear(),
    ],
  ])("is refused with %s before anything is sent", async (code, call) => {
    const { room, posted } = http(() => json({}));
    const error = await rejection(call(room));
    expect(error).toBeInstanceOf(ActorError);
    expect(error).toMatchObject({ code });
    expect(posted).toEqual([]);
  });

  test("rejects with the server's error, and with a declared error and its decoded data", async () => {
    const errors = [
      { code: "muted", message: "muted", data: date },
      { code: "unauthorized", message: "not you" },
    ];
    const { room } = http(() => json({ error: errors.shift() }, 422));
    expect(await rejection(room.get("a").say("x"))).toMatchObject({ code: "muted", data: { until: new Date(date) } });
    expect(await rejection(room.get("a").say("x"))).toMatchObject({ code: "unauthorized", message: "not you" });
  });

  test.each<[string, () => Response]>([
    ["a page of a proxy", () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
    ["a page that says it is fine", () => new Response("hello")],
    ["JSON of another kind", () => json("hello", 500)],
    ["null", () => json(null)],
    ["a result that does not fit", () => json({ value: 5 })],
    ["an error whose data does not fit", () => json({ error: { code: "muted", message: "m", data: 5 } }, 422)],
  ])("rejects with invalid_result when the reply is %s", async (_, answer) => {
    const { room } = http(answer);
    expect(await rejection(room.get("a").say("x"))).toMatchObject({ code: "invalid_result" });
  });

  test("names the status of a reply that is none", async () => {
    const { room } = http(() => new Response("", { status: 502 }));
    expect(await rejection(room.get("a").say("x"))).toMatchObject({ message: "HTTP 502 is no reply." });
  });

  test("a result that does not fit is contract_mismatch where the server has another contract", async () => {
    const { room } = http(() => json({ value: 5 }, 200, { "actorgen-contract": "other" }));
    expect(await rejection(room.get("a").say("x"))).toMatchObject({
      code: "contract_mismatch",
      issues: [{ path: [] }],
    });
  });

  test("rejects with disconnected when the server cannot be reached", async () => {
    const cause = new TypeError("fetch failed");
    const { room } = http(() => Promise.reject(cause));
    expect(await rejection(room.get("a").say("x"))).toMatchObject({ code: "disconnected", cause });
  });
});

describe("giving up", () => {
  test("a request times out, and the fetch is aborted", async () => {
    const { room, posted, clock } = http(never);
    const reply = rejection(room.get("a").withOptions({ timeout: 50 }).say("x"));
    await settled();
    await clock.advance(50);
    expect(await reply).toMatchObject({ code: "timeout" });
    expect(posted[0]?.signal.aborted).toBe(true);
    expect(clock.delays).toEqual([]);
  });

  test("the default limit holds also while the params are asked for", async () => {
    const { room, clock, posted } = http(never);
    const reply = rejection(room.get("a", { getParams: never }).say("x"));
    await clock.advance(60_000);
    expect(await reply).toMatchObject({ code: "timeout" });
    expect(posted).toEqual([]);
  });

  test("a signal aborts a request", async () => {
    const { room, posted } = http(never);
    const controller = new AbortController();
    const reply = rejection(room.get("a").withOptions({ signal: controller.signal }).say("x"));
    await settled();
    controller.abort("enough");
    expect(await reply).toMatchObject({ code: "aborted", cause: "enough" });
    expect(posted[0]?.signal.aborted).toBe(true);
    expect(await rejection(room.get("a").withOptions({ signal: controller.signal }).say("x"))).toMatchObject({
      code: "aborted",
    });
    expect(posted.length).toBe(1);
  });

  test("no timer is left after a reply", async () => {
    const { room, clock } = http(() => json({}));
    await room.get("a").clear();
    expect(clock.delays).toEqual([]);
  });
});

describe("resolve, create and key", () => {
  test("resolve gives the actor's id", async () => {
    const { room, posted } = http(() => json({ actorId: "actor-1" }));
    expect(await room.getOrCreate("general").resolve()).toBe("actor-1");
    expect(posted).toMatchObject([{ url: "http://host:8080/base/actors/room/general", body: null }]);
    expect(posted[0]?.headers).not.toHaveProperty("actorgen-hash");
  });

  test("resolve rejects with the server's error, and with invalid_result when there is no id", async () => {
    const replies = [
      json({ error: { code: "actor_not_found", message: "none" } }, 404),
      json({}),
      json({ actorId: "a" }, 500),
    ];
    const { room } = http(() => replies.shift() as Response);
    expect(await rejection(room.get("general").resolve())).toMatchObject({ code: "actor_not_found" });
    expect(await rejection(room.get("general").resolve())).toMatchObject({ code: "invalid_result" });
    expect(await rejection(room.get("general").resolve())).toMatchObject({ code: "invalid_result" });
  });

  test("create makes the actor now and gives a handle that gets it", async () => {
    const { room, posted } = http((sent) => json(sent.hello["mode"] === "create" ? { actorId: "actor-1" } : {}));
    const handle = await room.create("general", { input: "meadow" });
    expect(posted[0]?.hello).toMatchObject({ mode: "create", input: "meadow" });
    await handle.clear();
    expect(posted[1]?.hello).toMatchObject({ mode: "get" });
  });

  test("create rejects when there is one", async () => {
    const { room } = http(() => json({ error: { code: "actor_exists", message: "there is one" } }, 409));
    expect(await rejection(room.create("general"))).toMatchObject({ code: "actor_exists" });
  });

  test("a handle knows its key", () => {
    const { room } = http(never);
    expect([room.get("a").key, room.get(["a", "b"]).key, room.getForId("id").key]).toEqual([
      ["a"],
      ["a", "b"],
      undefined,
    ]);
  });
});

test.each([
  ["http://host", "http://host/actors/"],
  ["http://host/", "http://host/actors/"],
  ["https://host/base//", "https://host/base/actors/"],
  ["ws://host:1", "http://host:1/actors/"],
  ["wss://host", "https://host/actors/"],
])("the endpoint %s", async (endpoint, base) => {
  const { createClient } = await import("actorgen/client");
  const { room } = await import("./room.js");
  const urls: string[] = [];
  const fetch = async (url: unknown): Promise<Response> => (urls.push(String(url)), json({}));
  const client = createClient<{ room: RoomAccess; dispose(): Promise<void> }>(endpoint, [room], { fetch });
  await client.room.get("a").clear();
  expect(urls).toEqual([`${base}room/a/clear`]);
});
