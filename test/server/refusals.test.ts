// Refusals: whatever a message holds, the answer is a frame with a code, and the next call works.
import { describe, expect, test } from "vitest";
import { FakeHost } from "./fake-host.js";
import { lab, params } from "./lab.js";
import { readHello } from "../../src/server/hello.js";

const actions = { add: (c: { state: { count: number } }, n = 0) => (c.state.count = n) };
const call = (id: number, more: object = {}) => ({ t: "call", id, action: "add", args: [1], ...more });

describe("frames", () => {
  const bad: [string, string, object][] = [
    ["text", "hello", { code: "bad_json" }],
    ["nothing", "", { code: "bad_json" }],
    ["deep nesting", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, { code: "too_deep" }],
    ["a number", "5", { code: "bad_frame" }],
    ["null", "null", { code: "bad_frame" }],
    ["an empty batch", "[]", { code: "bad_frame" }],
    ["a nested batch", "[[]]", { code: "bad_frame" }],
    ["no t", "{}", { code: "bad_frame" }],
    ["an inherited t", '{"__proto__":{"t":"ping"}}', { code: "bad_frame" }],
    ["an unknown t", '{"t":"toString"}', { code: "bad_frame" }],
    ["an event", '{"t":"event","event":"changed","seq":1,"payload":1}', { code: "bad_frame", event: "changed" }],
    ["a result", '{"t":"result","id":5}', { code: "bad_frame", id: 5 }],
    ["a welcome", '{"t":"welcome"}', { code: "bad_frame" }],
    ["a call without id", '{"t":"call","action":"add","args":[]}', { code: "bad_frame" }],
    ["a call with id 0", '{"t":"call","id":0,"action":"add","args":[]}', { code: "bad_frame" }],
    ["a call with id 1.5", '{"t":"call","id":1.5,"action":"add","args":[]}', { code: "bad_frame" }],
    ["a call with id 1e300", '{"t":"call","id":1e300,"action":"add","args":[]}', { code: "bad_frame" }],
    ["a call without args", '{"t":"call","id":1,"action":"add"}', { code: "bad_frame", id: 1 }],
    ["args of another shape", '{"t":"call","id":1,"action":"add","args":{"length":1}}', { code: "bad_frame", id: 1 }],
    ["an action that is no string", '{"t":"call","id":1,"action":5,"args":[]}', { code: "bad_frame", id: 1 }],
    ["a hash that is no string", '{"t":"call","id":1,"action":"add","args":[],"hash":1}', { code: "bad_frame", id: 1 }],
    ["a subscription without event", '{"t":"subscribe"}', { code: "bad_frame" }],
    ["a cancel without id", '{"t":"cancel"}', { code: "bad_frame" }],
    ...["__proto__", "toString", "constructor", "then", "hasOwnProperty", "nope"].flatMap(
      (name): [string, string, object][] => [
        [`action ${name}`, JSON.stringify(call(1, { action: name })), { code: "unknown_action", id: 1 }],
        [`event ${name}`, JSON.stringify({ t: "subscribe", event: name }), { code: "unknown_event", event: name }],
      ],
    ),
    [
      "wrong types",
      JSON.stringify(call(1, { args: ["x"] })),
      { code: "invalid_argument", id: 1, issues: [{ path: [0] }] },
    ],
    ["extra arguments", JSON.stringify(call(1, { args: [1, 2, 3] })), { code: "invalid_argument", id: 1 }],
    [
      "pollution",
      '{"t":"call","id":1,"action":"add","args":[{"__proto__":{"polluted":1}}]}',
      { code: "invalid_argument" },
    ],
  ];

  test.each(bad)("%s", async (_what, text, expected) => {
    const host = new FakeHost(lab(actions));
    const socket = await host.welcomed({ params });
    host.core.message(socket, text);
    expect(socket.take()).toMatchObject([{ t: "error", message: expect.any(String), ...expected }]);
    host.send(socket, call(9, { args: [7] }));
    expect(socket.take()).toEqual([{ t: "result", id: 9, value: 7 }]);
    expect(socket.closedWith).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("an error frame repeats no long name, and no frame answers none", async () => {
    const host = new FakeHost(lab(actions));
    const socket = await host.welcomed({ params });
    host.send(socket, call(1, { action: "x".repeat(100_000) }));
    expect(socket.frames[0]?.text.length).toBeLessThan(300);
    host.core.closed(socket, 1000);
    host.core.message(socket, "{}");
    host.core.message({ ...socket, attachment: undefined, send() {}, close() {} }, "{}");
  });

  test("ids grow: an id that is not greater than the last is a duplicate, also after a refused call", async () => {
    const host = new FakeHost(lab(actions));
    const socket = await host.welcomed({ params });
    host.send(socket, call(5), call(5), call(4), call(6, { action: "nope" }), call(6), call(7));
    expect(socket.take()).toMatchObject([
      { t: "result", id: 5 },
      { id: 5, code: "duplicate_id" },
      { id: 4, code: "duplicate_id" },
      { id: 6, code: "unknown_action" },
      { id: 6, code: "duplicate_id" },
      { t: "result", id: 7 },
    ]);
  });

  test("where the hashes differ, a refused value is a contract_mismatch; one that fits is served", async () => {
    const host = new FakeHost(lab(actions));
    const socket = await host.welcomed({ params, hash: "old" });
    host.send(
      socket,
      call(1, { hash: "old" }),
      call(2, { hash: "old", args: ["x"] }),
      call(3, { hash: "add-hash", args: ["x"] }),
    );
    expect(socket.take()).toMatchObject([
      { t: "result", id: 1 },
      { id: 2, code: "contract_mismatch", issues: [{ path: [0] }], message: expect.stringContaining("regenerate") },
      { id: 3, code: "invalid_argument" },
    ]);
  });
});

describe("limits", () => {
  test("frames of a message", async () => {
    const host = new FakeHost(lab(actions), { limits: { framesPerMessage: 3 } });
    const socket = await host.welcomed({ params });
    host.send(socket, [call(1), call(2), call(3), call(4)], [call(1), call(2), call(3)]);
    expect(socket.take()).toMatchObject([{ code: "too_large" }, { id: 1 }, { id: 2 }, { id: 3 }]);
  });

  test("calls in flight", async () => {
    const host = new FakeHost(lab({ ...actions, wait: () => new Promise(() => {}) }), { limits: { callsInFlight: 2 } });
    const socket = await host.welcomed({ params });
    host.send(socket, call(1, { action: "wait" }), call(2), call(3));
    expect(socket.take()).toMatchObject([{ id: 3, code: "too_many_requests" }]);
    host.send(socket, { t: "cancel", id: 2 }, call(4));
    expect(socket.take()).toMatchObject([{ id: 2, code: "aborted" }]);
    host.pass(60_000);
    expect(socket.take()).toMatchObject([
      { id: 1, code: "timeout" },
      { id: 4, value: 1 },
    ]);
  });

  test("the rate: over it frames are refused one by one, and a flood ends the connection", async () => {
    const host = new FakeHost(lab(actions), { limits: { frameBurst: 3, framesPerSecond: 10 } });
    const socket = await host.welcomed({ params });
    host.send(socket, [call(1), call(2), call(3), call(4), { t: "ping" }]);
    expect(socket.take()).toMatchObject([
      { t: "result" },
      { t: "result" },
      { t: "result" },
      { id: 4, code: "too_many_requests" },
      { code: "too_many_requests" },
    ]);
    host.time += 500;
    host.send(socket, call(5));
    expect(socket.take()).toMatchObject([{ t: "result", id: 5 }]);
    for (let id = 6; id < 20; id++) host.core.message(socket, "garbage");
    expect(socket.closedWith).toEqual({ code: 4422, reason: "too_many_requests" });
  });
});

describe("the hello", () => {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const codeOf = (text: string | undefined): unknown => {
    try {
      return readHello(text, 100, "getOrCreate");
    } catch (error) {
      return Object(error).code;
    }
  };

  test("is read, or refused with a code", () => {
    expect(codeOf(undefined)).toEqual({ mode: "getOrCreate" });
    expect(codeOf(encode({ mode: "get", params: { ü: "€" } }))).toEqual({ mode: "get", params: { ü: "€" } });
    expect(codeOf(encode({ mode: "delete" }))).toBe("bad_frame");
    expect(codeOf(encode({ mode: "get", events: ["a", 1] }))).toBe("bad_frame");
    expect(codeOf(encode({ mode: "get", hash: 5 }))).toBe("bad_frame");
    expect(codeOf(encode(null))).toBe("bad_frame");
    expect(codeOf("###")).toBe("bad_json");
    expect(codeOf("_w")).toBe("bad_json");
    expect(codeOf("")).toBe("bad_json");
    expect(codeOf(encode({ mode: "get", params: "x".repeat(100) }))).toBe("too_large");
  });
});
