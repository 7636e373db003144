// What all handles and connections of one client share.
import { createCalls, type Calls } from "./calls.js";
import { systemClock, type Clock } from "./clock.js";
import type { BaseClient, ClientOptions } from "./types.js";

/** One client's. */
export interface Context {
  /** The endpoint's `actors/`. */
  readonly base: string;
  readonly options: ClientOptions;
  readonly clock: Clock;
  /** The connections that have not ended. */
  readonly open: Set<BaseClient>;
  /** Requests that wait for their reply. */
  readonly requests: Calls<AbortController>;
  /** Server-sent events have worked, and WebSocket never: true. WebSocket has: false. */
  sse?: boolean | undefined;
}

/** See `createClient`. */
export function createContext(endpoint: string, options: ClientOptions): Context {
  const clock = options.clock ?? systemClock;
  return {
    base: endpoint.replace(/^ws/, "http").replace(/\/*$/, "/actors/"),
    options,
    clock,
    open: new Set(),
    requests: createCalls({ clock, options }, ({ what }) => what.abort()),
  };
}
