// useActorState: a shared state, and what of it one component selects.
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import type { ActorSource } from "./actor-source.js";
import { identityOf } from "./identity.js";
import type { Pool } from "./pool.js";
import { stateSource, type Reducers, type StateSnapshot } from "./state-source.js";
import { useLatest } from "./use-latest.js";

/** See `ActorStateOptions`. */
export interface StateOptions {
  readonly action: string;
  readonly args?: readonly unknown[];
  readonly events: Reducers;
  readonly initial?: unknown;
  readonly select?: ((state: unknown) => unknown) | undefined;
}

/** See `UsedActor`. */
export function useActorState(pool: Pool<StateSnapshot>, source: ActorSource, options: StateOptions): StateSnapshot {
  const { action, args = [], events, initial, select } = options;
  const reducers = useLatest(events);
  const firstEvents = useRef(events).current;
  const name = source.name + identityOf([action, args, firstEvents]);

  const subscribe = useCallback(
    (listener: () => void) =>
      source.enabled ? pool.use(name, stateSource(source, action, args, initial, reducers), listener) : () => {},
    // The name tells of everything else.
    [pool, source, name],
  );
  const before = useMemo<StateSnapshot>(
    () => ({ state: initial, error: undefined, pending: source.enabled, reload: () => {} }),
    [source, name],
  );
  const [get, getOnServer] = useMemo(() => {
    let last: StateSnapshot | undefined;
    let selected = before;
    // The same object as long as what was selected is the same: only another one renders the component again.
    const selection = (next: StateSnapshot): StateSnapshot => {
      if (next === last) return selected;
      last = next;
      const state = next.state === undefined ? undefined : select ? select(next.state) : next.state;
      const { error, pending, reload } = selected;
      if (
        !Object.is(state, selected.state) ||
        next.error !== error ||
        next.pending !== pending ||
        next.reload !== reload
      )
        selected = { ...next, state };
      return selected;
    };
    return [() => selection((source.enabled && pool.get(name)) || before), () => selection(before)];
  }, [pool, source, name, before, select]);
  return useSyncExternalStore(subscribe, get, getOnServer);
}
