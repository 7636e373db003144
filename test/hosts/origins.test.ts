// One rule for the pages that may call, whatever carries them.
import { afterEach, describe, expect, test, vi } from "vitest";
import type { RunningServer } from "actorgen/node";
import { Client, encode, post, start } from "./raw-client.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** What becomes of a page of this origin, by each way in. */
async function tries(server: RunningServer, origin: string): Promise<string[]> {
  const room = `${server.url}/actors/lab/k`;
  const hello = { mode: "getOrCreate", params: { name: "ann" } };
  const request = await post(`${room}/add`, "[1]", { origin });
  const [first] = await new Client(room, hello, { origin }).next(1);
  const controller = new AbortController();
  const headers = { accept: "text/event-stream", "actorgen-hello": encode(hello), origin };
  const stream = await fetch(room, { headers, signal: controller.signal });
  controller.abort();
  const preflight = await fetch(`${room}/add`, { method: "OPTIONS", headers: { origin } });
  return [`${request.status}`, String(first?.["code"] ?? first?.["t"]), `${stream.status}`, `${preflight.status}`];
}

const allowed = ["200", "welcome", "200", "204"];
const refused = ["403", "forbidden_origin", "403", "403"];

describe("pages", () => {
  test("of this server, of the list, and in development of any port of this machine", async () => {
    const server = await start({ origins: ["https://app.example"] });
    for (const origin of [server.url, "https://app.example", "http://localhost:5173", "http://[::1]:1"]) {
      expect([origin, ...(await tries(server, origin))]).toEqual([origin, ...allowed]);
    }
    for (const origin of ["https://evil.example", "null", "http://localhost.evil.example", "https://app.example:444"]) {
      expect([origin, ...(await tries(server, origin))]).toEqual([origin, ...refused]);
    }
  });

  test("in production: of this machine only where they are listed", async () => {
    vi.stubEnv("NODE_ENV", "production");
    const server = await start({ origins: ["https://app.example", "http://localhost:4000"] });
    for (const origin of [server.url, "https://app.example", "http://localhost:4000"]) {
      expect([origin, ...(await tries(server, origin))]).toEqual([origin, ...allowed]);
    }
    for (const origin of ["http://localhost:5173", "http://127.0.0.1:1", "https://evil.example"]) {
      expect([origin, ...(await tries(server, origin))]).toEqual([origin, ...refused]);
    }
  });
});
