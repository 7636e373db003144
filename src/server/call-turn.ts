// Call turns: an action, called over a connection or by a request of its own.
import type { WireError } from "../protocol/errors.js";
import type { Issue } from "../protocol/issue.js";
import type { Actor } from "./actor.js";
import type { Connection, OpenCall } from "./connection.js";
import { plain } from "./draft.js";
import { Refusal } from "./failures.js";
import type { Gate } from "./gate.js";
import type { CallReply } from "./host.js";
import type { ActionEntry, UntypedErrors } from "./implement.js";
import { errorText, resultText } from "./replies.js";
import { Turn } from "./turn.js";

/** Where the reply goes when it was no connection that called. */
export type Reply = (reply: CallReply) => void;

/** One call of an action. */
export class CallTurn extends Turn implements OpenCall {
  readonly action: ActionEntry;
  readonly args: readonly unknown[];
  /** Who called, with the id of the call; or where the reply goes. */
  readonly caller: Connection | Reply;
  readonly id: number;
  replied = false;
  #result: string | undefined;

  constructor(
    actor: Actor,
    gate: Gate,
    action: ActionEntry,
    args: readonly unknown[],
    caller: Connection | Reply,
    id: number,
  ) {
    super(actor, gate, action.concurrent);
    this.action = action;
    this.args = args;
    this.caller = caller;
    this.id = id;
  }

  override get connection(): Connection | undefined {
    return typeof this.caller === "function" ? undefined : this.caller;
  }

  override get errors(): UntypedErrors {
    return this.action.errors;
  }

  protected override origin(): string {
    const { caller, id } = this;
    return typeof caller === "function" ? super.origin() : `${caller.data.connection}.${id}`;
  }

  start(): unknown {
    return this.action.handler(this.context(), ...this.args);
  }

  accept(value: unknown): void {
    const encode = this.action.encodeResult;
    if (!encode) return;
    const issues: Issue[] = [];
    const wire = encode(plain(value), issues);
    if (issues.length > 0) {
      const where = issues[0] && issues[0].path.length > 0 ? ` at ${issues[0].path.join(".")}` : "";
      throw new Refusal("invalid_result", `The result of "${this.action.name}"${where}: ${issues[0]?.message}`, issues);
    }
    this.#result = JSON.stringify(wire);
  }

  succeed(): void {
    this.replied = true;
    const { caller } = this;
    if (typeof caller === "function") {
      caller(this.#result === undefined ? {} : { value: this.#result });
      return;
    }
    caller.calls?.delete(this.id);
    if (caller.open) caller.socket.send({ text: resultText(this.id, this.#result) });
  }

  refuse(error: WireError): void {
    if (this.replied) return;
    this.replied = true;
    const { caller } = this;
    if (typeof caller === "function") {
      caller({ error });
      return;
    }
    caller.calls?.delete(this.id);
    if (caller.open) caller.socket.send({ text: errorText(error, { id: this.id }) });
  }

  /** The caller gave up: a call that waits never runs; one that runs is told by its signal and may still succeed. */
  cancel(): void {
    const reason = new Refusal("aborted");
    if (this.status === "waiting") this.fail(reason);
    else this.abort(reason);
  }

  describe(): object {
    const { action, caller, id } = this;
    const name = action.name;
    return typeof caller === "function" ? { action: name } : { action: name, connection: caller.data.connection, id };
  }
}
