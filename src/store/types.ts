// What the store offers: openStore's options, the store, and what one actor keeps in it.

/** A change. A list of them is committed as one. `value` and `patches` are JSON values; any string may be a key. */
export type StoreChange =
  /** Sets a value. Where the key had patches, the value is the new snapshot and they are dropped. */
  | { readonly put: string; readonly value: unknown }
  /** Removes a value and its patches. */
  | { readonly delete: string }
  /** Removes every key that starts with this text, with its patches. The text does not end within a surrogate pair. */
  | { readonly deletePrefix: string }
  /** Appends to the patches against the value at the key, which must be there. What they say is the caller's affair. */
  | { readonly patch: string; readonly patches: unknown };

/** How much is stored at a key, in bytes of JSON. */
export interface StoredSizes {
  readonly snapshot: number;
  /** All patches since the snapshot. */
  readonly patches: number;
}

/** A value and what was appended to it, in order. */
export interface PatchedValue {
  readonly snapshot: unknown;
  /** The `patches` of each change. */
  readonly patches: readonly unknown[];
}

/** Who an actor is. */
export interface StoreAddress {
  readonly id: string;
  readonly actor: string;
  /** In one injective text form. */
  readonly key: string;
}

/**
 * What one actor keeps. One at a time per actor: after a commit was rejected this one refuses everything, since later commits may
 * build on the lost one, and a new one has to be taken with `store.actor(address)`. Reads see every commit called before them.
 */
export interface ActorStore {
  /** The value at a key, without its patches; undefined when there is none. */
  get(key: string): Promise<unknown>;
  /** All values whose keys start with `prefix`, in the order in which JavaScript sorts the keys. */
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  /** The value at a key and its patches; undefined when there is none. */
  readPatched(key: string): Promise<PatchedValue | undefined>;
  /**
   * What `readPatched` would read, in bytes, counting the commits that still wait: write a snapshot when `patches` exceeds
   * `snapshot`.
   */
  sizes(key: string): StoredSizes;
  /**
   * Commits the changes, all or none, and creates the actor when it is its first commit. Values are read before this returns;
   * given as a function, they are asked for and read when the turn of the event loop is written, so that what would be
   * overwritten in the same turn need not be. Resolves when the changes are durable.
   * @throws StoreError (as a rejection)
   */
  commit(changes: readonly StoreChange[] | (() => readonly StoreChange[])): Promise<void>;
  /**
   * Sets the time at which `Store.alarms` lists the actor, in milliseconds since 1970; null clears it. It is part of the actor's
   * next commit, and of one of its own when there is none in this turn of the event loop. For an actor that was never committed
   * it waits for the first commit.
   */
  setAlarm(at: number | null): void;
  /** Forgets all of the actor, durably. Its key is free again; its id is never used again. */
  destroy(): Promise<void>;
}

/** An actor that has an alarm. */
export interface StoredAlarm extends StoreAddress {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Counts since the store was opened. */
export interface StoreStats {
  /** Which SQLite. */
  readonly driver: string;
  /** Commits that became durable. */
  readonly commits: number;
  /** Commits that were rejected by a transaction. */
  readonly failed: number;
  /** Transactions that became durable: one per turn of the event loop that had commits. */
  readonly transactions: number;
  /** Bytes of JSON in the commits that became durable. */
  readonly bytes: number;
  /** Commits that wait for the end of this turn. */
  readonly queued: number;
  /** Milliseconds spent in transactions, fsync included. The event loop stands still in them. */
  readonly busyMs: number;
}

/** An open store file, owned by this process until `close`. What waits to be committed is seen by none of the finders. */
export interface Store {
  /** The id of the actor at a name and key. */
  find(actor: string, key: string): string | undefined;
  /** The name and key of an actor. */
  findById(id: string): { readonly actor: string; readonly key: string } | undefined;
  /** All actors that have an alarm, the earliest first. */
  alarms(): Iterable<StoredAlarm>;
  /**
   * What the actor keeps. Writes nothing by itself.
   * @throws StoreError `store_invalid` when the id belongs to another name or key
   */
  actor(address: StoreAddress): ActorStore;
  /** Commits what waits, moves everything into the one file, and lets go of it. Later calls are refused with `store_closed`. */
  close(): Promise<void>;
  stats(): StoreStats;
}

/** Where the store reports what nobody awaits. pino's shape; the host's logger fits. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
