// The listeners of one thing: added and removed at any time, called in order, none stops the next.
import type { Unsubscribe } from "./types.js";

/** What listens. */
export type Listener<T> = (value: T) => void;

/** A set of listeners. One function added twice is called twice. */
export class Listeners<T> {
  readonly #all = new Set<Listener<T>>();

  get size(): number {
    return this.#all.size;
  }

  /** Adds a listener. */
  add(listener: Listener<T>): Unsubscribe {
    const entry: Listener<T> = (value) => listener(value);
    this.#all.add(entry);
    return () => void this.#all.delete(entry);
  }

  /** Calls those that listen now, except any that an earlier one removes. What they throw goes to `failed`. */
  emit(value: T, failed: (cause: unknown) => void = rethrow): void {
    for (const entry of [...this.#all]) {
      if (this.#all.has(entry)) {
        try {
          entry(value);
        } catch (cause) {
          failed(cause);
        }
      }
    }
  }
}

/** Throws where nobody catches: the platform reports it as an uncaught exception. */
export function rethrow(cause: unknown): void {
  queueMicrotask(() => {
    throw cause;
  });
}
