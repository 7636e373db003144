// Clients that append to lists and read them while a proxy breaks their connections all the time.
import { createClient, isActorError } from "actorgen/client";
import { directHandle, silence } from "./contestant.js";
import { History, violations } from "./history.js";
import { numbersClient, type NumbersClient } from "./numbers-actor.js";
import { FaultProxy, type Direction } from "./proxy.js";
import { integer, pick, shuffled, type Random } from "./seeded.js";
import { pause, until, within } from "./waiting.js";

/** What came of it. */
export interface RecordedHistory {
  readonly failures: readonly string[];
  readonly fired: Readonly<Record<string, number>>;
  readonly found: string;
}

const lists = ["a", "b", "c", "d"];

/** Runs 8 clients with `depth` operations in flight each, behind a proxy that breaks their connections all the time. */
export async function recordHistory(plan: {
  readonly url: () => string;
  readonly port: () => number;
  readonly random: Random;
  readonly operations: number;
  readonly progress: (text: string) => void;
  /** Faults of the server's, again and again. */
  readonly disaster?: () => Promise<void>;
}): Promise<RecordedHistory> {
  const { random, operations, progress } = plan;
  const history = new History();
  const proxy = await FaultProxy.listen(plan.port);
  const reconnect = { minDelay: 10, maxDelay: 200 };
  const clients = Array.from({ length: 8 }, () =>
    createClient<NumbersClient>(proxy.url, [numbersClient], { reconnect, silence: 2 * silence }),
  );
  const failures: string[] = [];
  let unknown = 0;
  let left = operations;
  let values = 0;
  const worker = async (connection: ReturnType<typeof connectionOf>): Promise<void> => {
    while (left-- > 0) {
      const list = pick(random, lists);
      const value = `${++values}`;
      const error = await within(
        60_000,
        `the reply to an operation on ${list}`,
        random() < 0.6
          ? history.append(list, value, () => connection.append(list, value))
          : history.read(list, () => connection.read(list)),
      );
      if (isActorError(error) && error.code === "outcome_unknown") unknown++;
      else if (error !== undefined) {
        // A connection that has ended would fail every operation at once.
        failures.push(String(error));
        return;
      }
      if (left % 100 === 0) progress(`${operations - left} of ${operations} operations`);
      await pause(integer(random, 3));
    }
  };
  const connectionOf = (client: NumbersClient, index: number) =>
    client.numbers.getOrCreate("history", { params: { client: index } }).connect();
  const connections = clients.map(connectionOf);
  await within(20_000, "the first connections", Promise.all(connections.map(({ ready }) => ready)));
  let breaking = true;
  let faults: ("reset" | "end" | "stall" | "cut" | "refuse" | "delay")[] = [];
  const breaker = (async () => {
    while (breaking) {
      await pause(integer(random, 100));
      // Faults without end would leave nothing to be checked.
      const enough = history.operations.length + 10;
      await until(20_000, "operations between two faults", () => !breaking || history.operations.length >= enough);
      if (faults.length === 0) faults = shuffled(random, ["reset", "end", "stall", "cut", "refuse", "delay"] as const);
      const fault = faults.pop();
      if (fault === "reset") proxy.reset();
      else if (fault === "end") proxy.end();
      else if (fault === "stall") proxy.stall(pick<Direction>(random, ["both", "toServer", "toClient"]));
      else if (fault === "cut") proxy.cutAfter(1 + integer(random, 2_000));
      else if (fault === "delay") proxy.delay = integer(random, 8);
      else if (fault === "refuse") {
        proxy.refusing = true;
        proxy.reset();
        await pause(integer(random, 150));
        proxy.refusing = false;
      }
    }
  })();
  const disasters = (async () => {
    while (breaking && plan.disaster) await plan.disaster();
  })();
  try {
    const workers = connections.flatMap((connection) => Array.from({ length: 3 }, () => worker(connection)));
    await Promise.all(workers);
  } finally {
    breaking = false;
    await Promise.all([breaker, disasters]);
    await Promise.all(clients.map((client) => within(5_000, "a client's end", client.dispose()).catch(() => {})));
    await proxy.close();
  }
  const direct = directHandle(plan.url());
  const last = direct.client.numbers.getOrCreate("history", { params: { client: 9 } });
  for (const list of lists) await history.read(list, () => last.read(list));
  await direct.client.dispose();
  failures.push(...violations(history.operations));
  if (history.operations.length < operations / 2) failures.push("most operations failed");
  return {
    failures,
    fired: { ...proxy.fired },
    found: `${history.operations.length} operations, ${unknown} of unknown outcome: ${failures.length === 0 ? "linearizable" : "NOT linearizable"}`,
  };
}
