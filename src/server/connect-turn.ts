// Connect turns: `onConnect` of one connection, after which it is welcomed or refused.
import type { WireError } from "../protocol/errors.js";
import type { Actor } from "./actor.js";
import { stored, type Connection, type ConnectionHandle } from "./connection.js";
import type { TurnContext } from "./context.js";
import type { Gate } from "./gate.js";
import { HookTurn } from "./hook-turn.js";
import type { StorageChange } from "./host.js";

/** What the core does at each point of it. */
export interface ConnectSteps {
  /** The connection is in `c.conns` now. */
  begun(): void;
  /** Before anything that `onConnect` sends. */
  accepted(): void;
  /** After it. */
  ready(): void;
  refused(error: WireError): void;
}

/** Runs `onConnect`. */
export class ConnectTurn extends HookTurn {
  readonly #connection: Connection;
  readonly #steps: ConnectSteps;
  #gone = false;

  constructor(
    actor: Actor,
    gate: Gate,
    connection: Connection,
    onConnect: ((c: TurnContext, conn: ConnectionHandle) => unknown) | undefined,
    steps: ConnectSteps,
  ) {
    super(actor, gate, "onConnect", (c) => onConnect?.(c, connection.handle(actor)));
    this.#connection = connection;
    this.#steps = steps;
  }

  override start(): unknown {
    this.#steps.begun();
    this.#gone = this.#connection.status !== "opening";
    if (this.#gone) return undefined;
    this.actor.add(this.#connection);
    return super.start();
  }

  protected override done(changes: StorageChange[]): void {
    if (!this.#gone) changes.push(stored(this.#connection));
  }

  override release(): void {
    if (!this.#gone) this.#steps.accepted();
    super.release();
    if (!this.#gone) this.#steps.ready();
  }

  override refuse(error: WireError): void {
    this.#steps.begun();
    this.actor.remove(this.#connection);
    this.#steps.refused(error);
    super.refuse(error);
  }
}
