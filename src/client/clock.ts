// Time and chance, as the client uses them: a test gives its own.

/** Where a client takes the time, timers and random numbers from. */
export interface Clock {
  /** Milliseconds; only differences count. */
  now(): number;
  /** Runs once after `ms`. Returns how to cancel it. */
  timer(ms: number, run: () => void): () => void;
  /** At least 0 and less than 1. */
  random(): number;
}

/** The platform's own. */
export const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  timer(ms, run) {
    // Platforms run a timer of more than 2^31 ms at once. Who set one looks at the clock when it fires.
    const timer = setTimeout(run, Math.min(ms, 1e9));
    return () => clearTimeout(timer);
  },
};
