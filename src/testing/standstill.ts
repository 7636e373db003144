// Standstill: says on the console why a test hangs, before its runner gives it up without a reason.

// Taken before any test can put fakes in their place.
const { setTimeout: realTimer, clearTimeout: cancelRealTimer, console } = globalThis;

// Real milliseconds: less than the time limit of most runners, and longer than any turn takes.
const interval = 2_000;

/** What is looked at. */
export interface Standing {
  /** Grows with everything that happens. */
  steps(): number;
  /** What waits, a line for each; none when nobody does. */
  waiting(): readonly string[];
}

/** Looks now and then, until it is told to stop. Says the same but once. */
export function reportStandstill({ steps, waiting }: Standing): () => void {
  let seen = -1;
  let told = -1;
  const look = (): void => {
    const now = steps();
    const lines = now === seen && now !== told ? waiting() : [];
    if (lines.length > 0) {
      told = now;
      console.warn(["actorgen/testing: nothing has happened for a while.", ...lines].join("\n  - "));
    }
    // A test that was told, or that waits for nothing here, is not kept alive by this.
    const quiet = now === seen;
    seen = now;
    timer = realTimer(look, interval);
    if (quiet && typeof timer === "object") timer.unref();
  };
  let timer = realTimer(look, interval);
  return () => cancelRealTimer(timer);
}
