// createHooks: useActor over a client, with the connections that its components share.
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { BaseClient } from "../client/index.js";
import { actorSource, noConnection, type ActorSnapshot, type ActorSource, type Handle } from "./actor-source.js";
import { identityOf } from "./identity.js";
import { createPool } from "./pool.js";
import type { StateSnapshot } from "./state-source.js";
import type { ActorHooks, ActorTable, HooksSettings } from "./types.js";
import { useAction } from "./use-action.js";
import { useActorState, type StateOptions } from "./use-actor-state.js";
import { useLatest } from "./use-latest.js";

interface ReachOptions {
  readonly params?: unknown;
  readonly getParams?: (() => unknown) | undefined;
  readonly input?: unknown;
}

interface Options extends ReachOptions {
  readonly name: string;
  readonly key: string | readonly string[];
  readonly enabled?: boolean | undefined;
  readonly noCreate?: boolean | undefined;
}

type Reach = (key: Options["key"], options: ReachOptions) => Handle;
type Client = Readonly<Record<string, { readonly get: Reach; readonly getOrCreate: Reach }>>;

/**
 * Hooks over a client, which share connections among all components that use them: call it once per client, outside of
 * components. Emitted code calls this; programs call the `createHooks` of their generated `react.ts`.
 *
 * @example export const { useActor } = createHooks(createClient("http://localhost:8080"));
 */
export function createHooks<Actors extends ActorTable<Actors>>(
  client: BaseClient,
  { grace = 1_000 }: HooksSettings = {},
): ActorHooks<Actors> {
  const actors = createPool<ActorSnapshot>((actor) => (actor?.connStatus === "idle" ? 0 : grace));
  const states = createPool<StateSnapshot>(() => grace);

  function useActor(options: Options): object {
    const { name, key, params, getParams, enabled = true, noCreate = false } = options;
    const latest = useLatest(options);
    const firstGetParams = useRef(getParams);
    if (getParams) firstGetParams.current ??= getParams;
    const identity = identityOf([
      name,
      [key].flat(),
      getParams ? firstGetParams.current : params,
      noCreate,
      Boolean(getParams),
    ]);

    const source = useMemo<ActorSource>(() => {
      const reach: ReachOptions = {
        params,
        getParams: getParams && (() => latest().getParams?.()),
        get input() {
          return latest().input;
        },
      };
      // The cast: the emitted table says of the client's accessors what its descriptors made of them.
      const access = (client as BaseClient & Client)[name];
      const handle = access?.[noCreate ? "get" : "getOrCreate"](key, reach);
      if (!handle) throw new TypeError(`The client has no actor "${name}".`);
      return actorSource(actors, identity, enabled, handle);
      // What else is used is in the identity, or asked for when it is needed.
    }, [identity, enabled]);
    const hooks = useMemo(
      () => ({
        handle: source.handle,
        useEvent: (event: string, handler: (payload: unknown) => void) => useEvent(source, event, handler),
        useAction: (action: string) => useAction(source, action),
        useActorState: (stateOptions: StateOptions) => useActorState(states, source, stateOptions),
      }),
      [source],
    );
    const snapshot = useSyncExternalStore(source.subscribe, source.get, () => noConnection);
    return useMemo(() => ({ ...hooks, ...snapshot }), [hooks, snapshot]);
  }
  // The cast: the emitted table tells the types of what `useActor` handles by name.
  return { useActor } as ActorHooks<Actors>;
}

function useEvent(source: ActorSource, event: string, handler: (payload: unknown) => void): void {
  const latest = useLatest(handler);
  useEffect(() => {
    // Opens the connection when this effect is the first to run, so that its hello names the event.
    const release = source.subscribe();
    const off = source.get().connection?.on(event, (payload) => {
      try {
        latest()(payload);
      } catch (cause) {
        // Not an error of the connection, which would be rendered and not reported.
        queueMicrotask(() => {
          throw cause;
        });
      }
    });
    return () => {
      off?.();
      release();
    };
  }, [source, event, latest]);
}
