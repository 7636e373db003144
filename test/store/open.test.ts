// Opening a store file: its settings, what is refused and left as it is, and older layouts.
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { loadDriver } from "../../src/store/load-driver.js";
import { openStoreWith } from "../../src/store/open.js";
import { migrations } from "../../src/store/schema.js";
import { CallLog } from "../../src/server/call-log.js";
import { openStore, StoreError } from "../../src/store/index.js";
import { newActor, openedStore, temporaryFolder } from "./temporary-store.js";

const refusal = async (path: string): Promise<StoreError> => {
  const error = await openStore({ path }).then(
    (store) => store.close(),
    (reason: unknown) => reason,
  );
  if (error instanceof StoreError) return error;
  throw new Error("The store was opened.", { cause: error });
};

describe("an open store", () => {
  test("has a write-ahead log, and syncs it with every commit", async () => {
    const { database } = await openedStore();
    expect(database.prepare("pragma journal_mode").get()).toMatchObject({ journal_mode: "wal" });
    expect(database.prepare("pragma synchronous").get()).toMatchObject({ synchronous: 2 });
    expect(database.prepare("pragma foreign_keys").get()).toMatchObject({ foreign_keys: 1 });
  });

  test("is one file when it was closed", async () => {
    const { store, path } = await openedStore();
    await newActor(store, "general").commit([{ put: "state", value: 1 }]);
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    await store.close();
    expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
    expect(existsSync(`${path}.owner`)).toBe(false);
    const copy = join(temporaryFolder(), "copy.db");
    copyFileSync(path, copy);
    const { store: copied } = await openedStore(copy);
    expect(copied.find("room", "general")).toBeDefined();
  });
});

