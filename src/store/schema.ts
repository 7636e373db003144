// The layout of a store file: its versions, how an older one is brought forward, and what is refused.
import type { Database } from "./driver.js";
import { corrupt, StoreError, toStoreError } from "./errors.js";
import { transaction } from "./transaction.js";

/** Marks the file as a store of actorgen (SQLite's `application_id`): "actg". */
export const applicationId = 0x61637467;

/** The steps that led to today's layout. Step N brings a file from version N to N + 1; a step that was released never changes. */
export const migrations: readonly string[] = [
  `
  -- A row per actor that was ever committed and not destroyed. n is what the other tables call it by.
  create table actors (
    n integer primary key,
    id text not null unique,
    actor text not null,
    key text not null,
    alarm integer,
    unique (actor, key)
  ) strict;
  create index actors_by_alarm on actors (alarm) where alarm is not null;

  -- What actors keep. Keys are escaped (key-text.ts), values are JSON. Not "without rowid": SQLite would read a large value
  -- through whenever it looks for a key near it.
  create table items (
    n integer primary key,
    actor integer not null references actors (n) on delete cascade,
    key text not null,
    value text not null,
    unique (actor, key)
  ) strict;

  -- Changes against a value of items, which is then called a snapshot, in order of n.
  create table patches (
    n integer primary key,
    actor integer not null,
    key text not null,
    patches text not null,
    foreign key (actor, key) references items (actor, key) on delete cascade
  ) strict;
  create index patches_by_key on patches (actor, key);

  -- Ids that were used and never come back.
  create table destroyed (id text primary key) strict, without rowid;
  `,
  `
  -- What came of calls stood under a key for each, call/<connection>/<slot>; now many stand in one value (call-log.ts).
  insert into items (actor, key, value)
    select actor, 'call/1', json_group_array(json_array(
      substr(key, 6, instr(substr(key, 6), '/') - 1),
      0,
      json_extract(value, '$.id'),
      json(case when json_extract(value, '$.text') is null then 'null'
        else json_object('text', json_extract(value, '$.text')) end)
    ))
    from items where key glob 'call/*/*' group by actor;
  delete from items where key glob 'call/*/*';
  `,
];

// A file up to this size is read through when it is opened, at some 2 GB/s once cached. In a larger one, damage shows when it is read.
const checkedBytes = 2 ** 30;

/**
 * Refuses what is not a store of this version or an older one. Writes nothing.
 * @returns the file's version; 0 for a new file
 * @throws StoreError `store_corrupt`, `store_foreign` or `store_newer`
 */
export function checkFile(database: Database, path: string, newest: number): number {
  const version = pragma(database, "user_version");
  const id = pragma(database, "application_id");
  const isEmpty = database.prepare("select 1 as one from sqlite_schema").get() === undefined;
  if (id !== applicationId && !(id === 0 && isEmpty)) {
    throw new StoreError(
      "store_foreign",
      `${path} is a SQLite database, but no store of actorgen. It was left as it is.`,
    );
  }
  if (version > newest) {
    throw new StoreError(
      "store_newer",
      `The store file ${path} has layout version ${version}, and this version of actorgen knows ${newest} at most. ` +
        `It was left as it is: run the version of actorgen that wrote it, or a later one.`,
    );
  }
  if (pragma(database, "page_count") * pragma(database, "page_size") <= checkedBytes) {
    const finding = database.prepare("pragma quick_check(1)").get()?.["quick_check"];
    if (finding !== "ok") throw corrupt(path, String(finding));
  }
  return version;
}

/** Brings a checked file to the newest layout: all steps or none. */
export function migrate(database: Database, path: string, version: number, steps: readonly string[]): void {
  if (version === steps.length) return;
  try {
    transaction(database, () => {
      for (const step of steps.slice(version)) database.exec(step);
      database.exec(`pragma application_id = ${applicationId}; pragma user_version = ${steps.length}`);
    });
  } catch (error) {
    throw toStoreError(error, path, `bring it from layout version ${version} to ${steps.length}`);
  }
}

/** The number that a pragma without argument gives. */
export function pragma(database: Database, name: string): number {
  return Number(database.prepare(`pragma ${name}`).get()?.[name]);
}
