// The seam to SQLite: what the store needs of a driver.

/** What is bound to a `?` of a statement. */
export type Column = string | number | null;

/** A row, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** A prepared statement. Everything is synchronous. */
export interface Statement {
  run(...columns: Column[]): void;
  get(...columns: Column[]): Row | undefined;
  all(...columns: Column[]): Row[];
}

/** An open database file. */
export interface Database {
  /** Runs one or more statements without results. */
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** With libsql, statements that were prepared keep the file open until they are collected; locks of a transaction end at once. */
  close(): void;
}

/** A way to open SQLite files. */
export interface Driver {
  readonly name: DriverName;
  open(path: string): Database;
}

/** The drivers there are. */
export type DriverName = "node:sqlite" | "libsql";
