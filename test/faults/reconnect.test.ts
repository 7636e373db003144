// Forced reconnects in small: some twenty of each kind of fault, nothing missed, doubled or out of order.
import { expect, onTestFinished, test } from "vitest";
import { serve } from "actorgen/node";
import { actorgen, silence } from "./contestant.js";
import { numbersActor } from "./numbers-actor.js";
import { faultKinds, forceReconnects } from "./reconnects.js";
import { seededRandom } from "./seeded.js";

test("20 reconnects of each kind: 0 missed, doubled or out of order", { timeout: 60_000 }, async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
  const limits = { silence, logEvents: 1e6, logBytes: 1e9, framesPerSecond: 1e6, frameBurst: 1e6 };
  const server = await serve([numbersActor()], { port: 0, store: "memory", limits });
  onTestFinished(() => server.close());
  const perKind = { rst: 20, fin: 20, "half-open": 20, refused: 20 };
  const plan = { contestant: actorgen(), port: () => server.port, url: () => server.url, clients: 8, perKind };
  const report = await forceReconnects({ ...plan, random: seededRandom(seed), pace: 8 });
  console.log(`seed ${seed}: ${JSON.stringify(report)}`);
  expect(report.violations).toEqual([]);
  for (const kind of faultKinds) expect(report.fired[kind]).toBe(perKind[kind]);
  expect(report.reconnects).toBeGreaterThanOrEqual(80);
  expect(report).toMatchObject({ missed: 0, doubled: 0, unknown: 0 });
});
