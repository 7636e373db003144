// The same test does the same each time, whatever the day, the machine and the luck.
import { expect, test } from "vitest";
import { createTestServer } from "actorgen/testing";
import { actors } from "../../examples/actors/index.js";
import { join } from "./rooms.js";

/** Everything that two clients see while their network breaks at random. */
async function transcript(seed: number): Promise<string[]> {
  const server = createTestServer(actors, { seed });
  const lines: string[] = [];
  const note = (line: string): void => void lines.push(`${server.clock.now()} ${line}`);
  const rooms = [await join(server, "ann"), await join(server, "ben")];
  for (const [index, room] of rooms.entries()) {
    room.onStatusChange((status) => note(`${index} ${status}`));
    room.on("messageReceived", (message) => note(`${index} ${JSON.stringify(message)}`));
  }
  for (let round = 0; round < 10; round++) {
    const room = rooms[round % 2];
    const sent = room?.sendMessage("ann", `message ${round}`);
    if (room && Math.random() < 0.5) server.network.cut(room);
    await server.clock.advance(Math.random() * 5_000);
    await sent;
  }
  note(JSON.stringify(server.actor("chatRoom", "general").connections));
  await server.close();
  return lines;
}

test("two runs give the same transcript; another seed gives another", async () => {
  const first = await transcript(7);
  expect(first.length).toBeGreaterThan(20);
  expect(await transcript(7)).toEqual(first);
  expect(await transcript(8)).not.toEqual(first);
});

test("the platform's time and chance are back when the last server is closed", async () => {
  const before = { Date, random: Math.random, uuid: crypto.randomUUID, values: crypto.getRandomValues };
  const outer = createTestServer([], { now: new Date("2030-01-01") });
  const inner = createTestServer([], { now: new Date("2040-01-01") });
  expect([new Date().getFullYear(), new Date(0) instanceof Date, Date().includes("2040")]).toEqual([2040, true, true]);
  await inner.close();
  expect(new Date().getUTCFullYear()).toBe(2030);
  expect(new (class extends Date {})().getUTCFullYear()).toBe(2030);
  expect(crypto.getRandomValues(new Uint8Array(4))).toHaveLength(4);
  await outer.close();
  expect({ Date, random: Math.random, uuid: crypto.randomUUID, values: crypto.getRandomValues }).toEqual(before);
  expect(crypto.randomUUID()).not.toBe(crypto.randomUUID());
});

test("a server that leaves the globals alone", async () => {
  const server = createTestServer([], { globals: false });
  expect(new Date().getTime()).not.toBe(server.clock.now());
  await server.close();
});
