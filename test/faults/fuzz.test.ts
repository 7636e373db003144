// Fuzzed frames in small: whatever comes over a socket, nothing is uncaught and the server goes on answering.
import { expect, onTestFinished, test } from "vitest";
import { serve } from "actorgen/node";
import { wireKinds } from "../../examples/actors/wire-kinds.js";
import { boundedChatRoom, boundedGameRoom } from "./bounded-rooms.js";
import { fuzz } from "./fuzz-run.js";
import { seededRandom } from "./seeded.js";

test("10,000 fuzzed frames: 0 uncaught, 0 internal errors", { timeout: 60_000 }, async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
  const logged: object[] = [];
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, note);
    onTestFinished(() => void process.off(event, note));
  }
  const log = (fields: object): void => void logged.push(fields);
  const server = await serve([boundedChatRoom, boundedGameRoom, wireKinds], {
    port: 0,
    store: "memory",
    limits: { framesPerSecond: 1e9, frameBurst: 1e9 },
    logger: { debug() {}, info() {}, warn: log, error: log },
  });
  onTestFinished(() => server.close());
  const { internal, ...report } = await fuzz(server.url, { frames: 10_000, sockets: 4, random: seededRandom(seed) });
  console.log(`seed ${seed}: ${JSON.stringify(report)}`);
  expect(internal).toEqual([]);
  expect(uncaught).toEqual([]);
  expect(logged).toEqual([]);
  expect(report.results).toBeGreaterThan(100);
  expect(report.refused).toBeGreaterThan(1_000);
  expect(report.broken).toBeGreaterThan(0);
});
