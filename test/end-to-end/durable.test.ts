// A server on a store file that is killed under its clients, and comes back on the same port.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createClient } from "../../generated/client.js";
import { startServer, type ServerProcess } from "./server.js";

const folder = mkdtempSync(join(tmpdir(), "actorgen-durable-"));
const running: ServerProcess[] = [];
afterEach(async () => {
  for (const { child } of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(port: number, store: string): Promise<ServerProcess> {
  const server = await startServer(port, store);
  running.push(server);
  return server;
}

async function kill({ child }: ServerProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

test(
  "kill -9: the connection goes on, no event is missed or doubled, no acknowledged message is lost",
  { timeout: 60_000 },
  async () => {
    const store = join(folder, "kill", "store.db");
    let server = await start(0, store);
    const { url } = server;
    const port = Number(new URL(url).port);
    const client = createClient(url, { reconnect: { minDelay: 20, maxDelay: 100 } });
    const ann = client.chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
    const bob = client.chatRoom.getOrCreate("general", { params: { userId: "bob" } }).connect();
    const heard: string[] = [];
    const gaps: unknown[] = [];
    const last = new Promise<void>((resolve) => {
      bob.on("messageReceived", ({ text }) => {
        heard.push(text);
        if (text === "last") resolve();
      });
    });
    bob.onGap((gap) => gaps.push(gap));
    await Promise.all([ann.ready, bob.ready]);
    const ids = [ann.connectionId, bob.connectionId];

    const sent: string[] = [];
    for (let round = 0; round < 3; round++) {
      const calls = Array.from({ length: 20 }, (_call, index) => `${round}.${index}`).map(async (text) => {
        sent.push(text);
        await ann.sendMessage("ann", text);
      });
      await Promise.race(calls);
      await kill(server);
      server = await start(port, store);
      await Promise.all(calls);
    }
    await ann.sendMessage("ann", "last");
    sent.push("last");
    const kept = await client.chatRoom.get("general", { params: { userId: "eve" } }).history(100);
    expect(kept.map(({ text }) => text)).toEqual(sent);
    // The other client comes back in its own time.
    await last;
    expect(heard).toEqual(sent);
    expect(gaps).toEqual([]);
    expect([ann.connectionId, bob.connectionId]).toEqual(ids);
    await client.dispose();
    expect(await server.stop()).toBe(0);
  },
);

test("SIGTERM and a new start: state, ids and connections are there", { timeout: 60_000 }, async () => {
  const store = join(folder, "term", "store.db");
  let server = await start(0, store);
  const port = Number(new URL(server.url).port);
  const client = createClient(server.url, { reconnect: { minDelay: 20, maxDelay: 100 } });
  const room = client.chatRoom.getOrCreate(["a/b", ""], { params: { userId: "ann" } });
  const connection = room.connect();
  const { sentAt } = await connection.sendMessage("ann", "hello");
  const id = await room.resolve();
  const { connectionId } = connection;
  expect(await server.stop()).toBe(0);
  server = await start(port, store);
  expect(await room.history()).toMatchObject([{ text: "hello", sentAt }]);
  expect(sentAt).toBeInstanceOf(Date);
  expect(await client.chatRoom.getForId(id, { params: { userId: "bob" } }).resolve()).toBe(id);
  await connection.sendMessage("ann", "again");
  expect(connection.connectionId).toBe(connectionId);
  await client.dispose();
});

test("a second server on the same file is refused by name", { timeout: 60_000 }, async () => {
  const store = join(folder, "second", "store.db");
  const server = await start(0, store);
  await expect(startServer(0, store)).rejects.toThrow(/store_in_use|in use|owned/i);
  expect(server.child.exitCode).toBe(null);
});
