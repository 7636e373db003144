// GET /contract.json: who gets the public contract, and that it is the one that was generated.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { serve, UserError, type AuthorizeTarget, type ServeOptions } from "actorgen/node";
import type { ActorImplementation } from "actorgen/server";
import { chatRoom } from "../../examples/actors/chat-room.js";
import { gameRoom } from "../../examples/actors/game-room.js";
import { wireKinds } from "../../examples/actors/wire-kinds.js";
import { repository } from "../temporary-project.js";
import { lab } from "../server/lab.js";
import { actions, logged, logger, running } from "./raw-client.js";

const generated: { readonly hash: string; readonly actors: object; readonly $defs: object } = JSON.parse(
  readFileSync(join(repository, "generated/contract.json"), "utf8"),
);
const all = [wireKinds, chatRoom, gameRoom];

afterEach(() => void vi.unstubAllEnvs());

async function ask(
  options: ServeOptions = {},
  headers: Record<string, string> = {},
  actors: readonly ActorImplementation[] = all,
): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers; readonly url: string }> {
  const server = await serve(actors, { port: 0, store: "memory", logger, ...options });
  running.push(server);
  const url = `${server.url}/contract.json`;
  const response = await fetch(url, { headers });
  const text = await response.text();
  return { status: response.status, body: text === "" ? "" : JSON.parse(text), headers: response.headers, url };
}

describe("the document", () => {
  test("is contract.json as it was generated", async () => {
    const { status, body, headers } = await ask({ basePath: "/api" });
    expect(status).toBe(200);
    expect(body).toEqual(generated);
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("etag")).toBe(`W/"${generated.hash}"`);
  });

  test("holds only the actors that are served, and the types that they reach", async () => {
    const { body } = await ask({}, {}, [chatRoom, lab(actions)]);
    const { hash, actors, $defs } = Object(body);
    expect(Object.keys(actors)).toEqual(["chatRoom"]);
    expect(Object.keys($defs)).toEqual(["Message"]);
    expect(hash).not.toBe(generated.hash);
  });

  test("says nothing of state, connection state or who is calling", async () => {
    const server: { readonly actors: object } = JSON.parse(
      readFileSync(join(repository, "generated/contract.server.json"), "utf8"),
    );
    expect(JSON.stringify(server)).toContain("mutedUntil");
    const { body } = await ask();
    expect(JSON.stringify(body)).not.toContain("mutedUntil");
  });

  test("is not sent to those who have it", async () => {
    const etag = `W/"${generated.hash}"`;
    expect(await ask({}, { "if-none-match": etag })).toMatchObject({ status: 304, body: "" });
    expect(await ask({}, { "if-none-match": `"x", "${generated.hash}"` })).toMatchObject({ status: 304 });
    expect(await ask({}, { "if-none-match": '"x"' })).toMatchObject({ status: 200 });
  });

  test("two actors with different types of one name are not mixed", async () => {
    const { contract } = chatRoom.descriptor;
    if (!contract) throw new Error("no contract");
    const other = {
      ...gameRoom,
      descriptor: {
        ...gameRoom.descriptor,
        contract: { ...contract, actors: { gameRoom: '{"$ref":"#/$defs/Message"}' }, types: { Message: "{}" } },
      },
    };
    logged.length = 0;
    expect(await ask({}, {}, [chatRoom, other])).toMatchObject({
      status: 500,
      body: { error: { code: "internal_error", ref: expect.any(String) } },
    });
    expect(String(Object(logged[0]).err)).toContain("different types called Message");
  });
});

describe("who gets it", () => {
  const refused = { status: 404, body: { error: { code: "not_found" } } };

  test("anyone in development, nobody in production unless the owner says so", async () => {
    vi.stubEnv("NODE_ENV", "production");
    expect(await ask()).toMatchObject(refused);
    expect(await ask({ contract: true })).toMatchObject({ status: 200 });
    vi.stubEnv("NODE_ENV", "development");
    expect(await ask()).toMatchObject({ status: 200 });
    expect(await ask({ contract: false })).toMatchObject(refused);
    vi.stubEnv("NODE_ENV", undefined);
    expect(await ask()).toMatchObject({ status: 200 });
  });

  test("nobody where the actors carry none, and nobody by POST or a longer path", async () => {
    expect(await ask({}, {}, [lab(actions)])).toMatchObject(refused);
    const { url } = await ask();
    expect(await fetch(url, { method: "POST" })).toMatchObject({ status: 405 });
    expect(await fetch(`${url}/chatRoom`)).toMatchObject({ status: 404 });
  });

  test("those whom authorize permits, which is told what is asked for", async () => {
    const asked: AuthorizeTarget[] = [];
    const options: ServeOptions = {
      authorize({ headers, transport, url }, target) {
        asked.push(target);
        expect([transport, url]).toEqual(["http", "/contract.json"]);
        if (headers.get("authorization") === "banned") throw new UserError("You are banned.", { code: "banned" });
        return headers.get("authorization") === "staff";
      },
    };
    expect(await ask(options)).toMatchObject({ status: 401, body: { error: { code: "unauthorized" } } });
    expect(await ask(options, { authorization: "banned" })).toMatchObject({ body: { error: { code: "banned" } } });
    expect(await ask(options, { authorization: "staff" })).toMatchObject({ status: 200 });
    expect(asked[0]).toEqual({ actor: "", key: [], params: undefined, contract: true });
    // Nobody learns from a 304 that a hash is right.
    const guess = { "if-none-match": `W/"${generated.hash}"` };
    expect(await ask(options, guess)).toMatchObject({ status: 401 });
  });

  test("pages of the origins that may call, and a client within its rate", async () => {
    expect(await ask({}, { origin: "https://evil.example" })).toMatchObject({ status: 403 });
    const { status, headers } = await ask({ origins: ["https://docs.example"] }, { origin: "https://docs.example" });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, "https://docs.example"]);
    // Ten times as many at once: one.
    const far = { "x-forwarded-for": "203.0.113.7" };
    const limited = await ask({ trustProxy: 1, addressLimits: { requestsPerSecond: 0.1 } }, far);
    expect([limited.status, (await fetch(limited.url, { headers: far })).status]).toEqual([200, 429]);
  });
});
