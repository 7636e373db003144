// Group commit: one transaction per turn of the event loop, and what becomes of a group in which something fails.
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { StoreChange } from "../../src/store/index.js";
import { codeOf, newActor, openedStore } from "./temporary-store.js";

const put = (value: unknown): StoreChange[] => [{ put: "state", value }];

/** An error such as SQLite's drivers throw. */
const sqliteError = (rawCode: number): Error => Object.assign(new Error(`SQLite says ${rawCode}`), { rawCode });

describe("a group", () => {
  test("is all that was committed in one turn, by all actors", async () => {
    const { store, ran } = await openedStore();
    const actors = Array.from({ length: 20 }, () => newActor(store));
    ran.length = 0;
    await Promise.all(actors.flatMap((actor, index) => [actor.commit(put(index)), actor.commit(put(-index))]));
    expect(ran.filter((sql) => sql === "commit")).toHaveLength(1);
    expect(store.stats()).toMatchObject({ commits: 40, transactions: 1, failed: 0, queued: 0, bytes: 79 });
    expect(await actors[7]?.get("state")).toBe(-7);
  });

  test("is written at the end of the turn, and what comes later waits for the next", async () => {
    const { store } = await openedStore();
    const actor = newActor(store);
    const first = actor.commit(put(1));
    await Promise.resolve();
    const second = actor.commit(put(2));
    expect(store.stats()).toMatchObject({ transactions: 0, queued: 2 });
    await Promise.all([first, second]);
    await actor.commit(put(3));
    expect(store.stats()).toMatchObject({ commits: 3, transactions: 2 });
  });

  test("resolves nobody before its transaction is through", async () => {
    const opened = await openedStore();
    const actor = newActor(opened.store);
    const order: string[] = [];
    opened.fail = (sql) => void (sql === "commit" && order.push("written"));
    const commits = [actor.commit(put(1)), newActor(opened.store).commit(put(1))];
    await Promise.all(commits.map((commit) => commit.then(() => order.push("resolved"))));
    expect(order).toEqual(["written", "resolved", "resolved"]);
  });
});

describe("when a commit cannot be written", () => {
  test("it alone is refused, all others of its turn survive, and nothing of it is left", async () => {
    const { store, database } = await openedStore();
    const actors = Array.from({ length: 10 }, () => newActor(store));
    await Promise.all(actors.map((actor) => actor.commit(put(0))));
    const codes = await Promise.all(
      actors.map((actor, index) =>
        codeOf(actor.commit(index === 4 ? [...put(1), { patch: "nothing", patches: [] }] : put(1))),
      ),
    );
    expect(codes).toEqual(codes.map((_, index) => (index === 4 ? "store_invalid" : undefined)));
    const values = database.prepare("select value from items order by n").all();
    expect(values.map((row) => row["value"])).toEqual(codes.map((_, index) => (index === 4 ? "0" : "1")));
    expect(store.stats()).toMatchObject({ failed: 1 });
  });

  test("the actor's later commits are refused with it, until it is taken anew", async () => {
    const { store } = await openedStore();
    const address = { id: "a", actor: "room", key: "general" };
    const actor = store.actor(address);
    await actor.commit(put(1));
    const commits = [actor.commit(put(2)), actor.commit([{ patch: "nothing", patches: [] }]), actor.commit(put(3))];
    expect(await Promise.all(commits.map(codeOf))).toEqual([undefined, "store_invalid", "store_invalid"]);
    expect(await codeOf(actor.commit(put(4)))).toBe("store_invalid");
    expect(await codeOf(actor.get("state"))).toBe("store_invalid");
    const anew = store.actor(address);
    expect(await anew.get("state")).toBe(2);
    await anew.commit(put(5));
    expect(await anew.get("state")).toBe(5);
  });

  test("for want of room, small commits still go through, and so does everything once there is room", async () => {
    const { store, database } = await openedStore();
    const [small, large] = [newActor(store), newActor(store, "large")];
    await Promise.all([small.commit(put(0)), large.commit(put(0))]);
    const pages = Number(database.prepare("pragma page_count").get()?.["page_count"]);
    database.exec(`pragma max_page_count = ${pages + 5}`);
    const codes = await Promise.all([small.commit(put(1)), large.commit(put("x".repeat(1e6)))].map(codeOf));
    expect(codes).toEqual([undefined, "store_full"]);
    expect(await small.get("state")).toBe(1);
    database.exec("pragma max_page_count = 1000000");
    const id = store.find("room", "large") ?? "";
    const anew = store.actor({ id, actor: "room", key: "large" });
    expect(await anew.get("state")).toBe(0);
    await anew.commit(put("x".repeat(1e6)));
    expect(String(await anew.get("state"))).toHaveLength(1e6);
  });

  test("because the fsync fails, each is tried alone, and what fails again is refused", async () => {
    const opened = await openedStore();
    const { store } = opened;
    const actors = Array.from({ length: 4 }, () => newActor(store));
    await Promise.all(actors.map((actor) => actor.commit(put(0))));
    let syncs = 0;
    opened.fail = (sql) => {
      // The group's, and that of the third alone.
      if (sql === "commit" && [1, 4].includes(++syncs)) throw sqliteError(10);
    };
    const codes = await Promise.all(actors.map((actor) => codeOf(actor.commit(put(1)))));
    expect(codes).toEqual([undefined, undefined, "store_failed", undefined]);
    opened.fail = () => {};
    for (const index of [0, 1, 3]) expect(await actors[index]?.get("state")).toBe(1);
    expect(opened.database.prepare("select value from items order by n").all()).toMatchObject(
      ["1", "1", "0", "1"].map((value) => ({ value })),
    );
  });

  test("because no transaction can begin, all are refused at once", async () => {
    const opened = await openedStore();
    const actors = Array.from({ length: 4 }, () => newActor(opened.store));
    let begins = 0;
    opened.fail = (sql) => {
      if (sql === "begin immediate" && ++begins) throw sqliteError(5);
    };
    expect(await Promise.all(actors.map((actor) => codeOf(actor.commit(put(1)))))).toEqual(
      actors.map(() => "store_failed"),
    );
    expect(begins).toBe(1);
  });

  test("the end of an actor that failed did not happen", async () => {
    const opened = await openedStore();
    const actor = newActor(opened.store, "general");
    await actor.commit(put(1));
    opened.fail = (sql) => {
      if (sql === "commit") throw sqliteError(10);
    };
    expect(await codeOf(actor.destroy())).toBe("store_failed");
    opened.fail = () => {};
    const id = opened.store.find("room", "general") ?? "";
    expect(await opened.store.actor({ id, actor: "room", key: "general" }).get("state")).toBe(1);
  });
});

describe("close", () => {
  test("writes what waits, and refuses what comes after", async () => {
    const { store } = await openedStore();
    const actor = newActor(store);
    const committed = actor.commit(put(1));
    const closed = store.close();
    const late = codeOf(actor.commit(put(2)));
    await Promise.all([committed, closed, store.close()]);
    expect(await late).toBe("store_closed");
    expect(await codeOf(actor.get("state"))).toBe("store_closed");
    expect(() => store.find("room", "general")).toThrowError(/was closed/);
    await turn();
  });
});
