// What all handles and connections of one client share: the endpoint, the options with their defaults, who is open.
import type { ClientActor } from "../protocol/descriptor.js";
import { systemClock, type Clock } from "./clock.js";
import { Listeners } from "./listeners.js";
import type { Transport } from "./transport.js";
import type { BaseClient, ClientOptions, ContractChange } from "./types.js";
import { webSocketTransport } from "./websocket.js";

/** One client's. */
export class ClientContext {
  /** The endpoint's `actors/`. */
  readonly base: string;
  readonly timeout: number;
  readonly queueLimit: number;
  readonly messageBytes: number;
  readonly silence: number;
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly attempts: number;
  readonly transport: Transport;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** The connections that have not ended. */
  readonly open = new Set<BaseClient>();
  readonly #contractChange = new Listeners<ContractChange>();
  readonly #seen = new Map<string, string>();

  /** Throws a TypeError when `endpoint` is no URL. */
  constructor(endpoint: string, options: ClientOptions) {
    const url = new URL(endpoint, globalThis.location?.href);
    this.base = `${url.origin}${url.pathname.replace(/\/*$/, "")}/actors/`.replace(/^ws/, "http");
    this.timeout = options.timeout ?? 60_000;
    this.queueLimit = options.queueLimit ?? 1_000;
    this.messageBytes = options.messageBytes ?? 1 << 20;
    this.silence = options.silence ?? 45_000;
    this.minDelay = options.reconnect?.minDelay ?? 100;
    this.maxDelay = options.reconnect?.maxDelay ?? 10_000;
    this.attempts = options.reconnect?.attempts ?? Infinity;
    this.transport = options.transport ?? webSocketTransport;
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.clock = options.clock ?? systemClock;
    if (options.onContractChange) this.#contractChange.add(options.onContractChange);
  }

  /** Tells the client's listener of a contract that differs, once for each actor and hash. */
  contractChanged(change: ContractChange): void {
    if (this.#seen.get(change.actor) === change.serverHash) return;
    this.#seen.set(change.actor, change.serverHash);
    this.#contractChange.emit(change);
  }
}

/** How the server's contract of an actor differs; undefined when it does not, or when the server did not say. */
export function contractChange(actor: ClientActor, serverHash: string | null): ContractChange | undefined {
  if (serverHash === null || serverHash === actor.hash) return undefined;
  return { actor: actor.name, clientHash: actor.hash, serverHash };
}
