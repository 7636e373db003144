// The node host over real sockets.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { serve, type RunningServer } from "actorgen/node";
import { chatRoom } from "../server/example.js";

describe("smoke", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await serve([chatRoom], { port: 0 });
  });
  afterAll(() => server.close());

  test("a call over a socket", async () => {
    const hello = Buffer.from(JSON.stringify({ mode: "getOrCreate", params: { userId: "u" }, events: ["messageReceived"] })).toString("base64url");
    const ws = new WebSocket(`${server.url.replace("http", "ws")}/actors/chatRoom/general`, ["actorgen.v1", `hello.${hello}`]);
    const got: string[] = [];
    await new Promise<void>((resolve, reject) => {
      ws.on("error", reject);
      ws.on("message", (data) => {
        got.push(String(data));
        if (got.length === 1) ws.send(JSON.stringify({ t: "call", id: 1, action: "sendMessage", args: ["u", "hi"] }));
        else resolve();
      });
      ws.on("close", () => resolve());
    });
    console.log(got);
    expect(got.length).toBe(2);
    ws.close();
    const r = await fetch(`${server.url}/actors/chatRoom/general/history`, { method: "POST", body: "[10]" });
    console.log(r.status, await r.text(), r.headers);
  });
});
