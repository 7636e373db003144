// The lock of an output folder: one run writes at a time, and the lock of a run that died is taken over.
import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isRecord, parseJson } from "../parse-json.js";

/** Name of the lock file in the output folder. Files that start with it and a dot are lock files being taken over. */
export const lockName = ".actorgen-lock";

/** Another run held the lock for longer than this one would wait. */
export class LockError extends Error {
  override readonly name: string = "LockError";
}

/** A lock that is held. */
export interface Lock {
  /** Is the file still this lock? */
  readonly isHeld: () => boolean;
  readonly release: () => void;
}

// A lock this old is nobody's, whatever process has its number now. A run takes seconds.
const maxAge = 10 * 60_000;
// A lock file without content is being written, or its writer died between the two system calls.
const maxEmptyAge = 2_000;

/**
 * Takes the lock of `folder`, waiting for other runs.
 *
 * @param patience Milliseconds to wait. Default 60,000.
 * @throws LockError, and the system's error when the folder cannot be written.
 */
export async function takeLock(folder: string, patience = 60_000): Promise<Lock> {
  const path = join(folder, lockName);
  const content = JSON.stringify({ pid: process.pid, host: hostname(), nonce: randomUUID() });
  const deadline = Date.now() + patience;
  for (;;) {
    if (create(path, content)) break;
    const seen = read(path);
    if (seen !== undefined && isStale(path, seen)) takeOver(path, seen);
    else if (seen !== undefined && Date.now() > deadline)
      throw new LockError(`Another run${holderOf(seen)} has held the lock for ${Math.round(patience / 1000)} seconds.`);
    else await delay(20 + Math.random() * 30);
  }
  const isHeld = (): boolean => read(path) === content;
  return { isHeld, release: () => isHeld() && rmSync(path, { force: true }) };
}

function create(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isStale(path: string, content: string): boolean {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > maxAge) return true;
  let holder: unknown;
  try {
    holder = parseJson(content);
  } catch {
    return age > maxEmptyAge;
  }
  if (!isRecord(holder) || typeof holder["pid"] !== "number") return true;
  return holder["host"] === hostname() && !isAlive(holder["pid"]);
}

function holderOf(content: string): string {
  try {
    const holder = parseJson(content);
    return isRecord(holder) ? ` (process ${String(holder["pid"])} on ${String(holder["host"])})` : "";
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}

// By renaming, which only one of several runs can do. What was renamed must be the stale lock and not a new one.
function takeOver(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  const content = read(aside);
  if (content !== undefined && content !== stale) create(path, content);
  rmSync(aside, { force: true });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
