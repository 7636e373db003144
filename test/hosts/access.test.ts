// Who is calling, over every transport of the node host: asked before the actor exists, with what it may do.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { parseWith, UserError, type ActorImplementation } from "actorgen/server";
import {
  createHandler,
  serve,
  type AuthorizeRequest,
  type AuthorizeTarget,
  type RunningServer,
  type ServeOptions,
} from "actorgen/node";
import { z } from "zod";
import { lab, params, type Lab } from "../server/lab.js";
import { createClient } from "../../generated/client.js";
import { chatRoom } from "../server/example.js";
import { deferred } from "../server/fake-host.js";
import { call, Client, encode, logged, logger, post, running } from "./raw-client.js";

const Identity = z.object({ userId: z.string() });

function guarded(): ActorImplementation {
  const implementation = lab({
    who: (c: Lab) => c.auth?.userId ?? null,
    tell: (c: Lab, n = 0) => c.broadcast("changed", n),
  });
  return { ...implementation, descriptor: { ...implementation.descriptor, parseAuth: parseWith(Identity) } };
}

interface Asked extends Omit<AuthorizeTarget, "params"> {
  readonly transport: string;
  readonly address: string;
}

/** Says yes to whoever has a token, but not to all that they want. */
async function start(options: Partial<ServeOptions> = {}): Promise<{ server: RunningServer; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = await serve([guarded()], {
    port: 0,
    logger,
    store: "memory",
    authorize({ headers, transport, address }: AuthorizeRequest, { params: sent, ...target }: AuthorizeTarget) {
      asked.push({ ...target, transport, address });
      const userId = headers.get("authorization") ?? z.object({ token: z.string() }).safeParse(sent).data?.token;
      if (userId === "broken") throw new Error("secret detail");
      if (userId === "banned") throw new UserError("You are banned.", { code: "banned" });
      if (target.key[0] === "closed" || target.action === "tell" || target.event === "named") return false;
      return userId === undefined ? false : { userId };
    },
    ...options,
  });
  running.push(server);
  return { server, asked };
}

