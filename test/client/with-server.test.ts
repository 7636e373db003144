// The client against the real server, over real sockets and real HTTP.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "actorgen/node";
import { actors } from "../../examples/actors/index.js";
import { eventsOf } from "actorgen/client";
import { createClient, isActorError } from "../../generated/client.js";
import { rejection } from "./room.js";

let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  server = await serve(actors, { port: 0, store: "memory" });
});
afterAll(() => server.close());

test("connect, call, hear, leave", async () => {
  const client = createClient(server.url);
  const room = client.chatRoom.getOrCreate("with-server", { params: { userId: "ann" } });
  const connection = room.connect();
  const heard = new Promise((resolve) => connection.once("messageReceived", resolve));
  await connection.ready;
  const message = await connection.sendMessage("ann", "Hello everyone!");
  expect(await heard).toEqual(message);
  expect(await room.history()).toEqual([message]);
  expect(await room.resolve()).toBe(connection.actorId);
  await client.dispose();
  expect(connection.connStatus).toBe("idle");
});

test("a thousand calls of one tick come back, in order", async () => {
  const client = createClient(server.url);
  const connection = client.chatRoom.getOrCreate("many", { params: { userId: "ann" } }).connect();
  const messages = await Promise.all(Array.from({ length: 1_000 }, (_, n) => connection.sendMessage("ann", `n${n}`)));
  expect(messages.map(({ text }) => text)).toEqual(messages.map((_, n) => `n${n}`));
  await client.dispose();
});

test("three thousand calls of one tick to a durable server, whose replies wait for their commit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actorgen-store-"));
  const durable = await serve(actors, { port: 0, store: { path: join(folder, "store.db") } });
  const client = createClient(durable.url);
  const connection = client.chatRoom.getOrCreate("many", { params: { userId: "ann" } }).connect();
  await connection.ready;
  const messages = await Promise.all(Array.from({ length: 3_000 }, (_, n) => connection.sendMessage("ann", `n${n}`)));
  expect(messages.map(({ text }) => text)).toEqual(messages.map((_, n) => `n${n}`));
  await client.dispose();
  await durable.close();
  rmSync(folder, { recursive: true });
});

test("a refused connection: ready rejects with the server's error, once and for all", async () => {
  const client = createClient(server.url);
  const connection = client.chatRoom.get("nobody-made-this", { params: { userId: "ann" } }).connect();
  const error = await rejection(connection.ready);
  expect(isActorError(error) && error.code).toBe("actor_not_found");
  expect(connection.connStatus).toBe("idle");
  await client.dispose();
});

test("a server that is not there: disconnected over HTTP, and ready gives up after the attempts", async () => {
  const client = createClient("http://127.0.0.1:1", { reconnect: { minDelay: 1, attempts: 1 } });
  const room = client.chatRoom.get("a", { params: { userId: "ann" } });
  expect(await rejection(room.history())).toMatchObject({ code: "disconnected" });
  expect(await rejection(room.connect().ready)).toMatchObject({ code: "disconnected" });
});

test("dispose while the socket opens closes it quietly", async () => {
  const client = createClient(server.url);
  const connection = client.chatRoom.getOrCreate("brief", { params: { userId: "ann" } }).connect();
  await connection.dispose();
  expect(await rejection(connection.ready)).toMatchObject({ code: "disconnected" });
});

test("an async iterator over real events", async () => {
  const client = createClient(server.url);
  const connection = client.chatRoom.getOrCreate("iterated", { params: { userId: "ann" } }).connect();
  const texts: string[] = [];
  const reading = (async () => {
    for await (const { text } of eventsOf(connection, "messageReceived")) if (texts.push(text) === 2) return;
  })();
  await connection.sendMessage("ann", "one");
  await connection.sendMessage("ann", "two");
  await reading;
  expect(texts).toEqual(["one", "two"]);
  await client.dispose();
});

test("the platform's WebSocket is preferred to the package ws", async () => {
  const { loadWebSocket } = await import("../../src/client/websocket-node.js");
  const { loadWebSocket: loadInBrowser } = await import("../../src/client/websocket-browser.js");
  const before = Object.getOwnPropertyDescriptor(globalThis, "WebSocket");
  class PlatformSocket {}
  Object.defineProperty(globalThis, "WebSocket", { value: PlatformSocket, configurable: true });
  expect([await loadWebSocket(), loadInBrowser()]).toEqual([PlatformSocket, PlatformSocket]);
  if (before) Object.defineProperty(globalThis, "WebSocket", before);
  else Reflect.deleteProperty(globalThis, "WebSocket");
  expect(typeof (await loadWebSocket())).toBe("function");
});
