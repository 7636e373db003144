// A clock that stands still until a test moves it.
import type { Clock } from "../../src/client/clock.js";

export class FakeClock implements Clock {
  /** What `random` gives. */
  chance = 0.5;
  /** Timers that were set, ever. */
  timersSet = 0;
  #now = 1_000_000;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  timer(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.timersSet++;
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Delays of the timers that wait, shortest first. */
  get delays(): number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Moves on, running what falls due in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(next);
      next.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** Lets every promise that can settle by itself do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
