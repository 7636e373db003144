// Ownership of a store file: one process at a time, by a lock of the operating system that dies with its holder.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Driver } from "./driver.js";
import { sqlite, sqliteCode, StoreError, toStoreError } from "./errors.js";

// The lock is SQLite's own: an open write transaction on an empty database `<file>.lock` beside the store, in which nothing is ever
// written. After kill -9 the system releases it. `<file>.owner` only says who holds it, for the message of whoever is refused.

/** A store file that is owned. */
export interface Ownership {
  /** Who had it last and did not close it, as "process 123 on host"; undefined when it was closed, or is new. */
  readonly leftBy: string | undefined;
  release(): void;
}

// SQLite keeps two connections of one process apart, but two drivers in one process are two copies of SQLite.
const held = new Set<string>();

/**
 * Takes the store file at `path`, its one real path, in a folder that exists.
 * @throws StoreError `store_in_use`, which names the owner, or `store_failed`
 */
export function takeOwnership(driver: Driver, path: string): Ownership {
  const ownerFile = `${path}.owner`;
  if (held.has(path)) throw inUse(path, readOwner(ownerFile));
  const lock = openLock(driver, path);
  try {
    // Of several at once, exactly one gets it.
    lock.exec("pragma journal_mode = memory; begin immediate");
  } catch (error) {
    lock.close();
    throw sqliteCode(error) === sqlite.busy
      ? inUse(path, readOwner(ownerFile), error)
      : toStoreError(error, path, `lock ${path}.lock`);
  }
  held.add(path);
  const leftBy = readOwner(ownerFile);
  try {
    writeFileSync(ownerFile, `process ${process.pid} on ${hostname()}`);
  } catch {
    // Only the message of a refusal is poorer without it.
  }
  return {
    leftBy,
    release() {
      if (!held.delete(path)) return;
      rmSync(ownerFile, { force: true });
      lock.exec("rollback");
      lock.close();
    },
  };
}

function openLock(driver: Driver, path: string): ReturnType<Driver["open"]> {
  try {
    return driver.open(`${path}.lock`);
  } catch (error) {
    throw toStoreError(error, path, `open ${path}.lock`);
  }
}

function readOwner(file: string): string | undefined {
  try {
    // What stands there is shown to people; a page of it is too much.
    return readFileSync(file, "utf8").slice(0, 200) || undefined;
  } catch {
    return undefined;
  }
}

function inUse(path: string, owner = "another process", cause?: unknown): StoreError {
  const who = owner.startsWith(`process ${process.pid} on ${hostname()}`) ? "this process itself" : owner;
  return new StoreError(
    "store_in_use",
    `The store file ${path} is in use by ${who}. Two owners would lose writes: stop the other one, or give this one a path of its own.`,
    cause,
  );
}
