// The open store: finding actors, handing out what they keep, and closing.
import { StoredActor, type StoreParts } from "./actor-store.js";
import type { Database } from "./driver.js";
import { toStoreError } from "./errors.js";
import { GroupCommit } from "./group-commit.js";
import type { Ownership } from "./ownership.js";
import { prepareStatements, type Statements } from "./statements.js";
import type { ActorStore, Store, StoreAddress, StoredAlarm, StoreLog, StoreStats } from "./types.js";

/** What a store is made of: a database of the newest layout, configured and owned. */
export interface SqliteStoreParts {
  readonly database: Database;
  readonly path: string;
  readonly log: StoreLog | undefined;
  readonly driver: string;
  readonly ownership: Ownership;
}

/** A store in a SQLite file. */
export class SqliteStore implements Store {
  readonly #parts: SqliteStoreParts;
  readonly #statements: Statements;
  readonly #group: GroupCommit;
  readonly #actorParts: StoreParts;
  #closing: Promise<void> | undefined;

  constructor(parts: SqliteStoreParts) {
    const { database, path, log } = parts;
    this.#parts = parts;
    this.#statements = prepareStatements(database);
    this.#group = new GroupCommit(database, path, log);
    let last = Number(this.#statements.lastActor.get()?.["n"]);
    this.#actorParts = { path, statements: this.#statements, group: this.#group, nextNumber: () => ++last };
  }

  find(actor: string, key: string): string | undefined {
    const row = this.#read(() => this.#statements.findActor.get(actor, key));
    return row && String(row["id"]);
  }

  findById(id: string): { readonly actor: string; readonly key: string } | undefined {
    const row = this.#read(() => this.#statements.findId.get(id));
    return row && { actor: String(row["actor"]), key: String(row["key"]) };
  }

  alarms(): Iterable<StoredAlarm> {
    return this.#read(() => this.#statements.alarms.all()).map((row) => ({
      id: String(row["id"]),
      actor: String(row["actor"]),
      key: String(row["key"]),
      at: Number(row["alarm"]),
    }));
  }

  actor(address: StoreAddress): ActorStore {
    return this.#read(() => new StoredActor(this.#actorParts, address));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  stats(): StoreStats {
    return { driver: this.#parts.driver, ...this.#group.stats() };
  }

  async #close(): Promise<void> {
    const { database, path, log, ownership } = this.#parts;
    this.#group.close();
    try {
      // What the log has stays valid where it is, should this fail.
      database.prepare("pragma wal_checkpoint(truncate)").get();
      database.close();
    } catch (error) {
      log?.warn({ err: toStoreError(error, path, "close it") }, "the store did not close cleanly");
    } finally {
      ownership.release();
    }
  }

  #read<T>(run: () => T): T {
    this.#group.assertOpen();
    try {
      return run();
    } catch (error) {
      throw toStoreError(error, this.#parts.path, "read");
    }
  }
}
