// The node host over server-sent events and POST: what the stream looks like, refusals, limits, and coming back.
import { describe, expect, test } from "vitest";
import { params } from "../server/lab.js";
import { call, Client, encode, logged, post, start } from "./raw-client.js";
import { RawStream } from "./raw-stream.js";

const hello = { mode: "getOrCreate", params, events: ["changed"] };

/** A stream that has been welcomed, with its token and the welcome. */
async function welcomed(
  url: string,
  headers?: Record<string, string>,
  said: object = hello,
): Promise<{ stream: RawStream; token: string; welcome: Record<string, unknown>; id: string }> {
  const stream = await RawStream.open(url, said, headers);
  const [first, second] = await stream.next(2);
  expect(first).toEqual({ event: "stream", data: expect.stringMatching(/^[\w-]{22}$/) });
  const welcome: Record<string, unknown> = [JSON.parse(second?.["data"] ?? "")].flat()[0];
  expect(welcome).toMatchObject({ t: "welcome" });
  return { stream, token: first?.["data"] ?? "", welcome, id: second?.["id"] ?? "" };
}

describe("a stream", () => {
  test("has headers that no proxy may keep it back for, a token, and the messages as events", async () => {
    const server = await start();
    const { stream, token, welcome, id } = await welcomed(`${server.url}/actors/lab/k`);
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    const { connection, secret, epoch } = welcome;
    expect(id).toBe(`${String(connection)}.${String(secret)}.${String(epoch)}.0`);
    const answer = await stream.post(token, [call(1, "tell", 5), call(2, "add", 2)]);
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(await stream.next()).toEqual([
      {
        data: '[{"t":"event","event":"changed","seq":1,"payload":5},{"t":"result","id":1},{"t":"result","id":2,"value":2}]',
        id: id.replace(/0$/, "1"),
      },
    ]);
    await stream.post(token, call(3, "add", 1));
    expect(await stream.next()).toEqual([{ data: '{"t":"result","id":3,"value":3}' }]);
    stream.cut();
  });

  test("the frames of one tick are one event, for all who get them, beside WebSockets", async () => {
    const server = await start();
    const url = `${server.url}/actors/lab/k`;
    const streams = [await welcomed(url), await welcomed(url)];
    const socket = await new Client(url, hello).welcomed();
    socket.send([call(1, "tell", 1), call(2, "tell", 2)]);
    for (const { stream, id } of streams) {
      const data =
        '[{"t":"event","event":"changed","seq":1,"payload":1},{"t":"event","event":"changed","seq":2,"payload":2}]';
      expect(await stream.next()).toEqual([{ data, id: id.replace(/0$/, "2") }]);
      expect(stream.chunks.at(-1)).toContain("\n\n");
      stream.cut();
    }
    expect(await socket.next(4)).toMatchObject([{ seq: 1 }, { id: 1 }, { seq: 2 }, { id: 2 }]);
  });

  test.each([
    ["an unknown actor", "/actors/nope/k", {}, 404, "unknown_actor"],
    [
      "get of nothing",
      "/actors/lab/none",
      { "actorgen-hello": encode({ mode: "get", params }) },
      404,
      "actor_not_found",
    ],
    ["a badly spelt key", "/actors/lab/a~2fb", {}, 400, "invalid_key"],
    [
      "refused params",
      "/actors/lab/k",
      { "actorgen-hello": encode({ mode: "get", params: { name: "" } }) },
      404,
      "actor_not_found",
    ],
    [
      "params that do not fit",
      "/actors/lab/k",
      { "actorgen-hello": encode({ mode: "getOrCreate", params: {} }) },
      400,
      "invalid_params",
    ],
    ["a hello that is not one", "/actors/lab/k", { "actorgen-hello": "bm9wZQ" }, 400, "bad_json"],
    ["a foreign page", "/actors/lab/k", { origin: "https://evil.example" }, 403, "forbidden_origin"],
    ["an action's address", "/actors/lab/k/add", {}, 405, "method_not_allowed"],
  ])("%s is refused before it begins", async (_what, path, headers: Record<string, string>, status, code) => {
    const server = await start();
    const response = await fetch(`${server.url}${path}`, { headers: { accept: "text/event-stream", ...headers } });
    expect([response.status, await response.json()]).toMatchObject([status, { error: { code } }]);
  });

  test("a page of another origin may read it and post to it", async () => {
    const server = await start({ origins: ["https://app.example"] });
    const origin = "https://app.example";
    const url = `${server.url}/actors/lab/k`;
    const preflight = await fetch(url, { method: "OPTIONS", headers: { origin } });
    for (const name of ["actorgen-hello", "actorgen-stream", "actorgen-close", "last-event-id"]) {
      expect(preflight.headers.get("access-control-allow-headers")).toContain(name);
    }
    const { stream, token } = await welcomed(url, { origin });
    expect(stream.response.headers.get("access-control-allow-origin")).toBe(origin);
    const answer = await stream.post(token, { t: "ping" }, { origin });
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    stream.cut();
  });
});

