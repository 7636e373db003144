// Opening a store file: driver, folder, ownership, checks, layout, and SQLite's settings.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Database, Driver, DriverName } from "./driver.js";
import { StoreError, toStoreError } from "./errors.js";
import { loadDriver } from "./load-driver.js";
import { takeOwnership, type Ownership } from "./ownership.js";
import { checkFile, migrate, migrations, pragma } from "./schema.js";
import { SqliteStore } from "./sqlite-store.js";
import type { Store, StoreLog } from "./types.js";

/** How to open a store. */
export interface StoreOptions {
  /**
   * The file; its folder is made. While it is open, SQLite's `-wal` and `-shm` stand beside it, a `.lock`, and an `.owner` that
   * says whose it is. What stays of them after `close` is empty or not needed: the one file holds everything.
   */
  readonly path: string;
  /** Default: nothing is logged. */
  readonly log?: StoreLog;
  /** Default: `node:sqlite` where this Node has it, else `libsql`. Both read each other's files. */
  readonly driver?: DriverName;
}

/**
 * Opens the store file, or says why it cannot. The file is owned until `close`, or until the process ends in whatever way.
 *
 * @throws StoreError (as a rejection) `store_driver_missing`, `store_in_use`, `store_newer`, `store_foreign`, `store_corrupt` or
 * `store_failed`
 * @example
 * const store = await openStore({ path: ".actorgen/store.db" });
 * const room = store.actor({ id, actor: "chatRoom", key: "general" });
 * await room.commit([{ put: "state", value: { messages: [] } }]);
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return openStoreWith(await loadDriver(options.driver), options);
}

/** `openStore` with a given driver and given layout steps. */
export function openStoreWith(driver: Driver, options: StoreOptions, steps: readonly string[] = migrations): Store {
  const path = realPath(resolve(options.path));
  const ownership = takeOwnership(driver, path);
  let database: Database | undefined;
  try {
    database = driver.open(path);
    migrate(database, path, checkFile(database, path, steps.length), steps);
    configure(database, path);
    if (ownership.leftBy)
      options.log?.info({ path, leftBy: ownership.leftBy }, "took over a store that was not closed");
    return new SqliteStore({ database, path, log: options.log, driver: driver.name, ownership });
  } catch (error) {
    letGo(database, ownership);
    throw toStoreError(error, path, "open it");
  }
}

// One name for one file: its lock stands beside it.
function realPath(path: string): string {
  makeFolder(dirname(path), path);
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

function configure(database: Database, path: string): void {
  // Every commit waits for an fsync; on macOS, for one that reaches the disk. A tool that looks into the file may hold it for
  // a moment. After a burst, the log is cut to 64 MB.
  database.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma fullfsync = on;
    pragma checkpoint_fullfsync = on;
    pragma foreign_keys = on;
    pragma busy_timeout = 500;
    pragma journal_size_limit = 67108864;
  `);
  const mode = database.prepare("pragma journal_mode").get()?.["journal_mode"];
  if (mode !== "wal" || pragma(database, "synchronous") !== 2 || pragma(database, "foreign_keys") !== 1) {
    throw new StoreError(
      "store_failed",
      `The store file ${path} cannot be made durable here: its journal mode is ${String(mode)}.`,
    );
  }
}

// A folder that was just made is lost in a power cut, with the file in it, unless the folders above it are synced.
function makeFolder(folder: string, path: string): void {
  try {
    const first = mkdirSync(folder, { recursive: true });
    if (first === undefined || process.platform === "win32") return;
    for (let above = dirname(folder); above.length >= dirname(first).length; above = dirname(above)) {
      const handle = openSync(above, "r");
      fsyncSync(handle);
      closeSync(handle);
      if (above === dirname(above)) return;
    }
  } catch (error) {
    throw toStoreError(error, path, "make its folder");
  }
}

function letGo(database: Database | undefined, ownership: Ownership): void {
  try {
    database?.close();
  } finally {
    ownership.release();
  }
}
