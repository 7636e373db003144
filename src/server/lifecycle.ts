// Lifecycle: how an actor comes to be, wakes, sleeps and ends. Whoever comes meanwhile waits; an actor is created once.
import { ActorError, type ErrorCode } from "../protocol/errors.js";
import { closeCodes, type Hello } from "../protocol/frames.js";
import type { Actor } from "./actor.js";
import { callPrefix } from "./call-log.js";
import { Connection, isAttachment } from "./connection.js";
import { CreateTurnContext, type TurnContext } from "./context.js";
import { fitState, type FittedState, type StoredState } from "./stored-state.js";
import { parseValue, readValue } from "./values.js";
import { Refusal, toWireError } from "./failures.js";
import type { Presence } from "./presence.js";
import type { Gate } from "./gate.js";
import { HookTurn } from "./hook-turn.js";
import { requestPrefix } from "./request-records.js";
import { schedulePrefix } from "./schedule.js";
import type { Scheduler } from "./scheduler.js";

/** The life of one actor. */
export class Lifecycle {
  readonly #actor: Actor;
  readonly #gate: Gate;
  readonly #scheduler: Scheduler;
  readonly #presence: Presence;
  /** The actor comes into memory or leaves it: whoever comes waits. */
  #turning: Promise<unknown> | undefined;
  /** Something was asked of the actor since it was last looked at. */
  #active = false;
  #waiting = 0;
  #unwatch = (): void => {};
  awake = false;
  /** Why nothing more can be asked of this core. */
  over: ErrorCode | undefined;

  constructor(actor: Actor, gate: Gate, scheduler: Scheduler, presence: Presence) {
    this.#actor = actor;
    this.#gate = gate;
    this.#scheduler = scheduler;
    this.#presence = presence;
  }

