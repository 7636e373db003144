// Turns: one run of a handler. What it changes and sends is collected, and becomes real all at once or not at all.
import type { WireError } from "../protocol/errors.js";
import type { Actor, Departure } from "./actor.js";
import { stored, type Connection, type Effect, type Step } from "./connection.js";
import { TurnContext, type TurnFace } from "./context.js";
import { deepFreeze, Draft, stacked, storable, type Changed } from "./draft.js";
import { Refusal, toWireError } from "./failures.js";
import type { Gate, Output } from "./gate.js";
import type { Observation, OutboundCall, StorageChange, TurnInfo } from "./host.js";
import type { EventEntry, UntypedErrors } from "./implement.js";
import { isThenable } from "./thenable.js";
import { checkChanged } from "./values.js";

/** `done` turns go on as commits of their own; `failed` ones do nothing any more. */
export type TurnStatus = "waiting" | "running" | "done" | "failed";

const noErrors: UntypedErrors = Object.freeze({});

/** A run of a handler: see CallTurn and HookTurn for the two kinds, StepTurn for one without a handler. */
export abstract class Turn implements TurnFace, Output {
  readonly actor: Actor;
  readonly gate: Gate;
  /** Runs beside other turns, and changes state in steps only. */
  readonly concurrent: boolean;
  status: TurnStatus = "waiting";
  /** The handler asked for the actor's end. */
  destroying = false;
  /** Ids of the actors that wait for this turn. */
  chain: readonly string[] = [];
  /** Who called, as `authorize` told. */
  auth: unknown;
  #outbound = 0;
  #draft: Draft | undefined;
  #connDrafts: Map<Connection, Draft> | undefined;
  #effects: Effect[] | undefined;
  #departures: readonly Departure[] | undefined;
  /** The state as this turn has it while it commits; boxed, as it may be `undefined`. */
  #pending: Pick<Changed, "value" | "patches"> | undefined;
  /** The step that runs inside this turn: what is sent meanwhile belongs to it. */
  #step: Step | undefined;
  #abort: AbortController | undefined;
  #abortReason: Refusal | undefined;
  #context: TurnContext | undefined;

  constructor(actor: Actor, gate: Gate, concurrent: boolean) {
    this.actor = actor;
    this.gate = gate;
    this.concurrent = concurrent;
  }

  /** Runs the handler. */
  abstract start(): unknown;
  /** Takes what the handler returned, before anything becomes real; throws to undo the turn. */
  abstract accept(value: unknown): void;
  /** Its effects have left. */
  abstract succeed(): void;
  abstract refuse(error: WireError): void;
  /** For the log. */
  abstract describe(): object;
  /** For whoever observes; absent for what is no turn of a handler. */
  info(): TurnInfo | undefined {
    return undefined;
  }

  /** JSON text of what the caller gets; absent for void. */
  get resultText(): string | undefined {
    return undefined;
  }

  /** Someone looks on. */
  observation: Observation | undefined;

