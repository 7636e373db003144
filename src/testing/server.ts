// createTestServer: actors, clients, network and clock in one process, without sockets and without waiting.
import type { BaseClient, ClientOptions } from "../client/index.js";
import { defaultLimits } from "../protocol/limits.js";
import { Gatekeeper } from "../server/authorize.js";
import type { ActorImplementation } from "../server/index.js";
import { ActorView } from "./actor.js";
import { Chance } from "./chance.js";
import { FakeClock } from "./clock.js";
import { Entrance } from "./entrance.js";
import { showGlobally } from "./globals.js";
import { TestLog } from "./log.js";
import { ClientLine, MemoryNetwork } from "./network.js";
import { Process, type World } from "./process.js";
import { Rest } from "./rest.js";
import type { MemorySocket } from "./socket.js";
import { reportStandstill } from "./standstill.js";
import { StoreFaults, TestStore } from "./storage.js";
import type {
  LogEntry,
  RestartOptions,
  ServerError,
  TestActor,
  TestClientOptions,
  TestServer,
  TestServerOptions,
} from "./types.js";

/**
 * Runs actors in this process, for tests: real actors, real clients and the real wire between them, but the network is
 * memory and time stands still until the test moves it. Close it after each test.
 *
 * @example
 * const server = createTestServer([chatRoom]);
 * const client = server.client(createClient);
 * const room = client.chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
 * await room.ready;
 * await room.mute("ben", 60);
 * await server.clock.advance(60_000);
 * await server.close();
 */
export function createTestServer(actors: readonly ActorImplementation[], options: TestServerOptions = {}): TestServer {
  return new MemoryServer(actors, options);
}

const endpoint = "http://actorgen.test";
const defaultStart = Date.UTC(2026, 0, 1);

class MemoryServer implements TestServer {
  readonly clock: FakeClock;
  readonly network: MemoryNetwork;
  readonly #rest: Rest;
  readonly #log = new TestLog();
  readonly #sockets = new Set<MemorySocket>();
  readonly store = new StoreFaults();
  readonly #world: World;
  readonly #end: (() => void)[] = [];
  #actors: readonly ActorImplementation[];
  #store = new TestStore();
  #process: Process;
  #clients = 0;
  #closed = false;

  constructor(actors: readonly ActorImplementation[], options: TestServerOptions) {
    const { seed = 1, patience = 1_000, now, limits, durable = true, authorize, globals = true } = options;
    const chance = new Chance(seed);
    const log = this.#log;
    const rest = (this.#rest = new Rest(patience));
    const clock = (this.clock = new FakeClock(now?.getTime() ?? defaultStart, rest, chance));
    const sockets = this.#sockets;
    this.#world = {
      limits: { ...defaultLimits, ...limits },
      durable,
      clock,
      chance,
      rest,
      log,
      sockets,
      faults: this.store,
    };
    this.#actors = actors;
    this.#process = new Process(actors, this.#world, this.#store);
    const asking: typeof authorize =
      authorize && ((request, target) => rest.run(this, "authorize", () => authorize(request, target)));
    const gatekeeper = new Gatekeeper(asking, log.logger({}), () => chance.id());
    const entrance = new Entrance(this.#world, gatekeeper, () => this.#process);
    this.network = new MemoryNetwork({ ...this.#world, open: sockets }, chance, entrance);
    // What handlers draw must not shift what the runtime draws.
    if (globals) this.#end.push(showGlobally({ clock, chance: new Chance(~seed) }));
    this.#end.push(reportStandstill({ steps: () => rest.steps, waiting: () => this.#waiting() }));
  }

  client<Client extends BaseClient>(
    createClient: (endpoint: string, options: ClientOptions) => Client,
    { auth, headers = {}, ...options }: TestClientOptions = {},
  ): Client {
    const line = new ClientLine(auth, headers);
    const client = createClient(endpoint, {
      ...options,
      transport: this.network.transport(line),
      fetch: this.network.fetch(line),
      clock: this.clock.of(line, `a timer of client ${++this.#clients}`),
    });
    this.network.add(client, line);
    return client;
  }

  settle(): Promise<void> {
    return this.clock.advance(0);
  }

  actor(name: string, key: string | readonly string[]): TestActor {
    const segments = typeof key === "string" ? [key] : key;
    this.#process.implementation(name);
    const stored = (): ReturnType<TestStore["find"]> => this.#store.find(name, segments);
    return new ActorView({
      stored,
      awake: () => this.#process.awake(name, segments) !== undefined,
      attachments: () => {
        const core = this.#process.awake(name, segments);
        return [...this.#sockets].filter((socket) => core && socket.core === core).map(({ attachment }) => attachment);
      },
    });
  }

  get errors(): readonly ServerError[] {
    return this.#log.errors();
  }

  get log(): readonly LogEntry[] {
    return this.#log.entries;
  }

  async restart({ graceful = false, actors = this.#actors }: RestartOptions = {}): Promise<void> {
    if (graceful) await this.#stop();
    this.#process.crash();
    for (const socket of this.#sockets) socket.core = undefined;
    this.network.cutAll();
    if (!this.#world.durable) this.#store = new TestStore();
    this.#actors = actors;
    this.#process = new Process(actors, this.#world, this.#store);
    await this.settle();
  }

  async close({ allowErrors = false }: { readonly allowErrors?: boolean } = {}): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const left: Error[] = [];
    try {
      const disposing = Promise.all(this.network.clients.map((client) => client.dispose()));
      disposing.catch((error: unknown) => left.push(asError(error)));
      await this.#stop();
    } catch (error) {
      left.push(asError(error));
    } finally {
      this.network.offline();
      await this.#rest.reach().catch(() => {});
      for (const end of this.#end) end();
    }
    for (const what of this.#rest.running()) left.push(new Error(`Still running: ${what}.`));
    for (const { what, at } of this.clock.timers) {
      left.push(new Error(`Still waiting: ${what}, due in ${at - this.clock.now()} ms.`));
    }
    if (!allowErrors) for (const error of this.#log.unseen()) left.push(told(error));
    if (left.length === 0) return;
    throw new AggregateError(
      left,
      ["The server leaves something behind.", ...left.map(({ message }) => message)].join("\n  - "),
    );
  }

  // Resolves when the process has stopped, or when what it waits for does not come.
  async #stop(): Promise<void> {
    void this.#process.stop();
    await this.#rest.reach();
  }

  #waiting(): readonly string[] {
    const handlers = this.#rest
      .running()
      .map((what) => `${what} is running. Does it wait for I/O or a timer of its own?`);
    const [timer] = this.clock.timers;
    const due =
      timer &&
      `The clock stands. Next is ${timer.what}, in ${timer.at - this.clock.now()} ms: server.clock.advance(ms).`;
    // An open socket has one timer, for pings: a client with more waits for a reply or for its next attempt to connect.
    const sockets = [...this.#sockets].map(({ client }) => client);
    const owners = this.clock.timers.map(({ owner }) => owner).filter((owner) => owner instanceof ClientLine);
    const waits = owners.length > sockets.length ? ["A client waits for a reply, or to connect again."] : [];
    return handlers.length + waits.length > 0 ? [...handlers, ...waits, ...(due ? [due] : [])] : [];
  }
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause), { cause });
}

function told({ message, cause, fields }: ServerError): Error {
  const { actor, key, action } = fields;
  const where = [actor, key === undefined ? undefined : JSON.stringify(key), action].filter(
    (part) => part !== undefined,
  );
  return new Error(`${message}${where.length > 0 ? ` (${where.join(" ")})` : ""}: ${asError(cause).message}`, {
    cause,
  });
}
