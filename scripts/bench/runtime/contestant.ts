// One contestant: its server and its client, each in a process of its own, and what they measure.
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { FromClient, FromServer, Load, ToClient, ToServer } from "./messages.js";

/** What one window came to. Times in microseconds. */
export interface Measured {
  /** Calls, or deliveries of a broadcast, per second. */
  readonly rate: number;
  /** Server CPU for each. */
  readonly cpu: number;
  /** Of calls one at a time. */
  readonly p50: number;
}

/** Bytes per idle connection. */
export interface Idle {
  readonly rss: number;
  readonly heap: number;
}

/** A running pair of server and client. */
export interface Contestant {
  run(load: Load): Promise<Measured>;
  idle(connections: number): Promise<Idle>;
  stop(): void;
}

/** Starts a contestant. `serverFlags` are for node, such as `--cpu-prof`. */
export async function start(name: string, serverFlags: readonly string[] = []): Promise<Contestant> {
  const server = fork(join(import.meta.dirname, `server-${name}.js`), [], {
    execArgv: ["--expose-gc", ...serverFlags],
  });
  const listening = await next<FromServer>(server);
  if (listening.t !== "listening") throw new Error("The server did not say its address.");
  const client = fork(join(import.meta.dirname, "client-process.js"), [name, listening.url]);

  const usage = async (question: ToServer = "usage"): Promise<FromServer & { t: "usage" }> => {
    server.send(question);
    const answer = await next<FromServer>(server);
    if (answer.t !== "usage") throw new Error("The server did not tell its usage.");
    return answer;
  };
  const mark = async (): Promise<FromClient & { t: "mark" }> => {
    const answer = await next<FromClient>(client);
    if (answer.t !== "mark") throw new Error("The client did not come to its mark.");
    return answer;
  };
  const finished = async (): Promise<number> => {
    const answer = await next<FromClient>(client);
    // NaN does not cross as JSON.
    return (answer.t === "finished" && answer.p50) || Number.NaN;
  };
  const tell = (message: ToClient): boolean => client.send(message);
  const opened = async (connections: number): Promise<FromServer & { t: "usage" }> => {
    tell({ t: "open", connections });
    await finished();
    await usage("memory");
    return usage("memory");
  };

  return {
    async run(load) {
      tell({ t: "run", load });
      const begin = await mark();
      const before = await usage();
      const end = await mark();
      // Asked for before the load is gone: each side's share is by its own clock.
      const [after, p50] = await Promise.all([usage(), finished()]);
      const rate = (end.done - begin.done) / (end.at - begin.at);
      const busy = (after.cpu - before.cpu) / (after.at - before.at);
      return { rate: rate * 1000, cpu: busy / rate, p50: p50 * 1000 };
    },
    async idle(connections) {
      // The first thousand pay for the code and the pools.
      const before = await opened(1_000);
      const after = await opened(1_000 + connections);
      return { rss: (after.rss - before.rss) / connections, heap: (after.heap - before.heap) / connections };
    },
    stop() {
      client.disconnect();
      server.disconnect();
    },
  };
}

function next<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const exited = (code: number | null): void => reject(new Error(`A process ended with ${code}.`));
    child.once("exit", exited);
    child.once("message", (message) => {
      child.off("exit", exited);
      // Ours alone, as messages.ts has it.
      resolve(message as Message);
    });
  });
}
