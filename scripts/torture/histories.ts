// Histories of appends and reads under faults, checked for linearizability.
import { recordHistory } from "../../test/faults/record-history.js";
import { integer } from "../../test/faults/seeded.js";
import { pause } from "../../test/faults/waiting.js";
import { ChildServer, startDurable } from "./child-server.js";
import { scaled, type TortureTest } from "./torture-test.js";

/** In memory. */
export const historyInMemory: TortureTest = {
  name: "history",
  title: "histories of 8 clients with retries under faults of the network",
  pass: "linearizable",
  seconds: 300,
  async run(conditions) {
    const server = await ChildServer.start();
    const outcome = await recordHistory({
      url: () => server.url,
      port: () => server.port,
      random: conditions.random,
      operations: scaled(conditions, 20_000, 500),
      progress: conditions.progress,
    });
    await server.kill();
    return outcome;
  },
};

/** Durable, with a server that dies. */
export const historyDurable: TortureTest = {
  name: "history-kills",
  title: "the same, and the server is killed and started again all the time",
  pass: "linearizable",
  seconds: 600,
  async run(conditions) {
    const server = await startDurable();
    const outcome = await recordHistory({
      url: () => server.url,
      port: () => server.port,
      random: conditions.random,
      operations: scaled(conditions, 10_000, 500),
      progress: conditions.progress,
      async disaster() {
        await pause(300 + integer(conditions.random, 1_500));
        await server.kill();
        await server.start();
      },
    });
    await server.kill();
    return { ...outcome, fired: { ...outcome.fired, kills: server.kills - 1 } };
  },
};
