// Bad input over a raw socket: each gets its documented error, the connection survives where docs/protocol.md says so, the process always.
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawSocket, type Frame, type RawSocket } from "./raw-socket.js";
import { startServer, type ServerProcess } from "./server.js";

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer();
}, 30_000);
afterAll(async () => {
  expect(server.log()).not.toContain("UNCAUGHT");
  expect(await server.stop()).toBe(0);
});

const hello = { mode: "getOrCreate", params: { userId: "mallory" } };

async function open(path = "chatRoom/hostile"): Promise<RawSocket> {
  const raw = await rawSocket(server.url, path, hello);
  expect(await raw.next()).toMatchObject({ t: "welcome" });
  return raw;
}

const call = (fields: object): string => JSON.stringify({ t: "call", id: 1, action: "history", args: [], ...fields });
const deep = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

interface Case {
  readonly name: string;
  readonly send: string | Uint8Array;
  /** What the first frame in reply must hold. */
  readonly error: Partial<Frame>;
  /** Path of the first issue. */
  readonly path?: readonly (string | number)[];
}

const survives: readonly Case[] = [
  { name: "text that is not JSON", send: "hello", error: { t: "error", code: "bad_json" } },
  { name: "an empty message", send: "", error: { code: "bad_json" } },
  { name: "half of a frame", send: '{"t":"call","id":1', error: { code: "bad_json" } },
  { name: "a number", send: "42", error: { code: "bad_frame" } },
  { name: "null", send: "null", error: { code: "bad_frame" } },
  { name: "an empty batch", send: "[]", error: { code: "bad_frame" } },
  { name: "a nested batch", send: "[[]]", error: { code: "bad_frame" } },
  { name: "an unknown frame", send: '{"t":"shout"}', error: { code: "bad_frame" } },
  { name: "a frame without a type", send: "{}", error: { code: "bad_frame" } },
  { name: "a type from the prototype", send: '{"t":"constructor"}', error: { code: "bad_frame" } },
  {
    name: "an event frame, which only servers send",
    send: '{"t":"event","event":"messageReceived","payload":{}}',
    error: { code: "bad_frame" },
  },
  { name: "a welcome frame", send: '{"t":"welcome","connection":"x"}', error: { code: "bad_frame" } },
  { name: "a result frame", send: '{"t":"result","id":1,"value":1}', error: { code: "bad_frame" } },
  { name: "bytes", send: new Uint8Array([0, 1, 2, 255]), error: { code: "bad_frame" } },
  { name: "10,000 levels of nesting", send: deep(10_000), error: { code: "too_deep" } },
  {
    name: "10,000 levels of nesting in an argument",
    send: `{"t":"call","id":1,"action":"history","args":[${deep(10_000)}]}`,
    error: { code: "too_deep" },
  },
  { name: "an id that is a string", send: call({ id: "1" }), error: { code: "bad_frame" } },
  { name: "an id of 0", send: call({ id: 0 }), error: { code: "bad_frame" } },
  { name: "an id of 1.5", send: call({ id: 1.5 }), error: { code: "bad_frame" } },
  {
    name: "an id beyond 2^53",
    send: '{"t":"call","id":1e300,"action":"history","args":[]}',
    error: { code: "bad_frame" },
  },
  { name: "args that are an object", send: call({ args: {} }), error: { code: "bad_frame" } },
  { name: "no args", send: '{"t":"call","id":1,"action":"history"}', error: { code: "bad_frame" } },
  { name: "an action that is a number", send: call({ action: 7 }), error: { code: "bad_frame" } },
  ...["shout", "__proto__", "toString", "constructor", "then", "hasOwnProperty", ""].map((action) => ({
    name: `the unknown action "${action}"`,
    send: call({ action }),
    error: { t: "error", id: 1, code: "unknown_action" },
  })),
  ...["shouted", "__proto__", "toString", "constructor", "then"].map((event) => ({
    name: `the unknown event "${event}"`,
    send: JSON.stringify({ t: "subscribe", event }),
    error: { t: "error", event, code: "unknown_event" },
  })),
  {
    name: "a missing argument",
    send: call({ action: "sendMessage", args: ["ann"] }),
    error: { id: 1, code: "invalid_argument" },
    path: ["text"],
  },
  {
    name: "an extra argument",
    send: call({ action: "sendMessage", args: ["ann", "hello", "more"] }),
    error: { id: 1, code: "invalid_argument" },
  },
  {
    name: "an argument of a wrong type",
    send: call({ action: "sendMessage", args: ["ann", 42] }),
    error: { id: 1, code: "invalid_argument" },
    path: ["text"],
  },
  {
    name: "null for an argument",
    send: call({ action: "sendMessage", args: [null, "hello"] }),
    error: { id: 1, code: "invalid_argument" },
    path: ["userId"],
  },
  {
    name: "a number out of bounds",
    send: call({ args: [501] }),
    error: { id: 1, code: "invalid_argument" },
    path: ["limit"],
  },
  {
    name: "a fraction for an integer",
    send: call({ args: [1.5] }),
    error: { id: 1, code: "invalid_argument" },
    path: ["limit"],
  },
  {
    name: "a million elements for a number",
    send: call({ args: [Array.from({ length: 400_000 }, () => 1)] }),
    error: { id: 1, code: "invalid_argument" },
    path: ["limit"],
  },
  {
    name: "polluting keys in place of an argument",
    send: '{"t":"call","id":1,"action":"history","args":[{"__proto__":{"polluted":true}}]}',
    error: { id: 1, code: "invalid_argument" },
    path: ["limit"],
  },
  {
    name: "1,025 frames in one message",
    send: `[${Array.from({ length: 1_025 }, () => '{"t":"ping"}').join(",")}]`,
    error: { code: "too_large" },
  },
];

