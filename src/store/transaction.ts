// One SQLite transaction around a function.
import type { Database } from "./driver.js";

/** The transaction could not even begin, so nothing that was to run in it is to blame. */
export class BeginError extends Error {
  override readonly name: string = "BeginError";
}

/**
 * Runs `run` in a transaction, which is durable when this returns. When anything throws, nothing of it is kept.
 * @throws BeginError, what `run` throws, or the driver's error
 */
export function transaction(database: Database, run: () => void): void {
  try {
    database.exec("begin immediate");
  } catch (cause) {
    throw new BeginError("The transaction could not begin.", { cause });
  }
  try {
    run();
    database.exec("commit");
  } catch (error) {
    try {
      database.exec("rollback");
    } catch {
      // On a full disk or an I/O error SQLite has rolled back by itself.
    }
    throw error;
  }
}
