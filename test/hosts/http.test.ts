// The node host over HTTP: single actions, resolve, statuses, pages of other origins.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve, type RunningServer } from "actorgen/node";
import { lab } from "../server/lab.js";
import { actions, encode, logger, post } from "./raw-client.js";

describe("http", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serve([lab(actions)], {
      port: 0,
      store: "memory",
      logger,
      limits: { messageBytes: 10_000 },
      origins: ["https://app.example"],
    });
  });
  afterAll(() => server.close());

  test("one action, resolve, by id, health", async () => {
    const room = `${server.url}/actors/lab/http`;
    const first = await post(`${room}/add`, "[2]");
    expect(first).toMatchObject({ status: 200, body: { value: 2 } });
    expect(first.headers.get("actorgen-contract")).toBe("lab-hash");
    expect(first.headers.get("content-type")).toBe("application/json");
    expect(await post(`${room}/tell`)).toMatchObject({ status: 200, body: {} });
    const { body } = await post(room);
    expect(body).toEqual({ actorId: expect.stringMatching(/^[\w-]{22}$/) });
    expect(await post(`${server.url}/actors/lab/~id~${Object(body).actorId}/add?x=1`, "[1]")).toMatchObject({
      body: { value: 3 },
    });
    expect(await post(room, undefined, { "actorgen-hello": encode({ mode: "create" }) })).toMatchObject({
      status: 409,
      body: { error: { code: "actor_exists" } },
    });
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: "ok" });
  });

  test("create is single-flight: many at once make one actor", async () => {
    const make = () =>
      post(`${server.url}/actors/lab/many`, undefined, { "actorgen-hello": encode({ mode: "create" }) });
    const statuses = (await Promise.all([make(), make(), make(), make()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409, 409, 409]);
  });

  test("destroy: the next access makes a new actor with another id", async () => {
    const room = `${server.url}/actors/lab/doomed`;
    const { body: before } = await post(room);
    await post(`${room}/add`, "[5]");
    expect(await post(`${room}/end`, "[]")).toMatchObject({ status: 200 });
    expect(await post(room, undefined, { "actorgen-hello": encode({ mode: "get" }) })).toMatchObject({ status: 404 });
    expect(await post(`${server.url}/actors/lab/~id~${Object(before).actorId}`)).toMatchObject({ status: 404 });
    const { body: after } = await post(room);
    expect(after).not.toEqual(before);
    expect(await post(`${room}/add`, "[0]")).toMatchObject({ body: { value: 0 } });
  });

  test.each([
    ["POST", "/nope", "", {}, 404, "not_found"],
    ["POST", "/actors/nope/k/add", "[]", {}, 404, "unknown_actor"],
    ["POST", "/actors/lab/k/__proto__", "[]", {}, 404, "unknown_action"],
    ["POST", "/actors/lab/k/add", "{}", {}, 400, "bad_frame"],
    ["POST", "/actors/lab/k/add", "[", {}, 400, "bad_json"],
    ["POST", "/actors/lab/k/add", '["x"]', {}, 400, "invalid_argument"],
    ["POST", "/actors/lab/k/add", '["x"]', { "actorgen-hash": "old" }, 409, "contract_mismatch"],
    ["POST", "/actors/lab/k/add", `[${"1,".repeat(9_000)}1]`, {}, 413, "too_large"],
    ["POST", "/actors/lab/k/add", "[]", { "actorgen-hello": "###" }, 400, "bad_json"],
    ["POST", "/actors/lab/k/add", "[]", { origin: "https://evil.example" }, 403, "forbidden_origin"],
    ["POST", "/actors/lab/k/broken", "[]", {}, 500, "internal_error"],
    ["PUT", "/actors/lab/k/add", "[]", {}, 405, "method_not_allowed"],
    ["GET", "/actors/lab/k/add", undefined, {}, 405, "method_not_allowed"],
    ["GET", "/actors/lab/k", undefined, {}, 426, "unsupported_protocol"],
    ["POST", "/health", "", {}, 405, "method_not_allowed"],
  ])("%s %s %s is %s", async (method, path, body, headers, status, code) => {
    const response = await fetch(`${server.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
    const reply: unknown = await response.json();
    expect([response.status, reply]).toMatchObject([status, { error: { code } }]);
    expect(JSON.stringify(reply)).not.toContain("secret");
  });

  test("pages: this server's, listed ones and loopback get CORS headers", async () => {
    for (const origin of ["https://app.example", "http://localhost:5173", "http://[::1]:1", server.url]) {
      const preflight = await fetch(`${server.url}/actors/lab/k/add`, { method: "OPTIONS", headers: { origin } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
      expect(preflight.headers.get("access-control-allow-headers")).toContain("actorgen-hello");
    }
    for (const origin of ["null", "https://localhost.evil.example", "http://127.0.0.1.evil.example"]) {
      expect((await fetch(`${server.url}/health`, { headers: { origin } })).status).toBe(403);
    }
  });

  test("a client that leaves aborts its call", async () => {
    const abort = new AbortController();
    const left = fetch(`${server.url}/actors/lab/left/wait`, { method: "POST", body: "[]", signal: abort.signal });
    setTimeout(() => abort.abort(), 30);
    await expect(left).rejects.toThrow();
    expect(await post(`${server.url}/actors/lab/left/add`, "[1]")).toMatchObject({ body: { value: 1 } });
  });
});