test.each(survives)("$name is refused, and the connection goes on", async ({ send, error, path }) => {
  const raw = await open();
  raw.send(send);
  const reply = await raw.next();
  expect(reply).toMatchObject({ t: "error", ...error });
  expect(String(reply["message"]).length).toBeGreaterThan(5);
  expect(JSON.stringify(reply)).not.toMatch(/node_modules|at .*\(.*:\d+:\d+\)|\/src\//);
  if (path) expect(reply["issues"]).toEqual(expect.arrayContaining([expect.objectContaining({ path })]));
  raw.send(call({ id: 1_000, args: [1] }));
  expect(await raw.next()).toMatchObject({ t: "result", id: 1_000 });
  raw.socket.close();
});

test("an id used twice is refused, and does not run twice", async () => {
  const raw = await open("chatRoom/twice");
  raw.send(call({ action: "sendMessage", args: ["mallory", "once"] }));
  raw.send(call({ action: "sendMessage", args: ["mallory", "twice"] }));
  raw.send(call({ id: 2 }));
  expect(await raw.next()).toMatchObject({ t: "result", id: 1 });
  expect(await raw.next()).toMatchObject({ t: "error", id: 1, code: "duplicate_id" });
  const history = await raw.next();
  expect(history["value"]).toHaveLength(1);
  raw.socket.close();
});

test("polluting keys in a payload reach neither the state nor any prototype", async () => {
  const raw = await rawSocket(server.url, "gameRoom/hostile", { mode: "getOrCreate", params: { playerId: "mallory" } });
  expect(await raw.next()).toMatchObject({ t: "welcome" });
  raw.send(
    '{"t":"call","id":1,"action":"move","args":[{"x":1,"y":2,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]}',
  );
  const reply = await raw.next();
  expect(JSON.stringify(reply)).not.toContain("polluted");
  raw.socket.close();
  const named = await rawSocket(server.url, "gameRoom/hostile", {
    mode: "getOrCreate",
    params: { playerId: "__proto__" },
  });
  expect(["welcome", "error"]).toContain((await named.next())["t"]);
  named.socket.close();
  const fresh = await open();
  fresh.send(call({}));
  expect(await fresh.next()).toMatchObject({ t: "result", id: 1 });
  fresh.socket.close();
});

test("a message over 1 MiB is refused and the connection closed", async () => {
  const raw = await open();
  raw.send(call({ args: ["x".repeat(1_100_000)] }));
  expect(await raw.next()).toMatchObject({ t: "error", code: "too_large" });
  expect(await raw.closed()).toBe(4422);
});

test.each([
  ["params that do not fit", "chatRoom/x", { mode: "getOrCreate", params: { userId: "" } }, "invalid_params"],
  ["no params", "chatRoom/x", { mode: "getOrCreate" }, "invalid_params"],
  ["params of another type", "chatRoom/x", { mode: "getOrCreate", params: [] }, "invalid_params"],
  ["an unknown actor", "nobody/x", hello, "unknown_actor"],
  ["an actor named __proto__", "__proto__/x", hello, "unknown_actor"],
  ["an actor named toString", "toString/x", hello, "unknown_actor"],
  ["an actor that does not exist", "chatRoom/absent", { ...hello, mode: "get" }, "actor_not_found"],
  ["a key that is no key", "chatRoom/~zz", hello, "invalid_key"],
  [
    "a key that does not fit its schema",
    "gameRoom/a~~b",
    { mode: "getOrCreate", params: { playerId: "p" } },
    "invalid_key",
  ],
  ["an unknown mode", "chatRoom/x", { ...hello, mode: "steal" }, "bad_frame"],
  ["a hello that is a list", "chatRoom/x", [], "bad_frame"],
])("%s: the socket opens, gets one error and is closed", async (_name, path, helloValue, code) => {
  const raw = await rawSocket(server.url, path, helloValue);
  const reply = await raw.next();
  expect(reply).toMatchObject({ t: "error", code });
  expect(reply).not.toHaveProperty("id");
  if (code === "invalid_params")
    expect(reply["issues"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: expect.any(Array), message: expect.any(String) })]),
    );
  expect(await raw.closed()).toBe(4400);
});