  /** The `c` of its handler: made once. */
  context(): TurnContext {
    return (this.#context ??= new TurnContext(this));
  }

  get connection(): Connection | undefined {
    return undefined;
  }

  get errors(): UntypedErrors {
    return noErrors;
  }

  /** `c.destroy`. */
  destroy(): void {
    if (this.status !== "running") throw this.#over("");
    this.destroying = true;
  }

  get events(): ReadonlyMap<string, EventEntry> {
    return this.actor.events;
  }

  get state(): unknown {
    if (this.status !== "running") throw this.#over("Change the state with c.update instead.");
    return (this.#draft ??= new Draft(this.#pending ? this.#pending.value : this.actor.state)).value;
  }

  set state(value: unknown) {
    if (this.concurrent) throw new Error("A concurrent action changes the state with c.update alone.");
    if (this.status !== "running") throw this.#over("Change the state with c.update instead.");
    this.#draft ??= new Draft(this.actor.state);
    this.#draft.value = value;
  }

  connDraft(connection: Connection): Draft | undefined {
    if (this.status !== "running") return undefined;
    this.#connDrafts ??= new Map();
    let draft = this.#connDrafts.get(connection);
    if (!draft) this.#connDrafts.set(connection, (draft = new Draft(connection.data.state)));
    return draft;
  }

  /** What was emitted and is not real yet. */
  get pending(): readonly Effect[] {
    if (this.status === "failed") throw this.#over("");
    return [...(this.#effects ?? []), ...(this.#step?.pending ?? [])];
  }

  emit(effect: Effect): void {
    if (this.#step) this.#step.emit(effect);
    else if (this.status === "running") (this.#effects ??= []).push(effect);
    else if (this.status === "done") this.actor.immediate(effect);
    else throw this.#over("");
  }

  /** `c.update`: part of a serial turn; else a commit of its own, with what is sent meanwhile. */
  update(change: (state: unknown) => unknown): unknown {
    if (this.status === "running" && !this.concurrent) return change(this.state);
    if (this.status === "failed") throw this.#over("");
    const outer = this.#step;
    if (outer) return change(outer.state);
    this.#refuseChange();
    const step = this.actor.step(this.status === "running" ? this : undefined);
    this.#step = step;
    try {
      const result = change(step.state);
      if (isThenable(result)) throw new Error("c.update takes a synchronous function.");
      this.stepping(step);
      step.commit();
      return result;
    } finally {
      this.#step = undefined;
    }
  }

  /** `c.commit`: what was done so far is made real; resolves when it is durable and has left. */
  commitSoFar(): Promise<void> {
    if (this.status !== "running") throw this.#over("");
    const changes = this.#apply();
    const departures = this.#number(changes);
    if (changes && changes.length > 0 && this.actor.durable) this.begun(changes);
    return new Promise((resolve, reject) => {
      this.#pass(changes, {
        release: () => {
          if (departures) this.actor.deliver(departures);
          resolve();
        },
        fail: reject,
      });
    });
  }

  /** What identifies a call that this turn makes to another actor. A retried turn with the same origin makes the same ids. */
  nextCall(): Pick<OutboundCall, "id" | "chain" | "auth"> {
    if (this.status === "failed") throw this.#over("");
    const { auth } = this;
    if (this.status === "done") return { id: this.actor.host.randomId(), chain: [], auth };
    // Only an actor whose turn is serial cannot answer while it waits; after the turn nobody does.
    const chain = this.concurrent ? this.chain : [...this.chain, this.actor.host.address.id];
    return { id: `${this.origin()}.${++this.#outbound}`, chain, auth };
  }

  protected origin(): string {
    return this.actor.host.randomId();
  }

  /** Makes all of it real, or throws and has changed nothing. */
  commit(): void {
    const changes = this.#apply();
    this.#departures = this.#number(changes);
    if (this.destroying) this.actor.schedule.clear();
    this.status = "done";
    if (changes && this.actor.durable) this.done(changes);
    this.#pass(changes, this);
  }

  /** Adds to what is stored with the turn; empty `changes` are not stored. For durable stores alone. */
  protected done(_changes: StorageChange[]): void {}

  /** The same, for what a turn makes real before it is over. */
  begun(_changes: StorageChange[]): void {}

  /** Adds to a step that this turn is about to commit. */
  protected stepping(_step: Step): void {}

  #number(changes: StorageChange[] | undefined): readonly Departure[] | undefined {
    const effects = this.#effects;
    this.#effects = undefined;
    return effects && this.actor.number(effects, changes);
  }

  #pass(changes: StorageChange[] | undefined, output: Output): void {
    const { storage } = this.actor.host;
    if (this.destroying && output === this) this.gate.pass(storage.destroy(), output);
    else this.gate.pass(changes && changes.length > 0 ? storage.commit(changes) : undefined, output);
  }

  release(): void {
    if (this.#departures) this.actor.deliver(this.#departures);
    this.#departures = undefined;
    this.succeed();
    this.observation?.end(undefined, this.resultText);
  }

  /** Undoes the turn and tells the caller why. */
  fail(cause: unknown): void {
    this.status = "failed";
    this.#draft = this.#connDrafts = this.#effects = this.#pending = undefined;
    const error = this.wireError(cause);
    this.refuse(error);
    this.observation?.end(error);
  }

  /** What a caller may know of an error in this turn. */
  wireError(cause: unknown): WireError {
    // A handler that stops because of the abort throws whatever its libraries throw.
    const told = this.#abortReason && !(cause instanceof Refusal) ? this.#abortReason : cause;
    return toWireError(told, this.actor.host.log, () => this.actor.host.randomId(), this.describe());
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#abortReason) this.#abort.abort(this.#abortReason);
    }
    return this.#abort.signal;
  }

  /** Tells the handler to stop. */
  abort(reason: Refusal): void {
    this.#abortReason ??= reason;
    this.#abort?.abort(reason);
  }

  // Checks everything first; from the first assignment on nothing can throw.
  #apply(): StorageChange[] | undefined {
    if (this.concurrent) this.#refuseChange();
    else this.#finishState();
    const connections = this.#connDrafts && this.#finishConnections();
    const { actor } = this;
    const stores = actor.durable || this.#pending || this.#effects?.some((effect) => "work" in effect);
    const changes: StorageChange[] | undefined = stores ? [] : undefined;
    for (const [connection, state] of connections ?? []) {
      connection.keep({ state });
      if (actor.durable) changes?.push(stored(connection));
    }
    this.#connDrafts = undefined;
    if (this.#pending) {
      const { value } = this.#pending;
      const patches = actor.durable && !actor.rebased ? storable(this.#pending) : undefined;
      changes?.push({ put: "state", value, patches });
      actor.rebased = false;
      this.#pending = undefined;
      actor.state = value;
    }
    return changes;
  }

  #finishState(): void {
    const { handlers, descriptor } = this.actor.implementation;
    let told = false;
    while (this.#draft) {
      const changed = this.#draft.finish(this.#pending ? this.#pending.value : this.actor.state);
      this.#draft = undefined;
      if (!changed) return;
      checkChanged(descriptor.checkState, changed, "The state");
      this.#pending = this.#pending ? stacked(this.#pending, changed) : changed;
      if (told || !handlers.onStateChange) return;
      told = true;
      const result = handlers.onStateChange(this.context(), this.state);
      if (isThenable(result)) throw new Error("onStateChange must be synchronous.");
    }
  }

  #finishConnections(): Map<Connection, unknown> {
    const states = new Map<Connection, unknown>();
    for (const [connection, draft] of this.#connDrafts ?? []) {
      const changed = draft.finish(connection.data.state);
      if (!changed) continue;
      checkChanged(this.actor.implementation.descriptor.checkConnState, changed, "The connection's state");
      states.set(connection, deepFreeze(changed.value));
    }
    return states;
  }

  // The snapshot of a concurrent action is a draft that must stay as it was; the next read takes a new one.
  #refuseChange(): void {
    const draft = this.#draft;
    this.#draft = undefined;
    if (draft?.finish(draft.base)) {
      throw new Error("A concurrent action changed c.state in place: use c.update((state) => ...).");
    }
  }

  #over(hint: string): Error {
    return new Error(`This turn is over. ${hint}`.trim());
  }
}
