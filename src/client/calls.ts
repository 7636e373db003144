// The calls of one connection that wait for their reply: ids, time limits and signals.
import { ActorError } from "../protocol/errors.js";
import type { Clock } from "./clock.js";
import type { BoundAction } from "./bound-action.js";

/** One call. */
export interface Call {
  readonly id: number;
  readonly action: BoundAction;
  /** The arguments as JSON text, kept so that the call can go out later, or again. */
  readonly args: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** When it times out, by the clock. */
  readonly deadline: number;
  sent: boolean;
  /** Forgets the caller's signal. */
  release?: () => void;
}

/** All calls of a connection share one timer: it is set to the earliest deadline and looks at every call when it fires. */
export class Calls {
  readonly #calls = new Map<number, Call>();
  readonly #clock: Clock;
  readonly #gaveUp: (call: Call) => void;
  #lastId = 0;
  #due = Infinity;
  #cancelTimer: (() => void) | undefined;

  /** `gaveUp` is told of each call that timed out or was aborted. */
  constructor(clock: Clock, gaveUp: (call: Call) => void) {
    this.#clock = clock;
    this.#gaveUp = gaveUp;
  }

  get size(): number {
    return this.#calls.size;
  }

  /** In the order of their ids. */
  get all(): IterableIterator<Call> {
    return this.#calls.values();
  }

  add(
    action: BoundAction,
    args: string,
    timeout: number,
    signal: AbortSignal | undefined,
    resolve: (value: unknown) => void,
    reject: (error: unknown) => void,
  ): Call {
    if (signal?.aborted) throw aborted(signal);
    const deadline = this.#clock.now() + timeout;
    const call: Call = { id: ++this.#lastId, action, args, resolve, reject, deadline, sent: false };
    this.#calls.set(call.id, call);
    if (deadline < this.#due) this.#arm(deadline);
    if (signal) {
      const abort = (): void => this.#giveUp(call, aborted(signal));
      signal.addEventListener("abort", abort);
      call.release = () => signal.removeEventListener("abort", abort);
    }
    return call;
  }

  /** Takes a call out to be settled; undefined when it is no longer waited for. */
  take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.release?.();
    return call;
  }

  /** Rejects every call, or those that were sent. */
  rejectAll(error: ActorError, onlySent?: boolean): void {
    for (const call of this.#calls.values()) {
      if (call.sent || !onlySent) this.take(call.id)?.reject(error);
    }
    if (this.#calls.size === 0) this.#arm(Infinity);
  }

  #giveUp(call: Call, error: ActorError): void {
    this.take(call.id);
    call.reject(error);
    this.#gaveUp(call);
  }

  #arm(due: number): void {
    this.#cancelTimer?.();
    this.#due = due;
    this.#cancelTimer =
      due === Infinity ? undefined : this.#clock.timer(Math.max(0, due - this.#clock.now()), () => this.#expire());
  }

  #expire(): void {
    const now = this.#clock.now();
    let due = Infinity;
    for (const call of this.#calls.values()) {
      if (call.deadline <= now) this.#giveUp(call, timedOut());
      else due = Math.min(due, call.deadline);
    }
    this.#arm(due);
  }
}

/** The caller's signal fired; its reason is the cause. */
export function aborted(signal: AbortSignal | undefined): ActorError {
  return new ActorError({ code: "aborted", message: "The caller gave the call up." }, { cause: signal?.reason });
}

/** The call's time ran out. */
export function timedOut(): ActorError {
  return new ActorError({ code: "timeout", message: "The call took longer than its limit." });
}
