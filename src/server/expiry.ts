// Expiry: things that all last equally long, ended oldest first by one timer.
import type { Host } from "./host.js";

/** Adding a thing again starts its time anew. */
export class Expiry<Item> {
  readonly #host: Host;
  readonly #ms: number;
  readonly #expired: (item: Item) => void;
  /** When each ends, oldest first. */
  readonly #ends = new Map<Item, number>();
  #cancel: (() => void) | undefined;

  /** `expired` is called after the thing has left. */
  constructor(host: Host, ms: number, expired: (item: Item) => void) {
    this.#host = host;
    this.#ms = ms;
    this.#expired = expired;
  }

  get size(): number {
    return this.#ends.size;
  }

  has(item: Item): boolean {
    return this.#ends.has(item);
  }

  /** `until` for a thing whose time began elsewhere. */
  add(item: Item, until = this.#host.now() + this.#ms): void {
    this.#ends.delete(item);
    this.#ends.set(item, until);
    if (!this.#cancel) this.#arm();
  }

  delete(item: Item): boolean {
    const found = this.#ends.delete(item);
    if (this.#ends.size === 0) this.clear();
    return found;
  }

  /** The thing that would end first. */
  oldest(): Item | undefined {
    return this.#ends.keys().next().value;
  }

  /** Ends nothing any more. */
  clear(): void {
    this.#ends.clear();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #arm(): void {
    const first = this.#ends.values().next().value;
    if (first === undefined) return;
    this.#cancel = this.#host.timer(Math.max(0, first - this.#host.now()), () => this.#end());
  }

  #end(): void {
    this.#cancel = undefined;
    const now = this.#host.now();
    for (const [item, until] of this.#ends) {
      if (until > now) break;
      this.#ends.delete(item);
      this.#expired(item);
    }
    if (!this.#cancel) this.#arm();
  }
}
