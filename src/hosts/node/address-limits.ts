// Limits per address: how many connections, requests and new actors one client's address may have.
import { isLoopback } from "./origins.js";

/** What one address may do. Addresses of this machine are not counted: behind a proxy on it, everyone has one. */
export interface AddressLimits {
  /** Connections at the same time. Default 1,000. */
  readonly connections: number;
  /** Requests, attempts to connect among them, in a second; and ten times as many at once. Default 500. */
  readonly requestsPerSecond: number;
  /** Actors that come to be in a minute. Default 600. */
  readonly actorsPerMinute: number;
}

/** What holds where nothing else is said. */
export const defaultAddressLimits: AddressLimits = { connections: 1_000, requestsPerSecond: 500, actorsPerMinute: 600 };

interface Usage {
  connections: number;
  requests: number;
  actors: number;
  /** When the allowances were last topped up. */
  at: number;
}

/** Counts by address. An address that has used nothing for a minute costs nothing. */
export class AddressCounts {
  readonly #limits: AddressLimits;
  readonly #usage = new Map<string, Usage>();

  constructor(limits: AddressLimits) {
    this.#limits = limits;
  }

  /** One more request: is it within the limit? */
  request(address: string): boolean {
    const usage = this.#at(address);
    return !usage || --usage.requests >= 0;
  }

  /** One more actor that may come to be: is it within the limit? */
  actor(address: string): boolean {
    const usage = this.#at(address);
    return !usage || --usage.actors >= 0;
  }

  /** One more connection: gives how to count it off again, or undefined when there are too many. */
  connect(address: string): (() => void) | undefined {
    const usage = this.#at(address);
    if (!usage) return () => {};
    if (usage.connections >= this.#limits.connections) return undefined;
    usage.connections++;
    let open = true;
    return () => {
      if (open) usage.connections--;
      open = false;
    };
  }

  /** Forgets who has all of its allowance. Called now and then. */
  sweep(now = Date.now()): void {
    for (const [address, { connections, at }] of this.#usage) {
      if (connections === 0 && now - at > 60_000) this.#usage.delete(address);
    }
  }

  #at(address: string): Usage | undefined {
    if (isLoopback(address)) return undefined;
    const { requestsPerSecond, actorsPerMinute } = this.#limits;
    const now = Date.now();
    let usage = this.#usage.get(address);
    if (!usage) {
      usage = { connections: 0, requests: requestsPerSecond * 10, actors: actorsPerMinute, at: now };
      this.#usage.set(address, usage);
      return usage;
    }
    const seconds = (now - usage.at) / 1_000;
    usage.requests = Math.min(requestsPerSecond * 10, usage.requests + seconds * requestsPerSecond);
    usage.actors = Math.min(actorsPerMinute, usage.actors + (seconds / 60) * actorsPerMinute);
    usage.at = now;
    return usage;
  }
}
