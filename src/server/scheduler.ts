// The scheduler: runs serial turns one after the other and concurrent ones beside them, and ends those that take too long.
import type { Actor } from "./actor.js";
import { Refusal } from "./failures.js";
import type { Gate, Output } from "./gate.js";
import type { ErrorCode } from "../protocol/errors.js";
import { StepTurn } from "./step-turn.js";
import { isThenable } from "./thenable.js";
import type { Turn } from "./turn.js";

// What is stored without a turn has nothing that leaves.
const nothing: Output = { release() {}, fail() {} };

/** Runs the turns of one actor. A turn whose handler is synchronous is over when `submit` returns, without a promise. */
export class Scheduler {
  readonly #actor: Actor;
  readonly #queue: Turn[] = [];
  readonly #concurrent = new Set<Turn>();
  #serial: Turn | undefined;
  #draining = false;
  #closed: ErrorCode | undefined;
  #idle: (() => void)[] = [];
  /** A turn asked for the actor's end and was committed. */
  readonly #destroyed: () => void;

  constructor(actor: Actor, gate: Gate, destroyed: () => void) {
    this.#actor = actor;
    this.#destroyed = destroyed;
    actor.step = (outer) => new StepTurn(actor, gate, outer);
    actor.immediate = (effect) => {
      const step = actor.step();
      step.emit(effect);
      step.commit();
    };
    actor.persist = (changes) => {
      if (changes.length > 0) gate.pass(actor.host.storage.commit(changes), nothing);
    };
  }

  /** Runs a turn now, or when its time comes. */
  submit(turn: Turn): void {
    const { observer } = this.#actor.host;
    const info = observer && turn.info();
    if (info) turn.observation = observer?.(info);
    if (this.#closed) turn.fail(new Refusal(this.#closed));
    else if (turn.concurrent || (!this.#serial && !this.#draining && this.#queue.length === 0)) this.#run(turn);
    else {
      this.#queue.push(turn);
      if (!this.#serial) this.#drain();
    }
  }

  /** From now on turns are refused with `code`, those that wait as well. Those that run go on. */
  close(code: ErrorCode): void {
    this.#closed = code;
    for (const turn of this.#queue.splice(0)) turn.fail(new Refusal(code));
  }

  /** As `close`, and undoes those that run. */
  cut(code: ErrorCode): void {
    this.close(code);
    for (const turn of [...this.#concurrent, ...(this.#serial ? [this.#serial] : [])]) {
      if (turn.status !== "running") continue;
      turn.abort(new Refusal(code));
      this.#undo(turn, new Refusal(code));
    }
  }

  /** Runs a turn although the scheduler is closed: the actor's own last one. */
  submitLast(turn: Turn): void {
    const closed = this.#closed;
    this.#closed = undefined;
    this.submit(turn);
    this.#closed = closed;
  }

  /** How many turns run, and how many wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#concurrent.size + (this.#serial ? 1 : 0), waiting: this.#queue.length };
  }

  /** Does no turn run or wait? */
  get isIdle(): boolean {
    return !this.#serial && this.#concurrent.size === 0 && this.#queue.length === 0;
  }

  /** Resolves when no turn runs. */
  async idle(): Promise<void> {
    if (this.#serial || this.#concurrent.size > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  // A loop, not a recursion: a thousand queued synchronous turns need no stack.
  #drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    let turn: Turn | undefined;
    while (!this.#serial && (turn = this.#queue.shift())) {
      if (turn.status === "waiting") this.#run(turn);
    }
    this.#draining = false;
  }

  #run(turn: Turn): void {
    if (turn.concurrent) this.#concurrent.add(turn);
    else this.#actor.serial = this.#serial = turn;
    turn.status = "running";
    let value: unknown;
    try {
      value = turn.observation ? turn.observation.run(() => turn.start()) : turn.start();
      if (isThenable(value)) {
        this.#await(turn, value, false);
        return;
      }
    } catch (cause) {
      this.#undo(turn, cause);
      return;
    }
    this.#finish(turn, value);
  }

  #await(turn: Turn, promise: PromiseLike<unknown>, said: boolean): void {
    const { host } = this.#actor;
    const clear = host.timer(host.limits.actionTimeout, () => {
      const reason = new Refusal("timeout");
      turn.abort(reason);
      this.#undo(turn, reason);
    });
    // A handler that goes on after its time is over is not heard any more.
    promise.then(
      (value) => {
        clear();
        if (turn.status === "running") this.#finish(turn, value, said);
      },
      (cause: unknown) => {
        clear();
        if (turn.status === "running") this.#undo(turn, cause);
      },
    );
  }

  #finish(turn: Turn, value: unknown, said = false): void {
    const { onDestroy } = this.#actor.implementation.handlers;
    try {
      if (!said) turn.accept(value);
      if (turn.destroying && onDestroy && !said) {
        const farewell = onDestroy(turn.context());
        if (isThenable(farewell)) {
          this.#await(turn, farewell, true);
          return;
        }
      }
      turn.commit();
    } catch (cause) {
      this.#undo(turn, cause);
      return;
    }
    if (turn.destroying) this.#destroyed();
    this.#next(turn);
  }

  #undo(turn: Turn, cause: unknown): void {
    turn.fail(cause);
    this.#next(turn);
  }

  #next(turn: Turn): void {
    if (turn.concurrent) this.#concurrent.delete(turn);
    else this.#actor.serial = this.#serial = undefined;
    if (!turn.concurrent) this.#drain();
    if (!this.#serial && this.#concurrent.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
