// Store files in a temporary folder that goes away with the test, and drivers that spy on SQLite or make it fail.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Database, Driver } from "../../src/store/driver.js";
import { loadDriver } from "../../src/store/load-driver.js";
import { openStoreWith } from "../../src/store/open.js";
import type { ActorStore, Store } from "../../src/store/index.js";

/** A new folder. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "actorgen-store-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store that closes with the test, and its SQLite database. */
export interface OpenedStore {
  readonly store: Store;
  readonly database: Database;
  readonly path: string;
  /** Every statement that was run, with what `exec` got. */
  readonly ran: string[];
  /** Throws what it wants to happen instead of a statement. */
  fail: (sql: string, columns: readonly unknown[]) => void;
}

/** Opens a store whose statements are seen. */
export async function openedStore(path: string = join(temporaryFolder(), "store.db")): Promise<OpenedStore> {
  const real = await loadDriver();
  const seen: { database?: Database } = {};
  const ran: string[] = [];
  const opened = { path, ran, fail: (_sql: string, _columns: readonly unknown[]): void => {} };
  const before = (sql: string, columns: readonly unknown[] = []): void => {
    opened.fail(sql, columns);
    ran.push(sql);
  };
  const driver: Driver = {
    name: real.name,
    open(file) {
      const database = real.open(file);
      if (file !== path) return database;
      seen.database = database;
      return {
        exec: (sql) => (before(sql), database.exec(sql)),
        prepare(sql) {
          const statement = database.prepare(sql);
          return {
            run: (...columns) => (before(sql, columns), statement.run(...columns)),
            get: (...columns) => statement.get(...columns),
            all: (...columns) => statement.all(...columns),
          };
        },
        close: () => database.close(),
      };
    },
  };
  const store = openStoreWith(driver, { path });
  onTestFinished(() => store.close());
  if (!seen.database) throw new Error("The store opened no database.");
  return Object.assign(opened, { store, database: seen.database });
}

let lastId = 0;

/** An actor that nothing knows yet. */
export function newActor(store: Store, key: string = `key-${++lastId}`): ActorStore {
  return store.actor({ id: `id-${++lastId}`, actor: "room", key });
}

/** The code of the error that a promise is rejected with; undefined when it is not. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );
}

/** mulberry32: numbers from 0 to 1 that a seed repeats. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
