// The errors of the store: one class with a stable code, and what SQLite's own codes mean in it.

/** Every code of a `StoreError`, and what it means. */
export const storeErrorCodes = {
  store_in_use: "Another process, or this one, already owns the store file.",
  store_newer: "The store file was written by a newer version of actorgen; it was left as it is.",
  store_foreign: "The file is a SQLite database of something else; it was left as it is.",
  store_corrupt: "The file is not a SQLite database, or is malformed; it was left as it is.",
  store_driver_missing: "There is no SQLite driver in this process.",
  store_full: "The disk, or the store file, is full.",
  store_failed: "The file system or SQLite failed; the cause tells how.",
  store_closed: "The store was closed.",
  store_invalid: "A change cannot be stored: its value is not JSON, or it patches a key that has no snapshot.",
  store_key_taken: "Another actor was created at this key first.",
  store_actor_gone: "The actor was destroyed; its id is never used again.",
} as const;

/** One of the codes of `storeErrorCodes`. */
export type StoreErrorCode = keyof typeof storeErrorCodes;

/**
 * What the store refuses with. `code` is stable; `message` is one or two sentences for people, with the path in them; `cause` is
 * the error of SQLite or of the system, where there is one.
 */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** SQLite's result codes that mean something here (https://sqlite.org/rescode.html), without their extended part. */
export const sqlite = { busy: 5, corrupt: 11, full: 13, constraint: 19, notADatabase: 26 } as const;

/** SQLite's primary result code of a driver's error; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("rawCode" in error && typeof error.rawCode === "number") return error.rawCode & 0xff;
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode & 0xff;
  return undefined;
}

/** An error of the driver or the system as a `StoreError`; a `StoreError` stays what it is. `doing` completes "could not ...". */
export function toStoreError(error: unknown, path: string, doing: string): StoreError {
  if (error instanceof StoreError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  switch (sqliteCode(error)) {
    case sqlite.corrupt:
    case sqlite.notADatabase:
      return corrupt(path, reason, error);
    case sqlite.full:
      return new StoreError("store_full", `There is no room left for the store file ${path} (${reason}).`, error);
    default:
      return new StoreError("store_failed", `The store file ${path}: could not ${doing} (${reason}).`, error);
  }
}

/** The error for a file that is no database, or a broken one. */
export function corrupt(path: string, reason: string, cause?: unknown): StoreError {
  return new StoreError(
    "store_corrupt",
    `The store file ${path} is not a SQLite database or is malformed (${reason}). It was left as it is: ` +
      `restore it from a backup, or move it away to begin anew.`,
    cause,
  );
}
