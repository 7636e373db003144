// Values that are open while somebody uses them, each under a name, and a little longer.

/** See `createPool`. */
export interface Pool<Value> {
  /** What is open under this name; undefined when nothing is. Changes nothing, so rendering may ask. */
  get(name: string): Value | undefined;
  /**
   * Uses what is open under this name, or opens it: `open` tells the value, at once and whenever it changes, and returns
   * how to close it. `listener` hears of changes. Returns how to stop using it.
   */
  use(name: string, open: (set: (value: Value) => void) => () => void, listener?: () => void): () => void;
}

interface Entry<Value> {
  readonly users: Set<() => void>;
  value: Value | undefined;
  close: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** An empty pool. `grace` says for how many milliseconds a value stays open without users; it is given the value. */
export function createPool<Value>(grace: (value: Value | undefined) => number): Pool<Value> {
  const entries = new Map<string, Entry<Value>>();
  return {
    get: (name) => entries.get(name)?.value,
    use(name, open, listener) {
      const entry = entries.get(name) ?? { users: new Set(), value: undefined, close: () => {}, timer: undefined };
      clearTimeout(entry.timer);
      // A function of its own, as one listener may come twice.
      const user = (): void => listener?.();
      entry.users.add(user);
      if (!entries.has(name)) {
        entry.close = open((value) => {
          entry.value = value;
          for (const tell of entry.users) tell();
        });
        entries.set(name, entry);
      }
      return () => {
        if (!entry.users.delete(user) || entry.users.size > 0) return;
        entry.timer = setTimeout(() => {
          entries.delete(name);
          entry.close();
        }, grace(entry.value));
      };
    },
  };
}
