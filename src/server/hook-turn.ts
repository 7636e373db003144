// Hook turns: a lifecycle hook, or anything else of the actor's that runs in line with its actions.
import { ActorError, type WireError } from "../protocol/errors.js";
import type { Actor } from "./actor.js";
import type { TurnContext } from "./context.js";
import type { Gate } from "./gate.js";
import type { StorageChange, TurnInfo } from "./host.js";
import { Turn } from "./turn.js";

/** One run of a hook. `finished` resolves with what the body returned, or rejects with an ActorError for the caller. */
export class HookTurn extends Turn {
  readonly finished: Promise<unknown>;
  readonly #name: string;
  readonly #body: (c: TurnContext) => unknown;
  #resolve: (value: unknown) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #value: unknown;
  readonly #stored: readonly StorageChange[];

  /** `stored` is committed with what the hook changes. */
  constructor(
    actor: Actor,
    gate: Gate,
    name: string,
    body: (c: TurnContext) => unknown,
    stored: readonly StorageChange[] = [],
  ) {
    super(actor, gate, false);
    this.#stored = stored;
    this.#name = name;
    this.#body = body;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever does not wait for a hook has its failure in the log.
    this.finished.catch(() => {});
  }

  start(): unknown {
    return this.#body(this.context());
  }

  accept(value: unknown): void {
    this.#value = value;
  }

  protected override done(changes: StorageChange[]): void {
    changes.push(...this.#stored);
  }

  succeed(): void {
    this.#resolve(this.#value);
  }

  refuse(error: WireError): void {
    this.#reject(new ActorError(error));
  }

  override info(): TurnInfo {
    return { kind: "hook", name: this.#name };
  }

  describe(): object {
    return { hook: this.#name };
  }
}
