// The node host over WebSocket: addresses, refusals, limits, and that nothing brings the process down.
import { createServer } from "node:http";
import { connect as connectTcp } from "node:net";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createHandler, serve } from "actorgen/node";
import { lab, params } from "../server/lab.js";
import { actions, call, Client, encode, logged, logger, post, start } from "./raw-client.js";

describe("a connection", () => {
  test("selects the subprotocol, welcomes, calls, and sends the frames of one tick as one message", async () => {
    const server = await start();
    const a = await new Client(`${server.url}/actors/lab/k`, {
      mode: "getOrCreate",
      params,
      events: ["changed"],
    }).welcomed();
    const b = await new Client(`${server.url}/actors/lab/k`, {
      mode: "getOrCreate",
      params,
      events: ["changed"],
    }).welcomed();
    expect(a.socket.protocol).toBe("actorgen.v1");
    expect(a.socket.extensions).toBe("");
    a.send([call(1, "tell", 1), call(2, "add", 2), call(3, "tell", 3), call(4, "tell", "x")]);
    expect(await a.next(6)).toMatchObject([
      { payload: 1 },
      { id: 1 },
      { id: 2, value: 2 },
      { payload: 3 },
      { id: 3 },
      { id: 4, code: "invalid_argument" },
    ]);
    await b.next(2);
    a.send([call(5, "tell", 5), call(6, "tell", 6)]);
    while (a.messages.length === 0 || b.messages.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(a.messages.length).toBe(1);
    expect(b.messages).toEqual([
      '[{"t":"event","event":"changed","seq":3,"payload":5},{"t":"event","event":"changed","seq":4,"payload":6}]',
    ]);
  });

  test("text outside of ASCII and large results arrive whole", async () => {
    const server = await start();
    const client = await new Client(`${server.url}/actors/chatRoom/${"e\u0000".replace("\u0000", "~C3~BC")}`, {
      mode: "getOrCreate",
      params: { userId: "ü" },
    }).welcomed();
    for (const [index, size] of [10, 200, 70_000, 300_000].entries()) {
      const text = "€".repeat(size);
      client.send(call(index + 1, "sendMessage", "ü", text));
      expect(await client.next(1)).toMatchObject([{ t: "result", value: { text } }]);
    }
  });

  test.each([
    ["an unknown actor", "/actors/nope/k", {}, "unknown_actor", 4400],
    ["get of nothing", "/actors/lab/none", { hello: { mode: "get", params } }, "actor_not_found", 4400],
    ["an unknown id", "/actors/lab/~id~none", { hello: { mode: "id", params } }, "actor_not_found", 4400],
    ["an id with a key's mode", "/actors/lab/~id~none", { hello: { mode: "get", params } }, "invalid_key", 4400],
    ["a badly spelt key", "/actors/lab/a~2fb", {}, "invalid_key", 4400],
    ["a percent sign", "/actors/lab/a%2Fb", {}, "invalid_key", 4400],
    ["no such address", "/actors/lab", {}, "not_found", 4400],
    ["an action's address", "/actors/lab/k/add", {}, "not_found", 4400],
    [
      "refused params",
      "/actors/lab/k",
      { hello: { mode: "getOrCreate", params: { name: "" } } },
      "invalid_params",
      4400,
    ],
    ["a hello that is not one", "/actors/lab/k", { protocols: ["actorgen.v1", "hello.bm9wZQ"] }, "bad_json", 4400],
    ["a hello too large", "/actors/lab/k", { hello: { mode: "get", params: "x".repeat(9_000) } }, "too_large", 4400],
    ["another protocol", "/actors/lab/k", { protocols: ["chat.v9"] }, "unsupported_protocol", 4400],
    ["no protocol", "/actors/lab/k", { protocols: [] }, "unsupported_protocol", 4400],
    ["a foreign page", "/actors/lab/k", { origin: "https://evil.example" }, "forbidden_origin", 4400],
  ])(
    "%s is accepted, told and closed",
    async (
      _what,
      path,
      { hello, ...options }: { hello?: object; protocols?: string[]; origin?: string },
      code,
      close,
    ) => {
      const server = await start();
      const client = new Client(`${server.url}${path}`, hello, options);
      const [frame] = await client.next(1);
      expect(frame).toMatchObject({ t: "error", code, message: expect.any(String) });
      expect(frame).not.toHaveProperty("id");
      expect(await client.closed).toEqual({ code: close, reason: code });
    },
  );

  test("binary is a bad frame; an oversized message is answered and ends the connection", async () => {
    const server = await start({ limits: { messageBytes: 1_000 } });
    const client = await new Client(`${server.url}/actors/lab/k`).welcomed();
    client.send(Buffer.from([1, 2, 3]), call(1, "add", 1));
    expect(await client.next(2)).toMatchObject([{ code: "bad_frame" }, { id: 1, value: 1 }]);
    client.send(call(2, "add", "x".repeat(2_000)));
    expect(await client.next(1)).toMatchObject([{ t: "error", code: "too_large" }]);
    expect(await client.closed).toEqual({ code: 4422, reason: "too_large" });
  });

  test("a million elements get at most 8 issues", async () => {
    const server = await start({ limits: { messageBytes: 8 << 20 } });
    const client = await new Client(`${server.url}/actors/lab/k`).welcomed();
    client.send({ t: "call", id: 1, action: "add", args: Array.from({ length: 1_000_000 }, () => "x") });
    const [frame] = await client.next(1);
    expect(frame).toMatchObject({ id: 1, code: "invalid_argument" });
    expect(Object(frame).issues.length).toBeLessThanOrEqual(8);
  });

  test("a peer that does not read is dropped, with bounded memory, and the others go on", async () => {
    const server = await start({ limits: { bufferedBytes: 1 << 20 } });
    const slow = await new Client(`${server.url}/actors/lab/k`, {
      mode: "getOrCreate",
      params,
      events: ["named"],
    }).welcomed();
    const other = await new Client(`${server.url}/actors/lab/k`).welcomed();
    slow.socket.pause();
    for (let id = 1; id <= 40; id++) {
      other.send(call(id, "fill", 5));
      expect(await other.next(1)).toMatchObject([{ t: "result", id }]);
    }
    expect(logged).toContainEqual(expect.objectContaining({ waiting: expect.any(Number) }));
    slow.socket.resume();
    expect((await slow.closed).code).toBe(1006);
  });

  test("a silent peer is closed with 4408; one that pings stays, and one that answers pings", async () => {
    const server = await start({ limits: { silence: 200 } });
    const deaf = { autoPong: false };
    const answering = await new Client(`${server.url}/actors/lab/k`).welcomed();
    const silent = await new Client(`${server.url}/actors/lab/k`, undefined, deaf).welcomed();
    const alive = await new Client(`${server.url}/actors/lab/k`, undefined, deaf).welcomed();
    const ping = setInterval(() => alive.send({ t: "ping" }), 50);
    expect((await silent.closed).code).toBe(4408);
    const later = await new Client(`${server.url}/actors/lab/k`, undefined, deaf).welcomed();
    expect((await later.closed).code).toBe(4408);
    clearInterval(ping);
    expect([alive.socket.readyState, answering.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  });

  test("broken sockets and broken frames bring nothing down", async () => {
    const server = await start({}, { onDisconnect: () => Promise.reject(new Error("in a hook")) });
    const client = await new Client(`${server.url}/actors/lab/k`).welcomed();
    client.send(call(1, "broken"));
    expect(await client.next(1)).toMatchObject([{ code: "internal_error" }]);
    client.socket.terminate();
    const handshake = `GET /actors/lab/k HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: actorgen.v1, hello.${encode({ mode: "getOrCreate", params })}\r\n\r\n`;
    for (const text of [
      "\u0000\u0001garbage",
      "GET / HTTP/9.9\r\n\r\n",
      handshake.replace("dGhl", "!"),
      `${handshake}\u00ff\u00ff\u00ff`,
      handshake,
    ]) {
      await new Promise<void>((resolve) => {
        const raw = connectTcp(server.port, "127.0.0.1", () =>
          raw.write(Buffer.from(text, "latin1"), () => setTimeout(() => raw.resetAndDestroy(), 5)),
        );
        raw.on("error", () => {});
        raw.on("close", () => resolve());
      });
    }
    expect(await post(`${server.url}/actors/lab/k/add`, "[1]")).toMatchObject({ status: 200 });
  });
});

test("close lets running actions finish and closes sockets with 1001; nothing is accepted any more", async () => {
  const server = await start();
  const client = await new Client(`${server.url}/actors/lab/k`).welcomed();
  client.send(call(1, "slow"));
  const over = post(`${server.url}/actors/lab/other/slow`, "[]");
  await post(`${server.url}/actors/lab/third/add`, "[]");
  const closed = server.close();
  expect(await client.next(1)).toEqual([{ t: "result", id: 1, value: "slow" }]);
  expect(await client.closed).toEqual({ code: 1001, reason: "shutting_down" });
  expect(await over).toMatchObject({ status: 200, body: { value: "slow" } });
  await closed;
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
});

test("a handler mounts below a path on a server of someone else's", async () => {
  const handler = createHandler([lab(actions)], { basePath: "/api/rooms/", logger, store: "memory" });
  const server = createServer((request, response) => {
    if (!handler.request(request, response)) response.end("theirs");
  });
  server.on("upgrade", (request, socket, head) => {
    if (!handler.upgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  expect(await (await fetch(`${url}/api/roomservice`)).text()).toBe("theirs");
  expect(await post(`${url}/api/rooms/actors/lab/k/add`, "[1]")).toMatchObject({ body: { value: 1 } });
  const client = await new Client(`${url}/api/rooms/actors/lab/k`).welcomed();
  await handler.close();
  expect((await client.closed).code).toBe(1001);
  expect(await (await fetch(`${url}/api/rooms/health`)).json()).toEqual({ status: "stopping" });
  await new Promise((resolve) => server.close(resolve));
});

test("a port that is taken rejects, and two actors of one name are refused", async () => {
  const server = await start();
  await expect(serve([lab(actions)], { port: server.port, logger, store: "memory" })).rejects.toThrow("EADDRINUSE");
  await expect(serve([lab(actions), lab(actions)], { port: 0, logger, store: "memory" })).rejects.toThrow("Two actors");
});