describe("a file is refused and left as it is", () => {
  test.each([
    ["text", "This is no database. ".repeat(1000)],
    ["a few bytes", "SQLi"],
    ["a header alone", `SQLite format 3\0${"\x7f".repeat(5000)}`],
  ])("that is not SQLite: %s", async (_name, text) => {
    const path = join(temporaryFolder(), "store.db");
    writeFileSync(path, text);
    const error = await refusal(path);
    expect(error).toMatchObject({ code: "store_corrupt", message: expect.stringContaining(path) });
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test.each([
    ["cut in the middle", (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 8192) * 4096)],
    [
      "with a page overwritten",
      (bytes: Buffer) => Buffer.from(bytes).fill(0xa5, bytes.length - 8192, bytes.length - 4096),
    ],
  ])("that is malformed: %s", async (_name, damage) => {
    const { store, path } = await openedStore();
    for (let n = 0; n < 50; n++) await newActor(store).commit([{ put: "state", value: "x".repeat(2000) }]);
    await store.close();
    const broken = join(temporaryFolder(), "store.db");
    writeFileSync(broken, damage(readFileSync(path)));
    const before = readFileSync(broken);
    expect(await refusal(broken)).toMatchObject({ code: "store_corrupt", message: expect.stringContaining(broken) });
    expect(readFileSync(broken).equals(before)).toBe(true);
  });

  test("that is the database of something else", async () => {
    const path = join(temporaryFolder(), "theirs.db");
    const theirs = (await loadDriver()).open(path);
    theirs.exec("create table users (name text); insert into users values ('kept')");
    theirs.close();
    const before = readFileSync(path);
    expect(await refusal(path)).toMatchObject({ code: "store_foreign", message: expect.stringContaining(path) });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("that a newer version wrote", async () => {
    const path = join(temporaryFolder(), "store.db");
    const driver = await loadDriver();
    await openStoreWith(driver, { path }, [...migrations, "create table news (text)"]).close();
    const before = readFileSync(path);
    const error = await refusal(path);
    expect(error).toMatchObject({ code: "store_newer", message: expect.stringContaining(path) });
    expect(error.message).toContain(`version ${migrations.length + 1}`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("that is a folder, or lies below a file", async () => {
    const folder = temporaryFolder();
    expect(await refusal(folder)).toMatchObject({ code: "store_failed", message: expect.stringContaining(folder) });
    writeFileSync(join(folder, "file"), "");
    expect(await refusal(join(folder, "file", "store.db"))).toMatchObject({ code: "store_failed" });
  });

  test("and can be replaced at once, since nothing holds it", async () => {
    const path = join(temporaryFolder(), "store.db");
    writeFileSync(path, "nonsense".repeat(1000));
    await refusal(path);
    writeFileSync(path, "");
    await openStore({ path }).then((store) => store.close());
  });
});

describe("an older layout", () => {
  const steps = [...migrations, "alter table actors add column added text default 'new'", "create table more (n)"];

  test("is brought forward, step by step, with all that it keeps", async () => {
    const { store, path } = await openedStore();
    await newActor(store, "general").commit([{ put: "state", value: "kept" }]);
    await store.close();
    const driver = await loadDriver();
    const later = openStoreWith(driver, { path }, steps);
    const id = later.find("room", "general") ?? "";
    expect(await later.actor({ id, actor: "room", key: "general" }).get("state")).toBe("kept");
    await later.close();
    const raw = driver.open(path);
    expect(raw.prepare("pragma user_version").get()).toMatchObject({ user_version: steps.length });
    expect(raw.prepare("select added from actors").get()).toMatchObject({ added: "new" });
    expect(raw.prepare("select count(*) as n from more").get()).toMatchObject({ n: 0 });
    raw.close();
  });

  test("of the first version keeps what came of calls", async () => {
    const path = join(temporaryFolder(), "store.db");
    const driver = await loadDriver();
    const older = openStoreWith(driver, { path }, migrations.slice(0, 1));
    const address = { id: "i", actor: "room", key: "general" };
    const other = { id: "o", actor: "room", key: "other" };
    await older.actor(address).commit([
      { put: "call/a-b_c/1", value: { id: 1025, text: '{"t":"result","id":1025}' } },
      { put: "call/d/2", value: { id: 2 } },
      { put: "conn/d", value: "kept" },
    ]);
    await older.actor(other).commit([{ put: "call/e/1", value: { id: 1, text: '"' } }]);
    await older.close();
    const store = await openStore({ path });
    const stored = await store.actor(address).list("call/");
    const groups = new CallLog({}).load(stored);
    expect([...stored.keys()]).toEqual(["call/1"]);
    expect(groups.get("a-b_c")).toMatchObject([{ id: 1025, outcome: { text: '{"t":"result","id":1025}' } }]);
    expect(groups.get("d")).toMatchObject([{ id: 2, outcome: undefined }]);
    expect(await store.actor(address).get("conn/d")).toBe("kept");
    expect(await store.actor(other).list("call/")).toEqual(new Map([["call/1", [["e", 0, 1, { text: '"' }]]]]));
    await store.close();
  });

  test("stays as it is when a step fails", async () => {
    const { store, path } = await openedStore();
    await newActor(store, "general").commit([{ put: "state", value: "kept" }]);
    await store.close();
    const before = readFileSync(path);
    const driver = await loadDriver();
    expect(() => openStoreWith(driver, { path }, [...steps, "create nonsense"])).toThrowError(
      expect.objectContaining({ code: "store_failed" }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    const again = await openStore({ path });
    expect(again.find("room", "general")).toBeDefined();
    await again.close();
    const raw = driver.open(path);
    expect(raw.prepare("select name from sqlite_schema where name = 'more'").all()).toEqual([]);
    expect(raw.prepare("select * from actors").get()).not.toHaveProperty("added");
    raw.close();
  });
});

describe("without a driver", () => {
  const sentence = /npm install libsql.*Node 22\.13.*store: "memory"/s;

  test("the error says what to install and how to do without, and no file is made", async () => {
    vi.resetModules();
    vi.doMock("libsql", () => {
      throw new Error("not installed");
    });
    onTestFinished(() => void vi.doUnmock("libsql"));
    const fresh = await import("../../src/store/load-driver.js");
    const only = process.getBuiltinModule("node:sqlite") ? "libsql" : undefined;
    const error = await fresh.loadDriver(only).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "store_driver_missing", message: expect.stringMatching(sentence) });
  });

  test("that was asked for, no other is taken", async () => {
    const path = join(temporaryFolder(), "store.db");
    if (process.getBuiltinModule("node:sqlite")) return;
    const error = await openStore({ path, driver: "node:sqlite" }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "store_driver_missing", message: expect.stringMatching(sentence) });
    expect(existsSync(path)).toBe(false);
  });
});