const hello = (more: object = {}): object => ({ mode: "getOrCreate", params: { ...params, token: "ann" }, ...more });
const events = async (url: string, more: object = {}): Promise<{ status: number; text: string }> => {
  const controller = new AbortController();
  const headers = { accept: "text/event-stream", "actorgen-hello": encode(hello(more)) };
  const response = await fetch(url, { headers, signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (reader && !text.includes("welcome") && !text.includes("error")) text += (await reader.read()).value ?? "";
  controller.abort();
  return { status: response.status, text };
};

describe("authorize", () => {
  test("is asked for every transport, and its answer is c.auth", async () => {
    const { server, asked } = await start();
    const room = `${server.url}/actors/lab/k`;
    expect(await post(`${room}/who`, "[]", { authorization: "bob" })).toMatchObject({ body: { value: "bob" } });
    const client = await new Client(room, hello()).welcomed();
    client.send(call(1, "who"));
    expect(await client.next(1)).toMatchObject([{ value: "ann" }]);
    expect(await events(room)).toMatchObject({ status: 200, text: expect.stringContaining("welcome") });
    const base = { actor: "lab", key: ["k"], address: "127.0.0.1" };
    expect(asked).toEqual([
      { ...base, transport: "http", action: "who" },
      { ...base, transport: "websocket" },
      { ...base, transport: "websocket", action: "who" },
      { ...base, transport: "sse" },
    ]);
  });

  test("refuses before the actor exists, with one clear error", async () => {
    const { server } = await start();
    const room = `${server.url}/actors/lab/closed`;
    const unauthorized = { error: { code: "unauthorized" } };
    expect(await post(`${room}/who`, "[]", { authorization: "ann" })).toMatchObject({
      status: 401,
      body: unauthorized,
    });
    expect(await post(room, "", { authorization: "ann" })).toMatchObject({ status: 401, body: unauthorized });
    const client = new Client(room, hello());
    expect(await client.next(1)).toMatchObject([{ t: "error", code: "unauthorized" }]);
    expect(await client.closed).toMatchObject({ code: 4400 });
    expect(await events(room)).toMatchObject({ status: 401 });
    await expect.poll(async () => (await server.inspect()).actors).toEqual([]);
    const open = `${server.url}/actors/lab/open`;
    expect(await post(`${open}/who`, "[]")).toMatchObject({ status: 401 });
    const get = { "actorgen-hello": encode({ mode: "get" }), authorization: "ann" };
    expect(await post(`${open}/who`, "[]", get)).toMatchObject({
      status: 404,
      body: { error: { code: "actor_not_found" } },
    });
  });

  test("sees the params of a single action as they were sent; then they have to fit, before the actor exists", async () => {
    const { server } = await start();
    const who = (sent: object): ReturnType<typeof post> =>
      post(`${server.url}/actors/lab/k/who`, "[]", { "actorgen-hello": encode({ mode: "getOrCreate", params: sent }) });
    expect(await who({ name: 5 })).toMatchObject({ status: 401 });
    const misfit = await who({ name: 5, token: "ann" });
    expect(misfit).toMatchObject({
      status: 400,
      body: { error: { code: "invalid_params", issues: [{ path: ["name"] }] } },
    });
    const made = { "actorgen-hello": encode({ mode: "create", params: { name: "" } }), authorization: "ann" };
    expect(await post(`${server.url}/actors/lab/k`, "", made)).toMatchObject({
      body: { error: { code: "invalid_params" } },
    });
    await expect.poll(async () => (await server.inspect()).actors).toEqual([]);
    expect(await who({ name: "ann", token: "ann" })).toMatchObject({ body: { value: "ann" } });
    expect(await post(`${server.url}/actors/lab/k/who`, "[]", { authorization: "ben" })).toMatchObject({ status: 200 });
  });

  test("a client that has left before the handler gets its request is no fault of the server's", async () => {
    logged.length = 0;
    const asked: unknown[] = [];
    const authorize = (request: AuthorizeRequest): boolean => asked.push(request) > 0;
    const handler = createHandler([guarded()], { logger, store: "memory", trustProxy: "loopback", authorize });
    for (const [method, path] of [
      ["GET", "/actors/lab/k"],
      ["POST", "/actors/lab/k/who"],
      ["GET", "/contract.json"],
    ] as const) {
      const [arrived, handled] = [deferred(), deferred()];
      // As behind a framework that looks a user up first.
      const server = createServer((request, response) => {
        arrived.resolve();
        response.on("close", () => {
          handler.request(request, response);
          setImmediate(handled.resolve);
        });
      });
      running.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const controller = new AbortController();
      const headers = { accept: "text/event-stream", "actorgen-hello": encode(hello()) };
      const request = fetch(`http://127.0.0.1:${port}${path}`, { method, headers, signal: controller.signal });
      const left = expect(request).rejects.toThrow();
      await arrived.promise;
      controller.abort();
      await left;
      await handled.promise;
    }
    await handler.close();
    expect([logged, asked]).toEqual([[], []]);
  });

  test("params never stand in a URL", async () => {
    const urls = new Set<string>();
    const server = await serve([chatRoom], {
      port: 0,
      logger,
      store: "memory",
      authorize: ({ url }) => (urls.add(url), {}),
    });
    running.push(server);
    const client = createClient(server.url);
    running.push({ close: () => client.dispose() });
    const room = client.chatRoom.getOrCreate("k", { params: { userId: "ann" } });
    await room.history();
    await room.resolve();
    await room.connect().ready;
    expect([...urls].sort()).toEqual(["/actors/chatRoom/k", "/actors/chatRoom/k/history"]);
  });

  test("may refuse with an error of its own; what else it throws stays in the log", async () => {
    const { server } = await start();
    const room = `${server.url}/actors/lab/k/who`;
    const banned = await post(room, "[]", { authorization: "banned" });
    expect(banned.body).toEqual({ error: { code: "banned", message: "You are banned." } });
    const broken = await post(room, "[]", { authorization: "broken" });
    expect(broken).toMatchObject({ status: 500, body: { error: { code: "internal_error", ref: expect.any(String) } } });
    expect(JSON.stringify(broken.body)).not.toContain("secret");
  });

  test("is told the key, also where the client has only the id", async () => {
    const { server, asked } = await start();
    const { body } = await post(`${server.url}/actors/lab/k`, "", { authorization: "ann" });
    const { actorId } = body as { actorId: string };
    await post(`${server.url}/actors/lab/~id~${actorId}/who`, "[]", { authorization: "ann" });
    expect(asked.at(-1)).toMatchObject({ key: ["k"], action: "who" });
    const none = await post(`${server.url}/actors/lab/~id~none/who`, "[]", { authorization: "ann" });
    expect(none).toMatchObject({ status: 404 });
  });

  test("an action or an event may be refused alone, and each is asked about once per connection", async () => {
    const { server, asked } = await start();
    const client = new Client(`${server.url}/actors/lab/k`, hello({ events: ["named", "changed"] }));
    expect(await client.next(2)).toMatchObject([
      { t: "welcome" },
      { t: "error", event: "named", code: "unauthorized" },
    ]);
    client.send([
      call(1, "tell", 1),
      call(2, "who"),
      { t: "subscribe", event: "named" },
      call(3, "who"),
      call(4, "tell"),
    ]);
    expect(await client.next(5)).toMatchObject([
      { t: "error", id: 1, code: "unauthorized" },
      { t: "result", id: 2 },
      { t: "error", event: "named", code: "unauthorized" },
      { t: "result", id: 3 },
      { t: "error", id: 4, code: "unauthorized" },
    ]);
    expect(asked.map(({ action, event }) => action ?? event)).toEqual([undefined, "named", "changed", "tell", "who"]);
    const refused = await post(`${server.url}/actors/lab/k/tell`, "[1]", { authorization: "ann" });
    expect(refused).toMatchObject({ status: 401 });
  });

  test("an actor that wants an identity has nobody without authorize", async () => {
    const server = await serve([guarded()], { port: 0, logger, store: "memory" });
    running.push(server);
    expect(await post(`${server.url}/actors/lab/k/who`, "[]")).toMatchObject({ status: 401 });
  });
});

describe("addresses", () => {
  const from = (address: string): Record<string, string> => ({ authorization: "ann", "x-forwarded-for": address });

  test("are taken from proxies that are trusted, and from nobody else", async () => {
    const far = "203.0.113.7";
    for (const [trustProxy, address] of [
      [undefined, "127.0.0.1"],
      [1, far],
      ["loopback", far],
      ["10.0.0.0/8", "127.0.0.1"],
    ] as const) {
      const { server, asked } = await start(trustProxy === undefined ? {} : { trustProxy });
      await post(`${server.url}/actors/lab/k/who`, "[]", from(`198.51.100.1, ${far}`));
      expect(asked.at(-1)?.address).toBe(address);
    }
    await expect(start({ trustProxy: "nonsense" })).rejects.toThrow("nonsense");
  });

  test("have bounds on requests, connections and new actors; others are not touched", async () => {
    const addressLimits = { requestsPerSecond: 1, connections: 1, actorsPerMinute: 2 };
    const { server } = await start({ trustProxy: 1, addressLimits });
    const url = `${server.url}/actors/lab`;
    const make = async (key: string, address: string): Promise<number> =>
      (await post(`${url}/${key}/who`, "[]", from(address))).status;
    expect([await make("a", "192.0.2.1"), await make("b", "192.0.2.1"), await make("c", "192.0.2.1")]).toEqual([
      200, 200, 429,
    ]);
    expect(await make("a", "192.0.2.1")).toBe(200);
    expect(await make("c", "192.0.2.2")).toBe(200);
    for (let n = 0; n < 10; n++) await make("a", "192.0.2.1");
    expect(await make("a", "192.0.2.1")).toBe(429);
    expect(await make("a", "192.0.2.2")).toBe(200);
  });
});
