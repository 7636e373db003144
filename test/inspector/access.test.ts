// Who gets to the inspector: token, Host, Origin, production. Everything else is refused, and says why.
import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { createHandler, type RunningServer, type ServeOptions } from "actorgen/node";
import { ask, enter, LiveStream, logged, logger, start, tokenOf } from "./session.js";
import { vault } from "./vault.js";

vi.mock("../../src/hosts/node/inspector/assets.js", () => import("./page-from-sources.js"));

const running: RunningServer[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(running.splice(0).map((server) => server.close()));
  logged.length = 0;
});

async function started(options: ServeOptions = {}): Promise<RunningServer> {
  const server = await start(options);
  running.push(server);
  return server;
}

const code = (text: string): unknown => JSON.parse(text).error.code;

test("it is off unless asked for: there is nothing at its address", async () => {
  const server = await started({ inspector: false });
  expect(server.inspectorUrl).toBeUndefined();
  expect(await ask(`${server.url}/inspector`)).toMatchObject({ status: 404 });
  expect(logged).toEqual([]);
});

test("in production it stays off, and says so, unless asked for by that name", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const server = await started({ inspector: true });
  expect(server.inspectorUrl).toBeUndefined();
  expect(await ask(`${server.url}/inspector`)).toMatchObject({ status: 404 });
  expect(logged).toEqual([{ msg: expect.stringContaining("stays off in production") }]);
  const asked = await started({ inspector: { production: true } });
  expect(await ask(`${asked.url}/inspector`)).toMatchObject({ status: 200 });
});

