// A state that an action gives and events carry on, as `useActorState` documents it.
import type { ActorError } from "../client/index.js";
import type { ActorSource } from "./actor-source.js";

/** How a state goes on with each event. */
export type Reducers = Readonly<Record<string, ((state: unknown, payload: unknown) => unknown) | undefined>>;

/** What of a state is rendered. */
export interface StateSnapshot {
  readonly state: unknown;
  readonly error: ActorError | undefined;
  readonly pending: boolean;
  readonly reload: () => void;
}

/** Opens the state for a pool. `reducers` gives the newest ones; those of now say which events are listened to. */
export function stateSource(
  actor: ActorSource,
  action: string,
  args: readonly unknown[],
  initial: unknown,
  reducers: () => Reducers,
): (set: (snapshot: StateSnapshot) => void) => () => void {
  return (set) => {
    const release = actor.subscribe();
    const { connection } = actor.get();
    if (!connection) return release;
    let loads = 0;
    let loaded = initial !== undefined;

    const load = async (): Promise<void> => {
      const mine = ++loads;
      put({ pending: true });
      try {
        const state = await connection[action]?.(...args);
        if (mine !== loads) return;
        loaded = true;
        put({ state, error: undefined, pending: false });
      } catch (error) {
        // A call that fell with its connection is made again when that is back.
        const again = connection.connStatus === "connecting" || connection.connStatus === "disconnected";
        // The cast: a call rejects with nothing else.
        if (mine === loads && !again) put({ error: error as ActorError, pending: false });
      }
    };
    let snapshot: StateSnapshot = { state: initial, error: undefined, pending: true, reload: () => void load() };
    const put = (change: Partial<StateSnapshot>): void => set((snapshot = { ...snapshot, ...change }));

    // The result and the events after it may come in one message: its listeners run at once, but `load` goes on in a
    // microtask. With a microtask of its own each event keeps its place before or after the result.
    const listen = (event: string): (() => void) =>
      connection.on(event, (payload) =>
        queueMicrotask(() => {
          const reduce = loaded && reducers()[event];
          if (reduce) put({ state: reduce(snapshot.state, payload) });
        }),
      );
    const ends = [...Object.keys(reducers()).map(listen), connection.onOpen(load), release];
    put({});
    if (connection.connStatus === "connected") void load();
    return () => ends.forEach((end) => end());
  };
}
