// An in-process host with a clock that the test moves, for the core alone.
import { createActorCore } from "../../src/server/core.js";
import { defaultLimits, type Limits } from "../../src/protocol/limits.js";
import type { Hello } from "../../src/protocol/frames.js";
import type {
  ActorCore,
  Caller,
  CallReply,
  Host,
  HostSocket,
  HostStorage,
  OutboundCall,
  OutFrame,
  StorageChange,
} from "../../src/server/host.js";
import type { ActorImplementation } from "actorgen/server";

export type Frame = Record<string, unknown>;
export const caller: Caller = { auth: undefined, chain: [] };

/** A store whose commits can be held back, or made to fail. */
export class FakeStorage implements HostStorage {
  readonly values = new Map<string, unknown>();
  readonly commits: (readonly StorageChange[])[] = [];
  /** Set: commits wait until `release`. */
  held: { resolve: () => void; reject: (error: Error) => void }[] | undefined;
  /** When the host is to ring, and what of that a commit has stored. */
  alarm: number | null = null;
  storedAlarm: number | null = null;
  /** Ids given out, by all hosts that have this store. */
  ids = 0;

  async get(key: string): Promise<unknown> {
    return this.values.get(key);
  }
  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return new Map([...this.values].filter(([key]) => key.startsWith(prefix)));
  }
  commit(changes: readonly StorageChange[]): Promise<void> | undefined {
    this.commits.push(changes);
    this.storedAlarm = this.alarm;
    for (const change of changes) {
      if ("put" in change) this.values.set(change.put, change.value);
      else if ("delete" in change) this.values.delete(change.delete);
      else for (const key of this.values.keys()) if (key.startsWith(change.deletePrefix)) this.values.delete(key);
    }
    return this.held ? new Promise((resolve, reject) => this.held?.push({ resolve, reject })) : undefined;
  }
  async destroy(): Promise<void> {
    this.values.clear();
  }
}

/** A socket that keeps what it was sent. */
export class FakeSocket implements HostSocket {
  readonly frames: OutFrame[] = [];
  closedWith: { code: number; reason: string } | undefined;
  readonly id: string;
  attachment: unknown;

  constructor(id: string, attachment: unknown) {
    this.id = id;
    this.attachment = attachment;
  }
  send(frame: OutFrame): void {
    this.frames.push(frame);
  }
  close(code: number, reason: string): void {
    this.closedWith ??= { code, reason };
  }
  /** The frames since the last call. */
  take(): Frame[] {
    return this.frames.splice(0).map(({ text }): Frame => JSON.parse(text));
  }
}

/** One actor on a fake host. */
export class FakeHost implements Host {
  readonly address;
  readonly capabilities;
  readonly storage: FakeStorage;
  readonly limits: Limits;
  readonly logged: Record<string, unknown>[] = [];
  readonly log = {
    debug: () => {},
    info: () => {},
    warn: (fields: object) => void this.logged.push({ ...fields }),
    error: (fields: object) => void this.logged.push({ ...fields }),
  };
  readonly open: FakeSocket[] = [];
  readonly core: ActorCore;
  hasEnded = false;
  alarm: number | null = null;
  time = 1_000_000;
  readonly timers = new Set<{ at: number; run: () => void }>();
  calls: (actor: string, key: readonly string[], call: OutboundCall) => Promise<CallReply> = async () => ({});

  constructor(
    implementation: ActorImplementation,
    options: {
      limits?: Partial<Limits>;
      storage?: FakeStorage;
      sockets?: FakeSocket[];
      id?: string;
      durable?: boolean;
    } = {},
  ) {
    this.capabilities = {
      memoryMayVanish: false,
      socketsSurviveOwner: true,
      redelivers: false,
      outputGate: false,
      durable: options.durable ?? false,
      attachmentBytes: Infinity,
    };
    this.address = { actor: implementation.name, key: ["k"], id: options.id ?? "actor-1" };
    this.storage = options.storage ?? new FakeStorage();
    this.limits = { ...defaultLimits, sleepAfter: Infinity, ...options.limits };
    this.open.push(...(options.sockets ?? []));
    this.core = createActorCore(implementation, this);
  }

  now(): number {
    return this.time;
  }
  timer(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }
  /** Moves the clock and runs what is due. */
  pass(ms: number): void {
    this.time += ms;
    for (const timer of this.timers) {
      if (timer.at > this.time) continue;
      this.timers.delete(timer);
      timer.run();
    }
  }
  randomId(): string {
    return `id-${++this.storage.ids}`;
  }
  sockets(): Iterable<HostSocket> {
    return this.open;
  }
  setAlarm(at: number | null): void {
    this.alarm = at;
    this.storage.alarm = at;
  }
  /** Moves the clock to the alarm and rings. Resolves when what was due has run. */
  async ring(): Promise<void> {
    const at = this.alarm ?? this.time;
    this.alarm = null;
    this.pass(Math.max(0, at - this.time));
    await this.core.alarm();
  }
  ended(): void {
    this.hasEnded = true;
  }
  call(actor: string, key: readonly string[], call: OutboundCall): Promise<CallReply> {
    return this.calls(actor, key, call);
  }

  /** An accepted connection; `welcome` is not taken off its frames. */
  async connect(hello: Partial<Hello> = {}): Promise<FakeSocket> {
    const admission = await this.core.admit(caller, { mode: "getOrCreate", ...hello });
    if (!admission.admitted) throw Object.assign(new Error("refused"), { wire: admission.error });
    const socket = new FakeSocket(`socket-${++this.storage.ids}`, admission.attachment);
    this.open.push(socket);
    this.core.open(socket);
    return socket;
  }
  /** A connection whose welcome was seen. */
  async welcomed(hello: Partial<Hello> = {}): Promise<FakeSocket> {
    const socket = await this.connect(hello);
    socket.take();
    return socket;
  }
  send(socket: FakeSocket, ...frames: (Frame | Frame[])[]): void {
    for (const frame of frames) this.core.message(socket, JSON.stringify(frame));
  }
  /** Calls without a connection. */
  request(
    action: string,
    args: unknown[] = [],
    more: { signal?: AbortSignal; chain?: string[] } = {},
  ): Promise<CallReply> {
    const { signal, chain = [] } = more;
    return this.core.request({
      caller: { auth: undefined, chain },
      hello: { mode: "getOrCreate" },
      action,
      args,
      ...(signal && { signal }),
    });
  }
}

/** Lets everything run that is due. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A promise and its end. */
export function deferred<Value = void>(): {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}
