// Server processes: started, killed, asked and never left behind.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Limits } from "actorgen/node";
import { silence } from "../../test/faults/contestant.js";
import { within } from "../../test/faults/waiting.js";
import type { FromServer, ToServer } from "./server-process.js";
import { Skipped } from "./torture-test.js";

/** What serve takes of what crosses to another process. `store` with a path is a durable one. */
export interface ServerSetup {
  readonly store?: { readonly path: string };
  readonly limits?: Partial<Limits>;
  /** A file beside this bundle. Default: the server of the actors under torture. */
  readonly file?: string;
  /** Goes before `node` on the command line. */
  readonly before?: readonly string[];
}

/**
 * Limits under which nothing but the fault of a test ends a connection, and no event leaves the log. What connections
 * leave behind goes soon, so that what stays is a leak.
 */
export const roomy: Partial<Limits> = {
  silence,
  sleepAfter: 2_000,
  retryWindow: 10_000,
  logEvents: 1e7,
  logBytes: 1e9,
  framesPerSecond: 1e9,
  frameBurst: 1e9,
};

/** Children with the process that serves: with `before`, a child of theirs. */
const running = new Map<ChildProcess, number | undefined>();
const folders = new Set<string>();

/** Kills what still runs and removes what was written. */
export function cleanUp(): void {
  for (const [child, pid] of running) {
    if (pid !== undefined && pid !== child.pid) process.kill(pid, "SIGKILL");
    child.kill("SIGKILL");
  }
  running.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}
process.on("exit", cleanUp);

/** A folder that is removed in the end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "actorgen-torture-"));
  folders.add(folder);
  return folder;
}

/** One server that is started, killed and started again at the same port, and with the same store. */
export class ChildServer {
  readonly #setup: ServerSetup;
  #child: ChildProcess | undefined;
  #port = 0;
  #url = "";
  #stderr = "";
  /** How often it was killed. */
  kills = 0;
  /** Of the process that serves. */
  pid = 0;

  private constructor(setup: ServerSetup) {
    this.#setup = setup;
  }

  /** Starts a server. */
  static async start(setup: ServerSetup = {}): Promise<ChildServer> {
    const server = new ChildServer(setup);
    await server.start();
    return server;
  }

  get port(): number {
    return this.#port;
  }
  get url(): string {
    return this.#url;
  }
  /** What it wrote to stderr since it began: nothing, if all is well but for warnings. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Starts it again. */
  async start(): Promise<void> {
    const { store, limits = roomy, file = "server-process", before = [] } = this.#setup;
    const options = { port: this.#port, store: store ?? "memory", limits };
    const path = join(import.meta.dirname, `${file}.js`);
    const [command, ...args] = [...before, process.execPath];
    const child = fork(path, [JSON.stringify(options)], {
      execPath: command ?? process.execPath,
      execArgv: [...args, "--expose-gc"],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    running.set(child, child.pid);
    child.on("exit", () => running.delete(child));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#stderr += text));
    this.#child = child;
    const first = await this.#answer("the server's address");
    if (first.t !== "listening") throw new Error(`The server did not start: ${JSON.stringify(first)} ${this.#stderr}`);
    running.set(child, first.pid);
    this.pid = first.pid;
    this.#port = first.port;
    this.#url = first.url;
  }

  /** SIGKILL. Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    // With it ends what stands before it.
    process.kill(this.pid, "SIGKILL");
    await within(10_000, "the killed server's end", gone);
    this.kills++;
  }

  /** Memory after a garbage collection, and handles. */
  async memory(): Promise<FromServer & { t: "memory" }> {
    const answer = await this.#ask("memory");
    if (answer.t !== "memory") throw new Error(`The server said ${answer.t}.`);
    return answer;
  }

  /** Resets all sockets; gives how many there were. */
  async cut(): Promise<number> {
    const answer = await this.#ask("cut");
    if (answer.t !== "cut") throw new Error(`The server said ${answer.t}.`);
    return answer.sockets;
  }

  /** Resident bytes now, without asking the process. */
  rss(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) * 1024;
  }

  async #ask(question: ToServer): Promise<FromServer> {
    const answer = this.#answer(`the answer to ${question}`);
    this.#child?.send(question);
    return answer;
  }

  async #answer(what: string): Promise<FromServer> {
    const child = this.#child;
    if (!child) throw new Error("There is no server.");
    const message = new Promise<FromServer>((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`The server ended with ${code}: ${this.#stderr}`));
      child.once("exit", ended);
      child.once("message", (answer) => {
        child.off("exit", ended);
        // The process is ours alone, and says what server-process.ts has it say.
        resolve(answer as FromServer);
      });
    });
    return within(30_000, () => `${what}; stderr: ${this.#stderr}`, message);
  }
}

/** A server with a durable store in a new folder. @throws Skipped where there is no such store */
export async function startDurable(setup: ServerSetup = {}): Promise<ChildServer> {
  const path = join(temporaryFolder(), "store.db");
  const server = await ChildServer.start({ ...setup, store: { path } });
  if (existsSync(path)) return server;
  await server.kill();
  throw new Skipped("no durable store yet");
}