test("a hello that is not base64url, and a hello of another protocol", async () => {
  const raw = await rawSocket(
    server.url,
    "chatRoom/x",
    {},
    ["actorgen.v1", "hello.!!!"].slice(0, 1).concat("hello.AAAA"),
  );
  expect(await raw.next()).toMatchObject({ t: "error", code: "bad_json" });
  expect(await raw.closed()).toBe(4400);
});

test.each([
  ["GET", "/actors/chatRoom/x", undefined, 426, "unsupported_protocol"],
  ["PUT", "/actors/chatRoom/x/history", "[]", 405, "method_not_allowed"],
  ["POST", "/actors/chatRoom/x/nothing", "[]", 404, "unknown_action"],
  ["POST", "/actors/chatRoom/x/__proto__", "[]", 404, "unknown_action"],
  ["POST", "/actors/chatRoom/x/history", "{", 400, "bad_json"],
  ["POST", "/actors/chatRoom/x/history", "{}", 400, "bad_frame"],
  ["POST", "/actors/chatRoom/x/history", deep(10_000), 400, "too_deep"],
  ["POST", "/actors/chatRoom/x/history", "[9999]", 400, "invalid_argument"],
  ["POST", "/actors/chatRoom/x/history", `["${"x".repeat(1_100_000)}"]`, 413, "too_large"],
  ["POST", "/nowhere", "[]", 404, "not_found"],
  ["GET", "/%2e%2e/%2e%2e/etc/passwd", undefined, 404, "not_found"],
])("HTTP %s %s with a bad request: %i %s", async (method, path, body, status, code) => {
  const response = await fetch(`${server.url}${path}`, { method, ...(body === undefined ? {} : { body }) });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code } });
});

test("a foreign page is refused over HTTP and WebSocket", async () => {
  const response = await fetch(`${server.url}/actors/chatRoom/x/history`, {
    method: "POST",
    body: "[]",
    headers: { origin: "https://evil.example" },
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ error: { code: "forbidden_origin" } });
});
