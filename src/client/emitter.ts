// Listeners by topic: added and removed at any time, called in order, none stops the next.
import type { Unsubscribe } from "./types.js";

type Listener<T> = (value: T) => void;

/** Who listens to what. */
export interface Emitter<Topics> {
  /** One function added twice is called twice. */
  on<Topic extends keyof Topics>(topic: Topic, listener: Listener<Topics[Topic]>): Unsubscribe;
  /** Calls those that listen now, except any that an earlier one removes. False when there are none. */
  emit<Topic extends keyof Topics>(topic: Topic, value: Topics[Topic]): boolean;
  /** The topics that have listeners. */
  topics(): (keyof Topics)[];
}

/**
 * An emitter. `failed` gets what a listener throws; `changed` is told of the first listener of a topic and of the end
 * of the last.
 */
export function createEmitter<Topics>(
  failed: (cause: unknown) => unknown,
  changed?: (topic: keyof Topics, wanted: boolean) => void,
): Emitter<Topics> {
  const byTopic = new Map<keyof Topics, Set<Listener<never>>>();
  return {
    on(topic, listener) {
      let entries = byTopic.get(topic);
      if (!entries) {
        byTopic.set(topic, (entries = new Set()));
        changed?.(topic, true);
      }
      const all = entries;
      const entry: typeof listener = (value) => listener(value);
      all.add(entry);
      return () => {
        // A set leaves the map when it runs empty, so that this one is the topic's as long as it has the entry.
        if (all.delete(entry) && all.size === 0) {
          byTopic.delete(topic);
          changed?.(topic, false);
        }
      };
    },
    emit(topic, value) {
      const entries = byTopic.get(topic);
      for (const entry of new Set(entries)) {
        if (entries?.has(entry)) {
          try {
            // The cast: `on` put under a topic only what takes its values.
            (entry as Listener<typeof value>)(value);
          } catch (cause) {
            failed(cause);
          }
        }
      }
      return entries !== undefined;
    },
    topics: () => [...byTopic.keys()],
  };
}
