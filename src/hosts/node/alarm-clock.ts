// The alarm clock: one timer per actor that has work for later, however far off.

// What setTimeout can wait for.
const longest = 2 ** 31 - 1;

/** Alarms by actor id. */
export class AlarmClock {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #ring: (id: string) => void;
  #stopped = false;

  /** `ring` is called once when an actor's time has come. */
  constructor(ring: (id: string) => void) {
    this.#ring = ring;
  }

  /** Sets the one alarm of an actor, in milliseconds since 1970; null clears it. */
  set(id: string, at: number | null): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (at === null || this.#stopped) return;
    const wait = Math.max(0, at - Date.now());
    const timer = setTimeout(
      () => {
        if (wait > longest) return this.set(id, at);
        this.#timers.delete(id);
        this.#ring(id);
      },
      Math.min(wait, longest),
    );
    this.#timers.set(id, timer.unref());
  }

  /** Rings no more. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
