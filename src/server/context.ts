// Contexts: the `c` that handlers get. A thin face of a turn, with nothing of the runtime to be seen on it.
import type { Actor } from "./actor.js";
import { clientOf, type CallingTurn } from "./client.js";
import { ConnectionHandle, eventOf, type Connection, type Scope } from "./connection.js";
import { encodePayload } from "./events.js";
import type { Host, Logger } from "./host.js";
import type { UntypedErrors } from "./implement.js";
import { TurnSchedule, type PlanningTurn } from "./turn-schedule.js";

/** What a context needs of its turn. */
export interface TurnFace extends Scope, PlanningTurn, CallingTurn {
  readonly actor: Actor;
  readonly concurrent: boolean;
  /** Who called, over a connection. */
  readonly connection: Connection | undefined;
  readonly errors: UntypedErrors;
  /** Who called, as `authorize` told. */
  readonly auth: unknown;
  state: unknown;
  update(change: (state: unknown) => unknown): unknown;
  commitSoFar(): Promise<void>;
  destroy(): void;
}

/** `CreateContext` of types.ts. */
export class CreateTurnContext {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get key(): readonly string[] {
    return this.#host.address.key;
  }

  get actorId(): string {
    return this.#host.address.id;
  }

  get log(): Logger {
    return this.#host.log;
  }
}

/** `ActorContext` of types.ts, and `ActionContext` for actions. One field: one is made for every call. */
export class TurnContext {
  readonly #turn: TurnFace;

  constructor(turn: TurnFace) {
    this.#turn = turn;
  }

  get key(): readonly string[] {
    return this.#turn.actor.host.address.key;
  }

  get actorId(): string {
    return this.#turn.actor.host.address.id;
  }

  get log(): Logger {
    return this.#turn.actor.host.log;
  }

  get state(): unknown {
    return this.#turn.state;
  }

  set state(value: unknown) {
    this.#turn.state = value;
  }

  get vars(): unknown {
    return this.#turn.actor.vars;
  }

  get conns(): ReadonlyMap<string, ConnectionHandle> {
    const { actor, concurrent } = this.#turn;
    if (!concurrent) return actor.handles();
    const bound = new Map<string, ConnectionHandle>();
    for (const [id, connection] of actor.connections) bound.set(id, new ConnectionHandle(connection, this.#turn));
    return bound;
  }

  get abortSignal(): AbortSignal {
    return this.#turn.signal;
  }

  broadcast(event: string, payload?: unknown, options?: { except?: unknown }): void {
    const entry = eventOf(this.#turn, event);
    const text = encodePayload(entry, payload);
    const except = options?.except === undefined ? undefined : exceptions(options.except);
    this.#turn.emit({ event: entry, text, to: undefined, except });
  }

  get schedule(): TurnSchedule {
    return new TurnSchedule(this.#turn);
  }

  client(): object {
    return clientOf(this.#turn);
  }

  update(change: (state: unknown) => unknown): unknown {
    return this.#turn.update(change);
  }

  commit(): Promise<void> {
    return this.#turn.commitSoFar();
  }

  destroy(): void {
    this.#turn.destroy();
  }

  /** In actions alone; hooks have none. */
  get conn(): ConnectionHandle | undefined {
    const { actor, concurrent, connection } = this.#turn;
    if (!connection) return undefined;
    return concurrent ? new ConnectionHandle(connection, this.#turn) : connection.handle(actor);
  }

  get auth(): unknown {
    return this.#turn.auth;
  }

  get errors(): UntypedErrors {
    return this.#turn.errors;
  }
}

function exceptions(except: unknown): Connection[] {
  return (Array.isArray(except) ? except : [except]).map((handle) => ConnectionHandle.connection(handle));
}