test("the start line has the link, with a new token each time", async () => {
  const [one, other] = [await started(), await started({ basePath: "/rooms" })];
  expect(logged).toEqual([one, other].map(({ inspectorUrl }) => ({ inspectorUrl, msg: "the inspector is open" })));
  expect(other.inspectorUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/rooms\/inspector#token=[\w-]{22}$/);
  expect(tokenOf(one)).not.toBe(tokenOf(other));
  expect(await ask(`${other.url}/inspector`)).toMatchObject({ status: 200 });
  expect(await ask(`${other.url}/inspector/app.js`)).toMatchObject({ status: 200 });
});

test("mounted on a server of one's own, the handler tells the link's path", async () => {
  const handler = createHandler([vault()], { store: "memory", inspector: true, logger, basePath: "/rooms/" });
  const own = createServer((request, response) => {
    if (!handler.request(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
  const address = own.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  expect(handler.inspectorLink).toMatch(/^\/rooms\/inspector#token=[\w-]{22}$/);
  expect(await ask(`${url}/rooms/inspector`)).toMatchObject({ status: 200 });
  expect(await ask(`${url}/inspector`)).toMatchObject({ status: 404 });
  await handler.close();
  own.close();
});

test("a token of one's own has to be long", async () => {
  await expect(start({ inspector: { token: "short" } })).rejects.toThrow("16 characters");
  expect(tokenOf(await started({ inspector: { token: "0123456789abcdef" } }))).toBe("0123456789abcdef");
});

test("the page itself holds no data and may load nothing but its own files", async () => {
  const server = await started();
  const { headers, text } = await ask(`${server.url}/inspector`);
  expect(headers).toMatchObject({
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toContain("unsafe");
  expect(text).not.toMatch(/<script(?![^>]*src=)|<style| style=| on\w+=/);
  expect(text).not.toContain("vault");
  expect(text).not.toContain(tokenOf(server));
});

test("without a session nothing is told and nothing is done", async () => {
  const server = await started();
  const good = await enter(server);
  const { cookie = "" } = good;
  const call = { actor: "vault", key: ["a"], action: "put", args: ["a", "1234"] };
  const without: Record<string, string>[] = [
    {},
    { cookie },
    { "actorgen-inspector": "1" },
    { ...good, cookie: cookie.replace(/=.*/, "=AAAAAAAAAAAAAAAAAAAAAA") },
    { ...good, cookie: cookie.replace(/=.*/, "=") },
    { ...good, cookie: `x${cookie}` },
  ];
  for (const headers of without) {
    for (const [path, method] of [
      ["live", "GET"],
      ["watch", "POST"],
      ["call", "POST"],
      ["other", "GET"],
    ] as const) {
      const answer = await ask(
        `${server.url}/inspector/${path}`,
        headers,
        method,
        method === "POST" ? call : undefined,
      );
      expect({ path, headers, status: answer.status }).toEqual({ path, headers, status: 401 });
    }
  }
  expect((await server.inspect()).actors).toEqual([]);
  expect(await ask(`${server.url}/inspector/call`, good, "POST", call)).toMatchObject({ status: 200 });
});

test("only the token opens a session, whose cookie scripts cannot read and other sites cannot use", async () => {
  const server = await started({ basePath: "/base" });
  const session = (token: unknown): ReturnType<typeof ask> =>
    ask(`${server.url}/inspector/session`, {}, "POST", { token });
  for (const wrong of ["", tokenOf(server).slice(1), `${tokenOf(server)}x`, 1, null, undefined, [tokenOf(server)]]) {
    const answer = await session(wrong);
    expect(answer.status).toBe(401);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  }
  const { headers } = await session(tokenOf(server));
  expect(headers["set-cookie"]?.[0]).toMatch(
    new RegExp(`^actorgen-inspector-${server.port}=[\\w-]{22}; Path=/base/inspector; HttpOnly; SameSite=Strict$`),
  );
});

test("a host name that is not this machine's is refused: a DNS name may be pointed here by anyone", async () => {
  const server = await started({ inspector: { hosts: ["staging.example.com"] } });
  const session = await enter(server);
  const status = async (host: string, path = ""): Promise<number> =>
    (await ask(`${server.url}/inspector${path}`, { ...session, host })).status;
  for (const host of [
    "evil.example",
    "evil.example:8080",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "10.0.0.1",
    "a b",
  ]) {
    expect({ host, page: await status(host), live: await status(host, "/live") }).toEqual({
      host,
      page: 403,
      live: 403,
    });
  }
  for (const host of [
    `localhost:${server.port}`,
    `127.0.0.1:${server.port}`,
    "[::1]",
    "app.localhost",
    "Staging.example.com",
  ]) {
    expect({ host, page: await status(host) }).toEqual({ host, page: 200 });
  }
});

test("no other page may ask, not even of an allowed origin or of this machine", async () => {
  const server = await started({ origins: ["https://app.example.com"] });
  const session = await enter(server);
  const host = `127.0.0.1:${server.port}`;
  const asked = async (headers: Record<string, string>): Promise<unknown> => {
    const answer = await ask(`${server.url}/inspector/watch`, { ...session, ...headers }, "POST", { page: "none" });
    return answer.status === 403 ? code(answer.text) : answer.status;
  };
  expect(await asked({ origin: `http://${host}` })).toBe(404);
  for (const origin of ["https://app.example.com", "http://localhost:5173", "http://127.0.0.1:1", "null", "x"]) {
    expect({ origin, answer: await asked({ origin }) }).toEqual({ origin, answer: "forbidden_origin" });
  }
  for (const site of ["cross-site", "same-site"])
    expect(await asked({ "sec-fetch-site": site })).toBe("forbidden_origin");
  const preflight = await ask(`${server.url}/inspector/call`, { origin: "https://app.example.com" }, "OPTIONS");
  expect(preflight.status).toBe(403);
  expect(preflight.headers["access-control-allow-origin"]).toBeUndefined();
});

test("what is not JSON, too large, of another method or of nobody is refused", async () => {
  const server = await started();
  const session = await enter(server);
  const url = `${server.url}/inspector`;
  expect(await ask(url, session, "POST")).toMatchObject({ status: 405 });
  expect(await ask(`${url}/call`, session)).toMatchObject({ status: 405 });
  expect(await ask(`${url}/secrets.js`, session)).toMatchObject({ status: 404 });
  expect(await ask(`${url}/../package.json`, session)).toMatchObject({ status: 404 });
  const post = async (headers: Record<string, string>, body: unknown): Promise<unknown> =>
    code((await ask(`${url}/call`, { ...session, ...headers }, "POST", body)).text);
  expect(await post({ "content-type": "text/plain" }, {})).toBe("bad_json");
  expect(await post({}, { actor: "vault" })).toBe("bad_frame");
  expect(await post({}, { actor: "nobody", key: [], action: "put", args: [] })).toBe("unknown_actor");
  expect(await post({}, "x".repeat(1_100_000))).toBe("too_large");
});

test("at most eight pages at a time", async () => {
  const server = await started();
  const session = await enter(server);
  const pages = Array.from({ length: 8 }, () => new LiveStream(server, session));
  for (const page of pages) expect(await page.opened).toBe(200);
  expect(code((await ask(`${server.url}/inspector/live`, session)).text)).toBe("too_many_streams");
  for (const page of pages) page.close();
});
