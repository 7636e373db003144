// What one actor keeps: reads, commits, patches, its alarm and its end.
import { parseAnyDepth } from "../protocol/codec.js";
import { corrupt, sqlite, sqliteCode, StoreError, toStoreError } from "./errors.js";
import type { GroupCommit } from "./group-commit.js";
import { keyJson, keyRange, keyText } from "./key-text.js";
import { PatchSizes } from "./patch-sizes.js";
import type { Statements } from "./statements.js";
import type { ActorStore, PatchedValue, StoreAddress, StoreChange, StoredSizes } from "./types.js";

/** What the actors of one store share. */
export interface StoreParts {
  readonly path: string;
  readonly statements: Statements;
  readonly group: GroupCommit;
  /** A number for a new actor's rows, never given before while this store is open. */
  nextNumber(): number;
}

// A change, ready to be run in a transaction.
interface Write {
  /** Of JSON. */
  readonly bytes: number;
  run(): void;
}

/** One actor's part of the store. */
export class StoredActor implements ActorStore {
  readonly #parts: StoreParts;
  readonly #address: StoreAddress;
  readonly #number: number;
  readonly #sizes: PatchSizes;
  // Whether the actor's row is there or in the queue.
  #exists: boolean;
  #destroyed = false;
  // Why a commit was rejected. Whatever is queued behind it is rejected for the same reason.
  #failure: StoreError | undefined;
  // An alarm that no commit has taken along yet.
  #alarm: { readonly at: number | null } | undefined;

  constructor(parts: StoreParts, address: StoreAddress) {
    const row = parts.statements.findId.get(address.id);
    if (row && (row["actor"] !== address.actor || row["key"] !== address.key)) {
      throw new StoreError(
        "store_invalid",
        `The id ${address.id} is that of ${String(row["actor"])}/${String(row["key"])}.`,
      );
    }
    this.#parts = parts;
    this.#address = address;
    this.#exists = row !== undefined;
    this.#number = row ? Number(row["n"]) : parts.nextNumber();
    this.#sizes = new PatchSizes(parts.statements, this.#number);
  }

  async get(key: string): Promise<unknown> {
    await this.#settled();
    return this.#read(() => this.#value(key))?.value;
  }

