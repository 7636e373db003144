// The driver over the npm package libsql, an optional dependency with prebuilt binaries for Node 20 and later.
import type { Driver, Row } from "./driver.js";

/** The driver, or undefined where the package, or its binary for this platform, is not installed. */
export async function loadLibsql(): Promise<Driver | undefined> {
  const module = await import("libsql").catch(() => undefined);
  if (!module) return undefined;
  return {
    name: "libsql",
    open(path) {
      const database = new module.default(path);
      return {
        exec: (sql) => void database.exec(sql),
        prepare(sql) {
          const statement = database.prepare(sql);
          // One array: libsql takes a single null for an object of named parameters.
          return {
            run: (...columns) => void statement.run(columns),
            get(...columns) {
              const row = statement.get(columns);
              return isRow(row) ? row : undefined;
            },
            all: (...columns) => statement.all(columns).filter(isRow),
          };
        },
        close: () => void database.close(),
      };
    },
  };
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
