// Request turns: an action, called by a request that has an id.
import type { Actor } from "./actor.js";
import { CallTurn, type Reply } from "./call-turn.js";
import type { Gate } from "./gate.js";
import type { StorageChange } from "./host.js";
import type { ActionEntry } from "./implement.js";

/** One call whose reply is kept, in one commit with what the action did. */
export class RequestTurn extends CallTurn {
  readonly #request: string;

  constructor(actor: Actor, gate: Gate, action: ActionEntry, args: readonly unknown[], caller: Reply, request: string) {
    const { requests } = actor;
    super(
      actor,
      gate,
      action,
      args,
      (reply) => {
        requests.note(request, reply);
        caller(reply);
      },
      0,
    );
    this.#request = request;
  }

  protected override origin(): string {
    return this.#request;
  }

  override begun(changes: StorageChange[]): void {
    changes.push(this.actor.requests.put(this.#request, undefined));
  }

  protected override done(changes: StorageChange[]): void {
    if (changes.length > 0) changes.push(this.actor.requests.put(this.#request, this.secret ? undefined : this.reply));
  }
}
