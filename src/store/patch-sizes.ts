// How large one actor's snapshots and patches are, without reading them again.
import type { Statements } from "./statements.js";
import type { StoredSizes } from "./types.js";

interface Sizes {
  /** Undefined: nobody asked yet, and it was not written since. */
  snapshot: number | undefined;
  patches: number;
}

/** The sizes at the keys of one actor that have patches, or were asked for. Keys as the file has them. */
export class PatchSizes {
  readonly #statements: Statements;
  readonly #actor: number;
  // Filled from the file when first needed: from then on, a key that is not in it has no patches.
  #keys: Map<string, Sizes> | undefined;

  constructor(statements: Statements, actor: number) {
    this.#statements = statements;
    this.#actor = actor;
  }

  /** Whether `of` answers from memory. */
  knows(key: string): boolean {
    return this.#keys?.get(key)?.snapshot !== undefined;
  }

  /** The sizes at a key; zeros when it has no value. */
  of(key: string): StoredSizes {
    const sizes = this.#at(key);
    const snapshot = (sizes.snapshot ??= Number(this.#statements.snapshotSize.get(this.#actor, key)?.["bytes"] ?? 0));
    return { snapshot, patches: sizes.patches };
  }

  /** Notes a new value. Returns whether there are patches to drop. */
  put(key: string, bytes: number): boolean {
    const sizes = this.#all().get(key);
    if (!sizes) return false;
    const hadPatches = sizes.patches > 0;
    sizes.snapshot = bytes;
    sizes.patches = 0;
    return hadPatches;
  }

  /** Notes new patches. */
  patched(key: string, bytes: number): void {
    this.#at(key).patches += bytes;
  }

  /** Notes that a key has nothing any more. */
  deleted(key: string): void {
    this.#all().delete(key);
  }

  /** The same for all keys that start with this text. */
  deletedFrom(prefix: string): void {
    const keys = this.#all();
    for (const key of keys.keys()) if (key.startsWith(prefix)) keys.delete(key);
  }

  #at(key: string): Sizes {
    const keys = this.#all();
    let sizes = keys.get(key);
    if (!sizes) keys.set(key, (sizes = { snapshot: undefined, patches: 0 }));
    return sizes;
  }

  #all(): Map<string, Sizes> {
    if (this.#keys) return this.#keys;
    const rows = this.#statements.patched.all(this.#actor).map((row): [string, Sizes] => {
      return [String(row["key"]), { snapshot: undefined, patches: Number(row["bytes"]) }];
    });
    return (this.#keys = new Map(rows));
  }
}
