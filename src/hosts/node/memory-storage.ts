// Storage in memory: what an actor keeps lives as long as the process.
import type { HostStorage, StorageChange } from "../../server/host.js";

/** Holds the committed values as they are: nothing is copied, and a commit has nothing to wait for. */
export class MemoryStorage implements HostStorage {
  readonly #values = new Map<string, unknown>();

  get empty(): boolean {
    return this.#values.size === 0;
  }

  async get(key: string): Promise<unknown> {
    return this.#values.get(key);
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    return new Map([...this.#values].filter(([key]) => key.startsWith(prefix)));
  }

  commit(changes: readonly StorageChange[]): undefined {
    for (const change of changes) {
      if ("put" in change) this.#values.set(change.put, change.value);
      else if ("delete" in change) this.#values.delete(change.delete);
      else for (const key of this.#values.keys()) if (key.startsWith(change.deletePrefix)) this.#values.delete(key);
    }
  }

  async destroy(): Promise<void> {
    this.#values.clear();
  }
}
