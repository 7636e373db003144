// Millions of operations of clients and server in one process, without sockets: what of it stays in the heap?
// Run with --expose-gc. Says one JSON line per sample.
import { createClient, type Transport } from "../../src/client/index.js";
import { defaultLimits } from "../../src/protocol/limits.js";
import { createActorCore } from "../../src/server/core.js";
import { readHello } from "../../src/server/hello.js";
import type { ActorCore, Host, HostSocket, OutFrame } from "../../src/server/host.js";
import { MemoryStorage } from "../../src/hosts/node/memory-storage.js";
import {
  numbersActor,
  numbersClient,
  type NumbersClient,
  type NumbersConnection,
} from "../../test/faults/numbers-actor.js";
import { pause } from "../../test/faults/waiting.js";

/** What it says. `timers` and `sockets` are those of the host and of the clients. */
export interface SoakSample {
  readonly done: number;
  readonly heap: number;
  readonly timers: number;
  readonly sockets: number;
  readonly handles: number;
}

const total = Number(process.argv[2] ?? 1e6);
const storage = new MemoryStorage();
const sockets = new Set<MemorySocket>();
const timers = new Set<object>();
let ids = 0;

// Every timer of both sides is counted; the clock is the real one.
const timer = (ms: number, run: () => void): (() => void) => {
  const entry = {};
  timers.add(entry);
  const handle = setTimeout(() => {
    timers.delete(entry);
    run();
  }, ms);
  return () => {
    timers.delete(entry);
    clearTimeout(handle);
  };
};

/** Frames of one tick arrive together, as over a real socket. */
class MemorySocket implements HostSocket {
  readonly id = `socket-${++ids}`;
  attachment: unknown;
  readonly receive: (message: string) => void;
  readonly ended: (code: number, reason: string) => void;
  #frames: string[] = [];
  #closed = false;

  constructor(attachment: unknown, receive: (message: string) => void, ended: (code: number, reason: string) => void) {
    this.attachment = attachment;
    this.receive = receive;
    this.ended = ended;
    sockets.add(this);
  }

  send({ text }: OutFrame): void {
    if (this.#frames.push(text) === 1) queueMicrotask(() => this.#flush());
  }

  close(code: number, reason = ""): void {
    if (this.#closed) return;
    this.#closed = true;
    sockets.delete(this);
    queueMicrotask(() => {
      this.#flush();
      this.ended(code, reason);
      core.closed(this, code);
    });
  }

  #flush(): void {
    const frames = this.#frames;
    this.#frames = [];
    if (frames.length > 0) this.receive(`[${frames.join(",")}]`);
  }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const host: Host = {
  address: { actor: "numbers", key: ["soak"], id: "soak" },
  capabilities: {
    memoryMayVanish: false,
    socketsSurviveOwner: false,
    redelivers: false,
    outputGate: false,
    durable: false,
    attachmentBytes: Infinity,
  },
  storage,
  limits: {
    ...defaultLimits,
    sleepAfter: Infinity,
    resumeWindow: 200,
    retryWindow: 200,
    framesPerSecond: 1e9,
    frameBurst: 1e9,
  },
  log: quiet,
  now: Date.now,
  timer,
  randomId: () => `id-${++ids}`,
  sockets: () => sockets,
  setAlarm() {},
  ended() {},
  call: async () => ({}),
};
const core: ActorCore = createActorCore(numbersActor(64), host);

const transport: Transport = async ({ hello }, receiver) => {
  const admission = await core.admit({ auth: undefined, chain: [] }, readHello(hello, 8_192, "getOrCreate"));
  if (!admission.admitted) throw new Error(admission.error.message);
  const socket = new MemorySocket(admission.attachment, receiver.message, receiver.close);
  // A transport is there before its first message comes.
  setImmediate(() => core.open(socket));
  return {
    send: (text) => queueMicrotask(() => core.message(socket, text)),
    close: (code = 1000) => socket.close(code),
  };
};
const clock = { now: Date.now, random: Math.random, timer };
const client = createClient<NumbersClient>("http://memory", [numbersClient], {
  transport,
  clock,
  reconnect: { minDelay: 1, maxDelay: 5 },
});

const connect = (index: number): NumbersConnection => {
  const connection = client.numbers.getOrCreate("soak", { params: { client: index } }).connect();
  connection.on("public", () => {});
  connection.on("private", () => {});
  return connection;
};

let done = 0;
/** A round of everything there is, on one connection that lives on and one that is disposed. */
async function round(connection: NumbersConnection, index: number): Promise<void> {
  const calls: Promise<unknown>[] = [];
  for (let count = 0; count < 60; count++) calls.push(connection.nothing());
  for (let count = 0; count < 4; count++) calls.push(connection.append(`list-${count}`, `value-${done}`));
  calls.push(
    connection.post(),
    connection.ask(),
    connection.read("list-1"),
    connection.fail().catch(() => {}),
  );
  const controller = new AbortController();
  calls.push(
    connection
      .withOptions({ signal: controller.signal, timeout: 1e6 })
      .nothing()
      .catch(() => {}),
  );
  controller.abort();
  const unsubscribe = connection.on("public", () => {});
  connection.once("private", () => {});
  await Promise.all(calls);
  unsubscribe();
  done += calls.length + 2;
  if (index % 8 === 0) {
    // One that loses its socket and comes back, and one that never does.
    [...sockets][index % sockets.size]?.close(1006);
    const other = connect(index);
    await other.ready;
    await other.nothing();
    await other.dispose();
    const lost = connect(index);
    await lost.ready;
    await core.request({ caller: { auth: undefined, chain: [] }, hello: { mode: "get" }, action: "nothing", args: [] });
    await lost.dispose();
    done += 7;
  }
}

async function sample(): Promise<void> {
  // What waits for its end, such as connections that did not come back.
  await pause(450);
  globalThis.gc?.();
  globalThis.gc?.();
  const handles = process.getActiveResourcesInfo().filter((kind) => /^TCP|Timeout|Immediate/.test(kind)).length;
  const { heapUsed } = process.memoryUsage();
  const line: SoakSample = { done, heap: heapUsed, timers: timers.size, sockets: sockets.size, handles };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await sample();
const connections = Array.from({ length: 8 }, (_connection, index) => connect(index));
await Promise.all(connections.map(({ ready }) => ready));
for (let index = 0, next = total / 20; done < total; index++) {
  await Promise.all(connections.map((connection, lane) => round(connection, index * 8 + lane)));
  if (index % 50 === 0) await pause(0);
  if (done >= next) {
    await sample();
    next += total / 20;
  }
}
await client.dispose();
await sample();
