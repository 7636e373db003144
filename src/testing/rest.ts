// Rest: lets everything happen that needs no time, and tells when it has.
import { isThenable } from "../server/thenable.js";

// Taken before any test can put fakes in their place.
const { setTimeout: realTimer, performance } = globalThis;
const realNow = performance.now.bind(performance);

// Turns of the microtask queue in which nothing came up: the longest chain of promises in the runtime has fewer links.
const quietTurns = 50;
// So many turns in a row are no chain, but a circle.
const endless = 500_000;

/** A handler that runs. */
interface Run {
  readonly owner: object;
  readonly what: string;
  /** The clock has gone on although it did not end. */
  overtaken: boolean;
}

/**
 * Knows what goes on in a harness. It waits by turns of the microtask queue, not by a timer: promises settle in an order
 * that is the same in each run, it costs microseconds, and no runner's fake timers can stop it. Only for a handler that
 * is still running, which may wait for I/O of its own, does it let real time pass.
 */
export class Rest {
  readonly #patience: number;
  readonly #running = new Set<Run>();
  #steps = 0;

  /** `patience`: real milliseconds that a handler gets. */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** Grows with everything that happens. */
  get steps(): number {
    return this.#steps;
  }

  /** Something happened. */
  touch(): void {
    this.#steps++;
  }

  /** Runs a handler, and knows of it until it ends. */
  run<Result>(owner: object, what: string, handler: () => Result): Result {
    this.touch();
    const result = handler();
    if (!isThenable(result)) return result;
    const run: Run = { owner, what, overtaken: false };
    this.#running.add(run);
    const ended = (): void => {
      this.#running.delete(run);
      this.touch();
    };
    result.then(ended, ended);
    return result;
  }

  /** Names of the handlers that run. */
  running(): string[] {
    return [...this.#running].map(({ what }) => what);
  }

  /** The owner is no more: what it still runs is nobody's concern. */
  forget(owner: object): void {
    for (const run of this.#running) if (run.owner === owner) this.#running.delete(run);
  }

  /**
   * Resolves when nothing more happens by itself.
   * @throws Error when a handler does not end within the patience, once for each run, or when there is no rest
   */
  async reach(): Promise<void> {
    await this.#quiet();
    let since = realNow();
    let steps = this.#steps;
    while (this.#patience > 0 && [...this.#running].some(({ overtaken }) => !overtaken)) {
      if (realNow() - since > this.#patience) throw this.#overtake();
      await new Promise((resolve) => realTimer(resolve, 1));
      await this.#quiet();
      if (steps === this.#steps) continue;
      steps = this.#steps;
      since = realNow();
    }
  }

  #overtake(): Error {
    const late = [...this.#running].filter(({ overtaken }) => !overtaken);
    for (const run of late) run.overtaken = true;
    const names = late.map(({ what }) => what).join(", ");
    return new Error(
      `Still running after ${this.#patience} ms of real time: ${names}. Does it wait for I/O or for a timer of its own? ` +
        "Give it a fake, or createTestServer a longer `patience`. If it waits for the clock or for another call, " +
        "`patience: 0` lets the clock go on.",
    );
  }

  async #quiet(): Promise<void> {
    let seen = this.#steps;
    let quiet = 0;
    for (let turns = 0; turns < endless; turns++) {
      await undefined;
      quiet = seen === this.#steps ? quiet + 1 : 0;
      seen = this.#steps;
      if (quiet === quietTurns) return;
    }
    throw new Error(
      "There is no rest: something goes round in a circle without a timer. Do actors answer each other for ever?",
    );
  }
}