describe("posts", () => {
  test("an unknown token, and one of another address, are not_found", async () => {
    const server = await start();
    const { stream, token } = await welcomed(`${server.url}/actors/lab/k`);
    for (const [url, used] of [
      [stream.url, "guessed"],
      [`${server.url}/actors/lab/other`, token],
    ] as const) {
      expect(await post(url, "[]", { "actorgen-stream": used })).toMatchObject({
        status: 404,
        body: { error: { code: "not_found" } },
      });
    }
    stream.cut();
  });

  test("one that is too large is told over the stream, which ends", async () => {
    const server = await start({ limits: { messageBytes: 1_000 } });
    const { stream, token } = await welcomed(`${server.url}/actors/lab/k`);
    await stream.post(token, "x".repeat(2_000)).catch(() => {});
    expect(await stream.next(2)).toMatchObject([
      { data: expect.stringContaining('"too_large"') },
      { event: "close", data: "4422 too_large" },
    ]);
    expect(await stream.ended).toBe("ended");
  });

  test("bytes that are not UTF-8 are refused, and the stream goes on", async () => {
    const server = await start();
    const { stream, token } = await welcomed(`${server.url}/actors/lab/k`);
    const answer = await fetch(stream.url, {
      method: "POST",
      headers: { "actorgen-stream": token },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(answer.status).toBe(400);
    expect(await stream.frames()).toMatchObject([{ t: "error", code: "bad_json" }]);
    await stream.post(token, call(1, "add", 1));
    expect(await stream.frames()).toEqual([{ t: "result", id: 1, value: 1 }]);
    stream.cut();
  });

  test("the last one ends the connection for good, after its frames; then the token is worth nothing", async () => {
    const left: string[] = [];
    const server = await start({}, { onDisconnect: (_c, conn) => void left.push(conn.id) });
    const { stream, token, welcome } = await welcomed(`${server.url}/actors/lab/k`);
    expect((await stream.post(token, call(1, "add", 4), { "actorgen-close": "1" })).status).toBe(204);
    expect(await stream.next(2)).toEqual([
      { data: '{"t":"result","id":1,"value":4}' },
      { event: "close", data: "1000 " },
    ]);
    expect(await stream.ended).toBe("ended");
    await expect.poll(() => left).toEqual([welcome["connection"]]);
    expect((await stream.post(token, { t: "ping" })).status).toBe(404);
  });
});

describe("coming back", () => {
  test("Last-Event-ID goes on where it was: the same connection, what was missed, once", async () => {
    const server = await start();
    const url = `${server.url}/actors/lab/k`;
    const { stream, token, welcome } = await welcomed(url);
    await stream.post(token, call(1, "tell", 1));
    const [seen] = await stream.next();
    stream.cut();
    await stream.ended;
    await post(`${url}/tell`, "[2]");
    await post(`${url}/tell`, "[3]");
    const back = await RawStream.open(url, hello, { "last-event-id": seen?.["id"] ?? "" });
    const [, ...events] = await back.next(2);
    expect(events).toEqual([{ id: seen?.["id"]?.replace(/1$/, "3"), data: expect.any(String) }]);
    const missed: unknown = JSON.parse(events[0]?.["data"] ?? "");
    expect(missed).toMatchObject([
      { t: "welcome", connection: welcome["connection"], seq: 1 },
      { event: "changed", payload: 2, seq: 2 },
      { event: "changed", payload: 3, seq: 3 },
    ]);
    back.cut();
  });

  test("an id that is none of ours, or has another secret, begins anew; the hello's resume wins", async () => {
    const server = await start();
    const url = `${server.url}/actors/lab/k`;
    const first = await welcomed(url);
    const { connection, secret, epoch } = first.welcome;
    const resume = { connection, secret, epoch, seq: 0 };
    for (const [id, said, same] of [
      ["17", hello, false],
      [first.id.replace(String(secret), "x".repeat(22)), hello, false],
      ["a.b.c.1", { ...hello, resume }, true],
    ] as const) {
      const { stream, welcome } = await welcomed(url, { "last-event-id": id }, said);
      expect(welcome["connection"] === connection).toBe(same);
      stream.cut();
    }
    first.stream.cut();
  });
});

describe("bounds", () => {
  test("a quiet peer is asked, and an empty post keeps it; a silent one is closed with 4408", async () => {
    const server = await start({ limits: { silence: 300 } });
    const url = `${server.url}/actors/lab/k`;
    const silent = await welcomed(url);
    const answering = await welcomed(url);
    const asked = (async () => {
      for (let count = 0; count < 3; count++) {
        expect(await answering.stream.next()).toEqual([{ event: "ping", data: "" }]);
        await answering.stream.post(answering.token, "");
      }
    })();
    await silent.stream.ended;
    expect(silent.stream.events.at(-1)).toEqual({ event: "close", data: "4408 silent" });
    await asked;
    answering.stream.cut();
  });

  test("a peer that does not read is dropped, with bounded memory, and the others go on", async () => {
    const server = await start({ limits: { bufferedBytes: 1 << 20 } });
    const url = `${server.url}/actors/lab/k`;
    const controller = new AbortController();
    const headers = { accept: "text/event-stream", "actorgen-hello": encode({ ...hello, events: ["named"] }) };
    const slow = await fetch(url, { headers, signal: controller.signal });
    const other = await new Client(url).welcomed();
    logged.length = 0;
    for (let id = 1; id <= 60; id++) {
      other.send(call(id, "fill", 5));
      expect(await other.next(1)).toMatchObject([{ t: "result", id }]);
    }
    expect(logged).toContainEqual(expect.objectContaining({ waiting: expect.any(Number) }));
    await expect(slow.text()).rejects.toThrow();
    controller.abort();
  });

  test("close ends streams with 1001", async () => {
    const server = await start();
    const { stream, token } = await welcomed(`${server.url}/actors/lab/k`);
    await stream.post(token, call(1, "slow"));
    const closed = server.close();
    expect(await stream.next(2)).toEqual([
      { data: '{"t":"result","id":1,"value":"slow"}' },
      { event: "close", data: "1001 shutting_down" },
    ]);
    await closed;
  });
});