  /** Has the actor awake as the hello wants it; rejects with what the caller may know. */
  async enter(hello: Hello): Promise<void> {
    this.#waiting++;
    try {
      let existed = true;
      while (!this.awake) {
        if (this.over) throw new Refusal(this.over);
        // A start that failed for one may succeed for the next, who has another input.
        if (this.#turning) await this.#turning.catch(() => {});
        else existed = await this.#start(hello);
      }
      if (hello.mode === "create" && existed) throw new Refusal("actor_exists", `${this.#name} exists already.`);
    } finally {
      this.#waiting--;
      if (this.#isUnused) this.end("actor_destroyed", closeCodes.refused);
    }
  }

  /**
   * Somebody was refused before the actor was looked at: if nobody else wants it, nothing of it stays in memory. Not at
   * once: somebody else may have this core in hand already.
   */
  release(): void {
    if (!this.#isUnused) return;
    this.#unwatch();
    this.#unwatch = this.#actor.host.timer(0, () => {
      if (this.#isUnused) this.end("actor_destroyed", closeCodes.refused);
    });
  }

  get #isUnused(): boolean {
    return !this.awake && !this.over && this.#waiting === 0 && !this.#turning;
  }

  /** Runs a hook in line with the actions, for the caller `auth`. Rejects with what its caller may know. */
  hook(name: string, body: (c: TurnContext) => unknown, auth?: unknown): Promise<unknown> {
    const turn = new HookTurn(this.#actor, this.#gate, name, body);
    turn.auth = auth;
    this.#scheduler.submit(turn);
    return turn.finished;
  }

  /** This core is of no more use: calls that wait get `code`, connections are closed after what they still get. */
  end(code: ErrorCode, closeCode: number): void {
    if (this.over) return;
    this.over = code;
    this.awake = false;
    this.#scheduler.cut(code);
    const leave = (): void => {
      this.#closeAll(closeCode, code);
      this.#actor.host.ended();
    };
    this.#gate.pass(undefined, { release: leave, fail: leave });
  }

  /** Before the actor leaves memory: lets what runs finish, then runs `onSleep`. */
  async sleep(): Promise<void> {
    if (this.over) return;
    this.over = "shutting_down";
    this.#scheduler.close("shutting_down");
    await this.#turning?.catch(() => {});
    await this.#scheduler.idle();
    if (this.awake) await this.#leave();
    this.awake = false;
    this.#closeAll(closeCodes.goingAway, "shutting_down");
  }

  async #leave(): Promise<void> {
    const { handlers } = this.#actor.implementation;
    const { onSleep } = handlers;
    if (onSleep) {
      const turn = new HookTurn(this.#actor, this.#gate, "onSleep", (c) => onSleep(c));
      this.#scheduler.submitLast(turn);
      await turn.finished.catch(() => {});
    }
    const { log, durable, requests } = this.#actor;
    if (!durable) log.clear();
    this.#gate.pass(this.#actor.host.storage.commit([log.head(), ...requests.overdue()]), { release() {}, fail() {} });
    await this.#gate.drained();
  }

  /** Something is asked of the actor: it stays in memory for a while. */
  touch(): void {
    this.#active = true;
  }

  // An actor that nobody needs leaves memory.
  #watch(): void {
    const { limits } = this.#actor.host;
    if (!Number.isFinite(limits.sleepAfter)) return;
    this.#unwatch = this.#actor.host.timer(limits.sleepAfter, () => {
      if (!this.awake) return;
      const busy = this.#waiting > 0 || this.#actor.connections.size > 0;
      if (this.#active || busy || !this.#presence.empty || !this.#scheduler.isIdle) {
        this.#active = false;
        this.#watch();
      } else void this.#doze();
    });
  }

  async #doze(): Promise<void> {
    this.awake = false;
    this.#turning = this.#leave().finally(() => (this.#turning = undefined));
    await this.#turning;
    // Who came meanwhile wakes it again.
    if (this.#waiting > 0 || this.over) return;
    this.over = "shutting_down";
    this.#presence.stop();
    this.#actor.requests.stop();
    this.#actor.host.ended();
  }

  #closeAll(closeCode: number, reason: string): void {
    this.#unwatch();
    this.#presence.stop();
    this.#actor.requests.stop();
    for (const connection of this.#actor.connections.values()) {
      this.#actor.remove(connection);
      connection.socket?.close(closeCode, reason);
    }
  }

  // Resolves with whether the actor existed before.
  async #start(hello: Hello): Promise<boolean> {
    const starting = this.#wakeOrCreate(hello);
    this.#turning = starting;
    try {
      return await starting;
    } finally {
      this.#turning = undefined;
    }
  }

  async #wakeOrCreate(hello: Hello): Promise<boolean> {
    const meta = await this.#actor.host.storage.get("actor");
    const existed = meta !== undefined;
    if (existed) await this.#load(meta);
    else await this.#create(hello);
    const { onWake } = this.#actor.implementation.handlers;
    if (onWake) await this.hook("onWake", (c) => onWake(c));
    this.awake = this.over === undefined;
    this.#active = true;
    this.#watch();
    return existed;
  }

  async #load(meta: unknown): Promise<void> {
    await this.#loadState(meta);
    await this.#loadRecords();
    this.#actor.schedule.load(await this.#actor.host.storage.list(schedulePrefix));
    for (const socket of this.#actor.host.sockets()) {
      const { attachment } = socket;
      if (!isAttachment(attachment) || this.#actor.connections.has(attachment.connection)) continue;
      const { host, implementation } = this.#actor;
      const { frameBurst } = host.limits;
      const connection = new Connection(socket, attachment, implementation.secrets, frameBurst, host.now());
      connection.status = "open";
      this.#actor.add(connection);
    }
    await this.#makeVars();
  }

  async #loadState(meta: unknown): Promise<void> {
    const { host, implementation } = this.#actor;
    const stored = await host.storage.get("state");
    const version = versionOf(meta);
    const fitted = await this.#fit({ value: stored, version });
    this.#actor.state = fitted.value;
    this.#actor.rebased = fitted.value !== stored;
    if (version === implementation.descriptor.version) return;
    await host.storage.commit([
      { put: "actor", value: { ...Object(meta), version: implementation.descriptor.version } },
      { put: "state", value: fitted.value },
    ]);
    this.#actor.rebased = false;
  }

  // What is wrong with a stored state is the log's affair.
  async #fit(stored: StoredState): Promise<FittedState> {
    const { host, implementation } = this.#actor;
    try {
      return await fitState(implementation, host, stored);
    } catch (cause) {
      throw new ActorError(toWireError(cause, host.log, () => host.randomId(), { hook: "migrate" }));
    }
  }

  async #loadRecords(): Promise<void> {
    const { callLog, durable, host, log } = this.#actor;
    const { storage } = host;
    if (!durable) {
      log.load(await storage.get("log"), new Map());
      this.#actor.released = log.seq;
      return;
    }
    const [head, events, connections, calls, requests] = await Promise.all([
      storage.get("log"),
      storage.list("log/"),
      storage.list("conn/"),
      storage.list(callPrefix),
      storage.list(requestPrefix),
    ]);
    this.#actor.requests.load(requests);
    log.load(head, events);
    this.#actor.released = log.seq;
    this.#presence.load(connections.values(), callLog?.load(calls) ?? new Map());
    callLog?.settle();
  }

  async #create(hello: Hello): Promise<void> {
    const { host } = this.#actor;
    const { descriptor, handlers } = this.#actor.implementation;
    if (hello.mode === "get" || hello.mode === "id") {
      throw new Refusal("actor_not_found", `There is no ${this.#name}.`);
    }
    const mismatch = hello.hash !== undefined && hello.hash !== descriptor.hash;
    readValue(descriptor.checkKey, host.address.key, "invalid_key", mismatch);
    const input = readValue(descriptor.decodeInput, hello.input, "invalid_input", mismatch);
    const state = handlers.createState
      ? await this.hook("createState", () => handlers.createState?.(new CreateTurnContext(host), input))
      : structuredClone(handlers.state);
    this.#actor.state = parseValue(host, descriptor.parseState, descriptor.checkState, state, "The new state");
    await this.#makeVars();
    const { onCreate } = handlers;
    if (onCreate) await this.hook("onCreate", (c) => onCreate(c, input));
    if (this.over) throw new Refusal(this.over);
    await host.storage.commit([
      { put: "actor", value: { createdAt: host.now(), version: descriptor.version } },
      { put: "state", value: this.#actor.state },
      ...(this.#actor.durable ? [this.#actor.log.head()] : []),
    ]);
  }

  async #makeVars(): Promise<void> {
    const { createVars, vars } = this.#actor.implementation.handlers;
    this.#actor.vars = createVars ? await this.hook("createVars", (c) => createVars(c)) : structuredClone(vars);
  }

  get #name(): string {
    const { actor, key, id } = this.#actor.host.address;
    return key.length > 0 ? `${actor} ${JSON.stringify(key)}` : `${actor} ${id}`;
  }
}

// What was stored before versions were is of the first.
function versionOf(meta: unknown): number {
  const version: unknown = Reflect.get(Object(meta), "version");
  return typeof version === "number" ? version : 1;
}
