// A history in small: 8 clients append and read while their connections break, and some order explains it all.
import { expect, onTestFinished, test } from "vitest";
import { serve } from "actorgen/node";
import { silence } from "./contestant.js";
import { numbersActor } from "./numbers-actor.js";
import { recordHistory } from "./record-history.js";
import { seededRandom } from "./seeded.js";

test("a history of 8 clients under faults is linearizable", { timeout: 120_000 }, async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
  const server = await serve([numbersActor()], { port: 0, store: "memory", limits: { silence } });
  onTestFinished(() => server.close());
  const { failures, fired, found } = await recordHistory({
    url: () => server.url,
    port: () => server.port,
    random: seededRandom(seed),
    operations: 2_000,
    progress() {},
  });
  console.log(`seed ${seed}: ${found}; ${JSON.stringify(fired)}`);
  expect(failures).toEqual([]);
  expect(Object.values(fired).reduce((sum, hits) => sum + hits, 0)).toBeGreaterThan(5);
});