  async list(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    await this.#settled();
    const { list, listRange } = this.#parts.statements;
    const { from, to } = keyRange(prefix);
    const rows = this.#read(() =>
      to === undefined ? list.all(this.#number, from) : listRange.all(this.#number, from, to),
    );
    const keyed = rows.map((row) => [String(this.#parse(keyJson(String(row["key"])))), String(row["value"])] as const);
    const found = keyed.filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
    return new Map(found.map(([key, value]) => [key, this.#parse(value)]));
  }

  async readPatched(key: string): Promise<PatchedValue | undefined> {
    await this.#settled();
    return this.#read(() => {
      const found = this.#value(key);
      const rows = this.#parts.statements.patches.all(this.#number, keyText(key));
      return found && { snapshot: found.value, patches: rows.map((row) => this.#parse(String(row["patches"]))) };
    });
  }

  sizes(key: string): StoredSizes {
    this.#assertUsable();
    const text = keyText(key);
    // A size that was not kept in mind is asked of the file, which must have what waits.
    if (!this.#sizes.knows(text)) this.#parts.group.flush();
    this.#assertUsable();
    return this.#read(() => this.#sizes.of(text));
  }

  async commit(changes: readonly StoreChange[] | (() => readonly StoreChange[])): Promise<void> {
    this.#assertUsable();
    try {
      let writes = typeof changes === "function" ? undefined : this.#writesOf(changes);
      const alarm = this.#alarm;
      this.#alarm = undefined;
      const isFirst = !this.#exists;
      this.#exists = true;
      await this.#enqueue(() => {
        // Once: it runs again when its transaction failed.
        writes ??= this.#writesOf(typeof changes === "function" ? changes() : changes);
        if (isFirst) this.#create();
        if (alarm) this.#parts.statements.setAlarm.run(alarm.at, this.#number);
        let bytes = 0;
        for (const write of writes) {
          write.run();
          bytes += write.bytes;
        }
        return bytes;
      });
    } catch (error) {
      throw (this.#failure ??= toStoreError(error, this.#parts.path, "commit"));
    }
  }

  setAlarm(at: number | null): void {
    if (this.#destroyed || this.#failure) return;
    const alarm = { at };
    this.#alarm = alarm;
    if (!this.#exists) return;
    // Does nothing when a commit of this turn took it along, or a later one replaced it.
    const written = this.#enqueue(() => {
      if (this.#alarm === alarm) this.#parts.statements.setAlarm.run(at, this.#number);
    });
    written.then(
      () => {
        if (this.#alarm === alarm) this.#alarm = undefined;
      },
      // Logged by the group, and the next commit is refused for it.
      () => {},
    );
  }

  async destroy(): Promise<void> {
    this.#assertUsable();
    this.#destroyed = true;
    if (!this.#exists) return;
    await this.#enqueue(() => {
      this.#parts.statements.forget.run(this.#number);
      this.#parts.statements.bury.run(this.#address.id);
    });
  }

  #writesOf(changes: readonly StoreChange[]): readonly Write[] {
    return changes.map((change) => this.#writeOf(change));
  }

  /** `apply` gives the bytes that it wrote. */
  #enqueue(apply: () => number | void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#parts.group.add({
        apply: () => {
          if (this.#failure) throw this.#failure;
          return apply() ?? 0;
        },
        resolve,
        reject: (error) => {
          this.#failure ??= error;
          reject(error);
        },
      });
    });
  }

  #create(): void {
    const { id, actor, key } = this.#address;
    if (this.#parts.statements.isDestroyed.get(id)) throw this.#gone();
    refuseConstraint(
      () => this.#parts.statements.create.run(this.#number, id, actor, key),
      () => new StoreError("store_key_taken", `Another ${actor} was created at the key ${key} first.`),
    );
  }

  // Values become text now, since the caller may change them later; the statement runs with the transaction.
  #writeOf(change: StoreChange): Write {
    const { put, delete: remove, addPatches, dropPatches } = this.#parts.statements;
    if ("delete" in change) {
      const key = keyText(change.delete);
      this.#sizes.deleted(key);
      return { bytes: 0, run: () => remove.run(this.#number, key) };
    }
    if ("deletePrefix" in change) {
      this.#sizes.deletedFrom(keyText(change.deletePrefix));
      return { bytes: 0, run: () => this.#removeRange(change.deletePrefix) };
    }
    if ("put" in change) {
      const key = keyText(change.put);
      const { text, bytes } = jsonText(change.put, change.value);
      const hadPatches = this.#sizes.put(key, bytes);
      const run = (): void => {
        if (hadPatches) dropPatches.run(this.#number, key);
        const write = (): void => put.run(this.#number, key, text);
        refuseConstraint(write, () => this.#gone());
      };
      return { bytes, run };
    }
    const key = keyText(change.patch);
    const { text, bytes } = jsonText(change.patch, change.patches);
    this.#sizes.patched(key, bytes);
    const write = (): void => addPatches.run(this.#number, key, text);
    const refusal = (): StoreError =>
      new StoreError("store_invalid", `The key ${JSON.stringify(change.patch)} has no value to patch.`);
    return { bytes, run: () => refuseConstraint(write, refusal) };
  }

  #removeRange(prefix: string): void {
    const { deleteFrom, deleteRange } = this.#parts.statements;
    const { from, to } = keyRange(prefix);
    if (to === undefined) deleteFrom.run(this.#number, from);
    else deleteRange.run(this.#number, from, to);
  }

  #value(key: string): { readonly value: unknown } | undefined {
    const row = this.#parts.statements.get.get(this.#number, keyText(key));
    return row && { value: this.#parse(String(row["value"])) };
  }

  #parse(text: string): unknown {
    try {
      return parseAnyDepth(text);
    } catch (error) {
      throw corrupt(this.#parts.path, `a value of ${this.#address.actor}/${this.#address.key} is not JSON`, error);
    }
  }

  #read<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw toStoreError(error, this.#parts.path, "read");
    }
  }

  async #settled(): Promise<void> {
    this.#assertUsable();
    await this.#parts.group.settled();
    this.#assertUsable();
  }

  #assertUsable(): void {
    this.#parts.group.assertOpen();
    if (this.#destroyed) throw this.#gone();
    if (this.#failure) throw this.#failure;
  }

  #gone(): StoreError {
    const { id, actor, key } = this.#address;
    return new StoreError("store_actor_gone", `The ${actor} at the key ${key} with the id ${id} was destroyed.`);
  }
}

/** Runs a statement; when it breaks a constraint, throws the error that says what that means. */
function refuseConstraint(run: () => void, refusal: () => StoreError): void {
  try {
    run();
  } catch (error) {
    throw sqliteCode(error) === sqlite.constraint ? refusal() : error;
  }
}

function jsonText(key: string, value: unknown): { readonly text: string; readonly bytes: number } {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    cause = error;
  }
  if (text !== undefined) return { text, bytes: Buffer.byteLength(text) };
  throw new StoreError("store_invalid", `The value at the key ${JSON.stringify(key)} is not JSON.`, cause);
}
