// Storage in the store file: what one actor keeps outlives the process.
import { parse, stringify } from "devalue";
import { applyPatches, isPatches } from "../../server/draft.js";
import type { HostStorage, StorageChange } from "../../server/host.js";
import type { ActorStore, Store, StoreAddress, StoreChange } from "../../store/index.js";

// A state below this size is as well written anew as patched.
const smallState = 1_024;

// Values of the user's own: any kind that the schema may have, dates and maps and the like. All else is JSON.
const isRich = (key: string): boolean => key === "state" || key.startsWith("conn/");

/** Writes a state as its patches, and anew when they outgrow it: a change costs the same whatever the size of the state. */
export class DurableStorage implements HostStorage {
  readonly #store: Store;
  readonly #address: StoreAddress;
  readonly #actor: ActorStore;

  constructor(store: Store, address: StoreAddress) {
    this.#store = store;
    this.#address = address;
    this.#actor = store.actor(address);
  }

  /** Has nothing been committed? Then nobody finds the actor again. */
  get empty(): boolean {
    return this.#store.findById(this.#address.id) === undefined;
  }

  async get(key: string): Promise<unknown> {
    if (!isRich(key)) return this.#actor.get(key);
    const stored = await this.#actor.readPatched(key);
    if (!stored) return undefined;
    let value: unknown = parse(String(stored.snapshot));
    for (const text of stored.patches) {
      const patches: unknown = parse(String(text));
      if (isPatches(patches)) value = applyPatches(value, patches);
    }
    return value;
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    const found = await this.#actor.list(prefix);
    return isRich(prefix) ? new Map([...found].map(([key, text]) => [key, parse(String(text))])) : found;
  }

  async commit(changes: readonly StorageChange[]): Promise<void> {
    await this.#actor.commit(changes.map((change) => this.#stored(change)));
  }

  destroy(): Promise<void> {
    return this.#actor.destroy();
  }

  setAlarm(at: number | null): void {
    this.#actor.setAlarm(at);
  }

  #stored(change: StorageChange): StoreChange {
    if (!("put" in change) || !isRich(change.put)) return change;
    const { put, value, patches } = change;
    if (patches) {
      const sizes = this.#actor.sizes(put);
      if (sizes.snapshot > smallState && sizes.patches <= sizes.snapshot)
        return { patch: put, patches: stringify(patches) };
    }
    return { put, value: stringify(value) };
  }
}
