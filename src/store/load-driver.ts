// Which SQLite driver this process has.
import { loadLibsql } from "./driver-libsql.js";
import { loadNodeSqlite } from "./driver-node-sqlite.js";
import type { Driver, DriverName } from "./driver.js";
import { StoreError } from "./errors.js";

/**
 * The driver of this process: `node:sqlite` where Node has it (22.13 and later; no install, and twice as fast), else `libsql`.
 * @param only Considers this one alone.
 * @throws StoreError `store_driver_missing`
 */
export async function loadDriver(only?: DriverName): Promise<Driver> {
  const driver =
    (only !== "libsql" ? loadNodeSqlite() : undefined) ?? (only !== "node:sqlite" ? await loadLibsql() : undefined);
  if (driver) return driver;
  throw new StoreError(
    "store_driver_missing",
    `The durable store needs ${only ?? "SQLite"}, which this process (Node ${process.versions.node}) does not have. ` +
      `Install it with "npm install libsql", or use Node 22.13 or later, which brings node:sqlite. ` +
      `To do without durability, say so: store: "memory".`,
  );
}
