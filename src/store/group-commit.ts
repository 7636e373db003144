// Group commit: what all actors commit within one turn of the event loop becomes durable in one transaction.
import { setImmediate } from "node:timers";
import type { Database } from "./driver.js";
import { StoreError, toStoreError } from "./errors.js";
import { BeginError, transaction } from "./transaction.js";
import type { StoreLog, StoreStats } from "./types.js";

// SQLite runs on this thread. Every commit that is queued while a turn of the event loop reads its sockets is written in the
// turn's check phase, and what arrives during that fsync is the next turn's group. A worker thread was measured to be slower
// in each respect (latency, throughput, CPU), since every commit then crosses threads twice.

/** One actor's commit, waiting for its transaction. */
export interface Entry {
  /**
   * Runs the commit's statements and gives the bytes of JSON that it wrote; throws to be left out. It runs again when its
   * transaction failed because of another entry.
   */
  apply(): number;
  resolve(): void;
  /** Called at once, so that later entries of the same actor see it. */
  reject(error: StoreError): void;
}

/** The queue of commits and their transactions. */
export class GroupCommit {
  readonly #database: Database;
  readonly #path: string;
  readonly #log: StoreLog | undefined;
  #queue: Entry[] = [];
  // Settled when the queue that is now filling was written; made when somebody waits.
  #waiting: { readonly promise: Promise<void>; readonly done: () => void } | undefined;
  #closed = false;
  #commits = 0;
  #failed = 0;
  #transactions = 0;
  #bytes = 0;
  #busyMs = 0;

  constructor(database: Database, path: string, log: StoreLog | undefined) {
    this.#database = database;
    this.#path = path;
    this.#log = log;
  }

  /** Queues an entry for the transaction of this turn. */
  add(entry: Entry): void {
    this.assertOpen();
    if (this.#queue.push(entry) === 1) setImmediate(() => this.flush());
  }

  /** A promise for the moment when all that is queued was written or refused; undefined when nothing is queued. */
  settled(): Promise<void> | undefined {
    if (this.#queue.length === 0) return undefined;
    if (!this.#waiting) {
      let done = (): void => {};
      const promise = new Promise<void>((resolve) => (done = resolve));
      this.#waiting = { promise, done };
    }
    return this.#waiting.promise;
  }

  /** @throws StoreError `store_closed` */
  assertOpen(): void {
    if (this.#closed) throw new StoreError("store_closed", `The store ${this.#path} was closed.`);
  }

  /** Writes what is queued, now. */
  flush(): void {
    const entries = this.#queue;
    if (entries.length === 0) return;
    const waiting = this.#waiting;
    this.#queue = [];
    this.#waiting = undefined;
    const start = performance.now();
    this.#write(entries);
    this.#busyMs += performance.now() - start;
    waiting?.done();
  }

  /** Writes what is queued; from now on nothing is taken. */
  close(): void {
    this.flush();
    this.#closed = true;
  }

  /** Counts since the store was opened. */
  stats(): Omit<StoreStats, "driver"> {
    return {
      commits: this.#commits,
      failed: this.#failed,
      transactions: this.#transactions,
      bytes: this.#bytes,
      queued: this.#queue.length,
      busyMs: this.#busyMs,
    };
  }

  #write(entries: readonly Entry[]): void {
    const error = this.#attempt(entries);
    if (error === undefined) return;
    if (entries.length === 1 || error instanceof BeginError) {
      const cause = error instanceof BeginError ? error.cause : error;
      const refusal = toStoreError(cause, this.#path, "commit");
      this.#failed += entries.length;
      this.#log?.error({ err: cause, commits: entries.length }, "commits failed");
      for (const entry of entries) entry.reject(refusal);
      return;
    }
    // One of them is to blame, or the disk takes some of them only: each on its own, in order.
    this.#log?.warn({ err: error, commits: entries.length }, "a group of commits failed and is tried one by one");
    for (const entry of entries) this.#write([entry]);
  }

  #attempt(entries: readonly Entry[]): unknown {
    let bytes = 0;
    try {
      transaction(this.#database, () => {
        for (const entry of entries) bytes += entry.apply();
      });
    } catch (error) {
      return error ?? new Error("a commit threw nothing");
    }
    this.#transactions++;
    this.#commits += entries.length;
    this.#bytes += bytes;
    for (const entry of entries) entry.resolve();
    return undefined;
  }
}
