// Step turns: commits without a handler of their own.
import type { Actor } from "./actor.js";
import type { SteppingTurn } from "./connection.js";
import type { Gate } from "./gate.js";
import type { StorageChange } from "./host.js";
import { Turn } from "./turn.js";

/** A commit without a handler: `c.update` of a concurrent action, or what is done after a turn. */
export class StepTurn extends Turn {
  /** The turn that goes on after it. */
  readonly #outer: SteppingTurn | undefined;

  constructor(actor: Actor, gate: Gate, outer?: SteppingTurn) {
    super(actor, gate, false);
    this.#outer = outer;
    this.status = "running";
  }

  protected override done(changes: StorageChange[]): void {
    if (changes.length > 0) this.#outer?.begun(changes);
  }

  start(): void {}
  accept(): void {}
  succeed(): void {}
  refuse(): void {}
  describe(): object {
    return {};
  }
}
