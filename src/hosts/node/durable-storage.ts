// Storage in the store file: what one actor keeps outlives the process.
import { parse, stringify } from "devalue";
import { applyPatches, isPatches, type StatePatches } from "../../server/draft.js";
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
  turn = 0;
  /** What is committed in this turn of the event loop. */
  #batch: { readonly changes: StorageChange[]; readonly done: Promise<void> } | undefined;

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

  /** What one turn of the event loop commits is written together: all of it or nothing, and only the last of each value. */
  commit(changes: readonly StorageChange[]): Promise<void> {
    if (!this.#batch) {
      const all: StorageChange[] = [];
      const done = this.#actor.commit(() => {
        this.#batch = undefined;
        this.turn++;
        return newest(all).map((change) => this.#stored(change));
      });
      this.#batch = { changes: all, done };
    }
    this.#batch.changes.push(...changes);
    return this.#batch.done;
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

/** A change that is written, with all patches that led to it; none where it is written anew. */
interface Kept {
  readonly change: StorageChange;
  readonly patches: StatePatches[] | undefined;
}

// The same outcome with fewer writes: a value that is written again later is not written before.
function newest(changes: readonly StorageChange[]): StorageChange[] {
  const kept = new Set<Kept>();
  const puts = new Map<string, Kept>();
  for (const change of changes) {
    if (!("put" in change)) {
      // What was written before has to be there to be removed.
      if ("delete" in change) puts.delete(change.delete);
      else puts.clear();
      kept.add({ change, patches: undefined });
      continue;
    }
    const before = puts.get(change.put);
    const patches = change.patches && (before ? before.patches : []);
    if (change.patches) patches?.push(change.patches);
    if (before) kept.delete(before);
    const entry: Kept = { change, patches };
    puts.set(change.put, entry);
    kept.add(entry);
  }
  return [...kept].map(({ change, patches }) => ("put" in change ? { ...change, patches: joined(patches) } : change));
}

// Of patches that replace the same thing one after the other the last is enough.
function joined(lists: readonly StatePatches[] | undefined): StatePatches | undefined {
  const joint: StatePatches = [];
  for (const list of lists ?? []) {
    for (const patch of list) {
      const last = joint.at(-1);
      if (last?.op === "replace" && patch.op === "replace" && samePath(last.path, patch.path)) joint.pop();
      joint.push(patch);
    }
  }
  return lists && joint;
}

function samePath(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
