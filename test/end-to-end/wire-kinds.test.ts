// Every wire kind there and back, as argument, result, state and event, over HTTP and WebSocket.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, type Client, type EverythingInput } from "../../generated/client.js";
import { startServer, type ServerProcess } from "./server.js";

let server: ServerProcess;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  client = createClient(server.url);
}, 30_000);
afterAll(async () => {
  await client.dispose();
  expect(server.log()).not.toContain("UNCAUGHT");
  expect(await server.stop()).toBe(0);
});

const at = new Date("2026-02-03T04:05:06.789Z");
const value: EverythingInput = {
  date: at,
  bigint: -(2n ** 80n),
  map: new Map([["first", at]]),
  set: new Set([1n, 2n ** 64n]),
  bytes: Uint8Array.from([0, 1, 127, 128, 255]),
  tree: { label: "root", children: [{ label: "leaf", children: [] }] },
  shape: { kind: "circle", radius: 2.5 },
  audited: { createdAt: at, createdBy: "ann", updatedAt: null },
  tuple: ["a", 1, true, false],
  counts: { red: 1, green: -2 },
  byId: { a: at, ["with space"]: at },
  nullable: null,
  nullish: undefined,
  route: "/users/7/edit",
  literal: true,
  nan: Number.NaN,
  json: { nested: [1, "two", null, { three: true }] },
  unknown: ["anything"],
};
const parsed = { ...value, defaulted: "none" };
delete (parsed as { nullish?: unknown }).nullish;

test("over HTTP", async () => {
  expect(await client.wireKinds.getOrCreate("http").echo(value)).toEqual(parsed);
});

test("over a connection, as result and as event", async () => {
  const connection = client.wireKinds.getOrCreate("socket").connect();
  const heard: unknown[] = [];
  connection.on("announced", (payload) => heard.push(payload));
  expect(await connection.echo(value)).toEqual(parsed);
  await connection.announce(value);
  await connection.echo(value);
  expect(heard).toEqual([parsed]);
});

test("a recursive value is measured by the server; one too deep is refused by the client", async () => {
  const handle = client.wireKinds.getOrCreate("deep");
  const nest = (levels: number): EverythingInput["tree"] => {
    let tree: EverythingInput["tree"] = { label: "leaf", children: [] };
    for (let level = 1; level < levels; level++) tree = { label: `level ${level}`, children: [tree] };
    return tree;
  };
  expect(await handle.depth(nest(20))).toBe(20);
  const error: unknown = await handle.depth(nest(100_000)).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: expect.stringMatching(/^(invalid_argument|too_deep)$/) });
  expect(await handle.depth(nest(2))).toBe(2);
});
