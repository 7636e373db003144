// Call turns: an action, called over a connection or by a request of its own.
import type { WireError } from "../protocol/errors.js";
import type { Issue } from "../protocol/issue.js";
import type { Actor } from "./actor.js";
import type { CallOutcome, CallRow } from "./call-rows.js";
import type { Connection, OpenCall } from "./connection.js";
import { plain } from "./draft.js";
import { Refusal } from "./failures.js";
import type { Gate } from "./gate.js";
import type { CallReply, OutFrame, StorageChange, TurnInfo } from "./host.js";
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
  /** JSON text; empty for void. */
  #result = "";
  /** Where what came of it is stored. */
  #row: CallRow | undefined;

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
    if (typeof caller !== "function") this.auth = caller.data.auth;
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
    return typeof caller === "function" ? super.origin() : `${caller.id}.${id}`;
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
    // An absent value has no text.
    this.#result = JSON.stringify(wire) ?? "";
  }

  override begun(changes: StorageChange[]): void {
    this.#store(changes, undefined);
  }

  protected override done(changes: StorageChange[]): void {
    if (changes.length > 0) this.#store(changes, this.secret ? undefined : this.#result);
  }

  // A reply goes into the store together with what the action did; one that did nothing can as well run again.
  #store(changes: StorageChange[], outcome: CallOutcome): void {
    const { caller } = this;
    const log = this.actor.callLog;
    if (typeof caller === "function" || !log) return;
    const before = this.#row;
    this.#row = log.add(changes, this.actor.records(caller), this.id, outcome);
    if (before) log.release(before);
  }

  /** Its reply may hold a secret, which is never stored: after a crash nobody knows it any more. */
  protected get secret(): boolean {
    return this.action.secrets?.reply === true;
  }

  /** What a caller without a connection gets. */
  protected get reply(): CallReply {
    return this.#result === "" ? {} : { value: this.#result };
  }

  succeed(): void {
    this.replied = true;
    const { caller } = this;
    if (typeof caller === "function") caller(this.reply);
    else {
      const frame = { text: resultText(this.id, this.#result) };
      this.#answer(caller, this.secret ? { ...frame, secret: true } : this.#result, frame);
    }
  }

  refuse(error: WireError): void {
    if (this.replied) return;
    this.replied = true;
    const { caller } = this;
    if (typeof caller === "function") caller({ error });
    else {
      const frame = { text: errorText(error, { id: this.id }) };
      this.#answer(caller, this.secret ? { ...frame, secret: true } : frame, frame);
    }
  }

  #answer(caller: Connection, outcome: CallOutcome, frame: OutFrame): void {
    caller.calls?.delete(this.id);
    this.actor.records(caller).put(this.id, outcome, this.#row);
    caller.send(frame);
  }

  /** The caller gave up: a call that waits never runs; one that runs is told by its signal and may still succeed. */
  cancel(): void {
    const reason = new Refusal("aborted");
    if (this.status === "waiting") this.fail(reason);
    else this.abort(reason);
  }

  override info(): TurnInfo {
    const { action, args, connection } = this;
    const transport = connection ? "connection" : "request";
    return { kind: "action", name: action.name, transport, args, connection: connection?.id };
  }

  override get resultText(): string | undefined {
    return this.#result === "" ? undefined : this.#result;
  }

  describe(): object {
    const { action, caller, id } = this;
    const name = action.name;
    return typeof caller === "function" ? { action: name } : { action: name, connection: caller.id, id };
  }
}
