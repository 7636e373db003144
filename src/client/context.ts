// What all handles and connections of one client share.
import type { ClientActor } from "../protocol/descriptor.js";
import { createCalls, type Calls } from "./calls.js";
import { systemClock, type Clock } from "./clock.js";
import type { BaseClient, ClientOptions, ContractChange } from "./types.js";

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
  /** How the server's contract of an actor differs from the client's; tells the client's listener once for each. */
  compare(actor: ClientActor, serverHash: string | null): ContractChange | undefined;
}

/** See `createClient`. */
export function createContext(endpoint: string, options: ClientOptions): Context {
  const clock = options.clock ?? systemClock;
  const seen = new Set<string>();
  return {
    base: endpoint.replace(/^ws/, "http").replace(/\/*$/, "/actors/"),
    options,
    clock,
    open: new Set(),
    requests: createCalls({ clock, options }, ({ what }) => what.abort()),
    compare({ name, hash }, serverHash) {
      if (!serverHash || serverHash === hash) return undefined;
      const change = { actor: name, clientHash: hash, serverHash };
      if (!seen.has(serverHash)) {
        seen.add(serverHash);
        // In its own microtask, so that what the program's listener throws stops nothing here.
        queueMicrotask(() => options.onContractChange?.(change));
      }
      return change;
    },
  };
}
