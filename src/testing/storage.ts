// The store of a harness: structured clones of what actors commit. It is what a crash leaves.
import type { ActorAddress, HostStorage, StorageChange } from "../server/host.js";
import { nameOf } from "../server/locate.js";
import type { TestStoreFaults } from "./types.js";

/** What is kept of one actor. */
export interface StoredActor {
  readonly address: ActorAddress;
  readonly values: Map<string, unknown>;
  /** When it is to be rung, as the last commit has it. */
  alarm: number | null;
}

/** All actors that have committed something, by key and by id. */
export class TestStore {
  readonly #byName = new Map<string, StoredActor>();
  readonly #byId = new Map<string, StoredActor>();

  find(actor: string, key: readonly string[]): StoredActor | undefined {
    return this.#byName.get(nameOf(actor, key));
  }

  findById(id: string): StoredActor | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<StoredActor> {
    return this.#byId.values();
  }

  add(stored: StoredActor): void {
    const { actor, key, id } = stored.address;
    this.#byName.set(nameOf(actor, key), stored);
    this.#byId.set(id, stored);
  }

  remove({ actor, key, id }: ActorAddress): void {
    if (this.#byId.delete(id)) this.#byName.delete(nameOf(actor, key));
  }
}

/** What makes commits fail, for as long as a harness asks for it. */
export class StoreFaults implements TestStoreFaults {
  #left = 0;

  fail(commits = 1): void {
    if (!(commits >= 0)) throw new RangeError(`${commits} is no number of commits.`);
    this.#left = commits;
  }

  /** Does the next one fail? Counts it. */
  take(): boolean {
    if (this.#left <= 0) return false;
    this.#left--;
    return true;
  }
}

/** What the storage asks of the process that it belongs to. */
export interface StorageOwner {
  /** Ended by a crash: what it still asks for never happens. */
  readonly crashed: boolean;
  readonly durable: boolean;
  readonly faults: StoreFaults;
  touch(): void;
}

// What a process that is no more waits for.
const never = new Promise<never>(() => {});

/** One actor's, for one process. */
export class TestStorage implements HostStorage {
  readonly #store: TestStore;
  readonly #owner: StorageOwner;
  #stored: StoredActor;
  /** Stored with the next commit. */
  alarm: number | null;

  constructor(store: TestStore, owner: StorageOwner, address: ActorAddress) {
    this.#store = store;
    this.#owner = owner;
    this.#stored = store.findById(address.id) ?? { address, values: new Map(), alarm: null };
    this.alarm = this.#stored.alarm;
  }

  async get(key: string): Promise<unknown> {
    if (this.#owner.crashed) return never;
    this.#owner.touch();
    return structuredClone(this.#stored.values.get(key));
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    if (this.#owner.crashed) return never;
    this.#owner.touch();
    return structuredClone(new Map([...this.#stored.values].filter(([key]) => key.startsWith(prefix))));
  }

  commit(changes: readonly StorageChange[]): Promise<void> | undefined {
    if (this.#owner.crashed) return never;
    this.#owner.touch();
    if (this.#owner.faults.take()) {
      this.alarm = this.#stored.alarm;
      return Promise.reject(new Error("The store failed, as the test wants it to."));
    }
    const { values } = this.#stored;
    for (const change of changes) {
      if ("put" in change) values.set(change.put, structuredClone(change.value));
      else if ("delete" in change) values.delete(change.delete);
      else for (const key of values.keys()) if (key.startsWith(change.deletePrefix)) values.delete(key);
    }
    this.#stored.alarm = this.alarm;
    this.#store.add(this.#stored);
    // In memory there is nothing to wait for, as on other hosts.
    return this.#owner.durable ? Promise.resolve() : undefined;
  }

  async destroy(): Promise<void> {
    if (this.#owner.crashed) return never;
    const { address } = this.#stored;
    this.#store.remove(address);
    this.#stored = { address, values: new Map(), alarm: null };
  }
}
