// Every statement of the store, prepared once.
import type { Database, Statement } from "./driver.js";

const sql = {
  findActor: "select id from actors where actor = ? and key = ?",
  findId: "select n, actor, key from actors where id = ?",
  alarms: "select id, actor, key, alarm from actors where alarm is not null order by alarm",
  lastActor: "select coalesce(max(n), 0) as n from actors",
  isDestroyed: "select 1 as one from destroyed where id = ?",
  create: "insert into actors (n, id, actor, key) values (?, ?, ?, ?)",
  setAlarm: "update actors set alarm = ? where n = ?",
  forget: "delete from actors where n = ?",
  bury: "insert into destroyed (id) values (?) on conflict do nothing",
  get: "select value from items where actor = ? and key = ?",
  list: "select key, value from items where actor = ? and key >= ? order by key",
  listRange: "select key, value from items where actor = ? and key >= ? and key < ? order by key",
  put: "insert into items (actor, key, value) values (?, ?, ?) on conflict (actor, key) do update set value = excluded.value",
  delete: "delete from items where actor = ? and key = ?",
  deleteFrom: "delete from items where actor = ? and key >= ?",
  deleteRange: "delete from items where actor = ? and key >= ? and key < ?",
  patches: "select patches from patches where actor = ? and key = ? order by n",
  addPatches: "insert into patches (actor, key, patches) values (?, ?, ?)",
  dropPatches: "delete from patches where actor = ? and key = ?",
  snapshotSize: "select octet_length(value) as bytes from items where actor = ? and key = ?",
  patched: "select key, sum(octet_length(patches)) as bytes from patches where actor = ? group by key",
} as const;

/** The prepared statements, by name. */
export type Statements = Readonly<Record<keyof typeof sql, Statement>>;

/** Prepares all statements against a database of the newest layout. */
export function prepareStatements(database: Database): Statements {
  const prepare = (name: keyof typeof sql): Statement => database.prepare(sql[name]);
  return {
    findActor: prepare("findActor"),
    findId: prepare("findId"),
    alarms: prepare("alarms"),
    lastActor: prepare("lastActor"),
    isDestroyed: prepare("isDestroyed"),
    create: prepare("create"),
    setAlarm: prepare("setAlarm"),
    forget: prepare("forget"),
    bury: prepare("bury"),
    get: prepare("get"),
    list: prepare("list"),
    listRange: prepare("listRange"),
    put: prepare("put"),
    delete: prepare("delete"),
    deleteFrom: prepare("deleteFrom"),
    deleteRange: prepare("deleteRange"),
    patches: prepare("patches"),
    addPatches: prepare("addPatches"),
    dropPatches: prepare("dropPatches"),
    snapshotSize: prepare("snapshotSize"),
    patched: prepare("patched"),
  };
}
