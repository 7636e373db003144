// The driver over node:sqlite, which Node has from 22.13 on.
import type { Column, Driver, Row } from "./driver.js";

// The part of node:sqlite that is used. Node 20's types do not know the module.
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => {
    exec(sql: string): void;
    prepare(sql: string): {
      run(...columns: Column[]): unknown;
      get(...columns: Column[]): Row | undefined;
      all(...columns: Column[]): Row[];
    };
    close(): void;
  };
}

/** The driver, or undefined where this Node has no node:sqlite. */
export function loadNodeSqlite(): Driver | undefined {
  const module = process.getBuiltinModule("node:sqlite");
  if (!isNodeSqlite(module)) return undefined;
  return { name: "node:sqlite", open: (path) => new module.DatabaseSync(path) };
}

function isNodeSqlite(module: object | undefined): module is NodeSqlite {
  return module !== undefined && "DatabaseSync" in module && typeof module.DatabaseSync === "function";
}
