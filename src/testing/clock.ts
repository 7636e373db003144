// The clock of a harness: it stands still until a test moves it.
import type { Clock } from "../client/index.js";
import type { Chance } from "./chance.js";
import type { Rest } from "./rest.js";
import type { TestClock } from "./types.js";

// So many timers in a row that take no time are a circle.
const endless = 10_000;

/** A timer that waits. */
export interface Timer {
  readonly owner: object;
  /** What it is for, in a report of timers that were left. */
  readonly what: string;
  readonly at: number;
  readonly run: () => void;
}

/** Timers of the whole harness, each with its owner. */
export class FakeClock implements TestClock {
  readonly #rest: Rest;
  readonly #chance: Chance;
  readonly #timers = new Set<Timer>();
  #now: number;
  #moving = false;

  constructor(start: number, rest: Rest, chance: Chance) {
    this.#now = start;
    this.#rest = rest;
    this.#chance = chance;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.#chance.number();
  }

  timer(ms: number, run: () => void): () => void {
    return this.set(this, "a timer of the test's own", ms, run);
  }

  /** The earliest timer's first. */
  get timers(): readonly Timer[] {
    return [...this.#timers].sort((one, other) => one.at - other.at);
  }

  /** A clock of the same time for a part of the harness. */
  of(owner: object, what: string): Clock {
    return { now: () => this.#now, random: () => this.random(), timer: (ms, run) => this.set(owner, what, ms, run) };
  }

  /** Runs once after `ms`. Gives how to cancel it. */
  set(owner: object, what: string, ms: number, run: () => void): () => void {
    this.#rest.touch();
    const timer: Timer = { owner, what, at: this.#now + Math.max(0, ms), run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Cancels all timers of an owner. */
  clear(owner: object): void {
    for (const timer of this.#timers) if (timer.owner === owner) this.#timers.delete(timer);
  }

  async advance(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`advance takes milliseconds from 0 on, and got ${ms}.`);
    await this.#move(this.#now + ms);
  }

  async next(): Promise<number> {
    await this.#rest.reach();
    const from = this.#now;
    const first = this.#first(Infinity);
    if (first) await this.#move(first.at);
    return this.#now - from;
  }

  async #move(end: number): Promise<void> {
    if (this.#moving) throw new Error("The clock is moving: await the last call of advance first.");
    this.#moving = true;
    try {
      await this.#rest.reach();
      let inPlace = 0;
      for (let timer = this.#first(end); timer; timer = this.#first(end)) {
        inPlace = timer.at > this.#now ? 0 : inPlace + 1;
        if (inPlace > endless)
          throw new Error(`There is no rest: ${timer.what} is due again and again at the same time.`);
        this.#timers.delete(timer);
        this.#now = Math.max(this.#now, timer.at);
        timer.run();
        this.#rest.touch();
        await this.#rest.reach();
      }
      this.#now = end;
      await this.#rest.reach();
    } finally {
      this.#moving = false;
    }
  }

  // Of those that are due at one time, the one that was set first.
  #first(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= end && !(first && first.at <= timer.at)) first = timer;
    return first;
  }
}
