// SIGKILL of a server with a durable store: what events, calls and writes come to.
import { actorgen, directHandle } from "../../test/faults/contestant.js";
import { forceReconnects } from "../../test/faults/reconnects.js";
import { integer } from "../../test/faults/seeded.js";
import { pause, until } from "../../test/faults/waiting.js";
import { startDurable, type ChildServer } from "./child-server.js";
import { scaled, type TortureTest } from "./torture-test.js";
import { writeThrough } from "./writes.js";

/** Kills and starts a server again. */
async function killAndStart(server: ChildServer): Promise<void> {
  await server.kill();
  await server.start();
}

/** Events across crashes. */
export const killEvents: TortureTest = {
  name: "kill-events",
  title: "50 SIGKILLs of the server under load, 20 clients",
  pass: "0 missed, doubled or out of order; no gap; no call lost",
  seconds: 600,
  async run(conditions) {
    const server = await startDurable();
    const kills = scaled(conditions, 50, 3);
    const report = await forceReconnects({
      contestant: actorgen(),
      port: () => server.port,
      url: () => server.url,
      clients: 20,
      perKind: {},
      random: conditions.random,
      pace: 10,
      async disaster({ opens }) {
        for (let kill = 1; kill <= kills; kill++) {
          await pause(100 + integer(conditions.random, 400));
          const before = opens();
          await killAndStart(server);
          await until(20_000, `everyone to come back after kill ${kill}`, () =>
            opens().every((count, index) => count > (before[index] ?? 0)),
          );
          conditions.progress(`${kill} of ${kills}`);
        }
      },
    });
    const { violations, expected, missed, doubled, calls, unknown, reconnects } = report;
    const failures = [...violations];
    if (unknown > 0) failures.push(`${unknown} calls had an unknown outcome although their records are durable`);
    if (server.stderr.includes("UNCAUGHT")) failures.push(server.stderr.slice(0, 500));
    await server.kill();
    return {
      failures,
      fired: { kills, reconnects },
      found: `${expected} events: ${missed} missed, ${doubled} doubled; ${calls} calls answered, ${unknown} unknown`,
    };
  },
};

/** Writes across crashes. */
export const killWrites: TortureTest = {
  name: "kill-writes",
  title: "200 SIGKILLs under durable writes with retries, 8 clients",
  pass: "0 acknowledged writes lost, 0 applied twice",
  seconds: 900,
  async run(conditions) {
    const server = await startDurable();
    const kills = scaled(conditions, 200, 5);
    const { handle, client } = directHandle(server.url);
    const writers = writeThrough(server.url, { clients: 8, depth: 4 });
    const failures: string[] = [];
    let inFlight = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const goal = writers.acknowledged() + 1 + integer(conditions.random, 300);
      await until(20_000, `${goal} writes to be acknowledged`, () => writers.acknowledged() >= goal);
      inFlight += writers.waiting();
      await killAndStart(server);
      if (kill % 20 === 0) failures.push(...(await writers.check(handle, false)));
      conditions.progress(`${kill} of ${kills}, ${writers.acknowledged()} writes`);
    }
    await writers.stop();
    failures.push(...(await writers.check(handle, true)));
    await client.dispose();
    await server.kill();
    const { acknowledged, unknown, applied } = writers.counts();
    return {
      failures,
      fired: { kills, "writes in flight at a kill": inFlight },
      found: `${acknowledged} acknowledged, ${unknown} unknown, ${applied} applied`,
    };
  },
};
