// What the durable storage writes of a turn of the event loop, and what is read again.
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DurableStorage } from "../../src/hosts/node/durable-storage.js";
import { Draft, storable } from "../../src/server/draft.js";
import type { StorageChange } from "../../src/server/host.js";
import { openStore } from "../../src/store/index.js";

const folder = mkdtempSync(join(tmpdir(), "actorgen-storage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface State {
  count: number;
  list: { n: number; at: Date }[];
  map: Map<string, bigint>;
  blob: string;
}

test("values of every kind, and states changed by patches, come back as they were", async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);
  const store = await openStore({ path: join(folder, "store.db") });
  const step = fc.record({
    kind: fc.constantFrom("push", "count", "map", "replace", "shrink"),
    n: fc.integer(),
    wait: fc.boolean(),
    large: fc.boolean(),
  });
  let actors = 0;
  const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
    const address = { id: `id-${++actors}`, actor: "a", key: `k${actors}` };
    const storage = new DurableStorage(store, address);
    let state: State = { count: 0, list: [], map: new Map(), blob: "" };
    const commits: Promise<void>[] = [];
    const commit = (changes: readonly StorageChange[]): void => void commits.push(storage.commit(changes));
    commit([
      { put: "actor", value: { version: 1 } },
      { put: "state", value: state },
    ]);
    for (const { kind, n, wait, large } of steps) {
      const draft = new Draft(state);
      const value = draft.value as State;
      if (kind === "push") value.list.push({ n, at: new Date(n) });
      if (kind === "count") value.count = n;
      if (kind === "map") value.map.set(`k${n % 3}`, BigInt(n));
      if (kind === "shrink") value.list.length = Math.floor(value.list.length / 2);
      if (kind === "replace") draft.value = { ...state, count: n, blob: large ? "x".repeat(3_000) : "" };
      const changed = draft.finish(state);
      if (!changed) continue;
      state = changed.value as State;
      commit([
        { put: "state", value: state, patches: storable(changed) },
        { put: `call/c/${n % 4}`, value: { id: n, text: "x" } },
        ...(large ? [{ deletePrefix: "call/" }, { put: "log/1", value: { seq: n } }] : []),
      ]);
      if (wait) await commits.at(-1);
    }
    await Promise.all(commits);
    const again = new DurableStorage(store, address);
    expect(await again.get("state")).toEqual(state);
  });
  await fc.assert(property, { numRuns: 60, seed });
  await store.close();
});

test("in one turn of the event loop, each value is written once", async () => {
  const store = await openStore({ path: join(folder, "once.db") });
  const storage = new DurableStorage(store, { id: "i", actor: "a", key: "k" });
  await storage.commit([{ put: "state", value: { n: 0, text: "x".repeat(5_000) } }]);
  const { bytes } = store.stats();
  const commits = Array.from({ length: 100 }, (_c, n) =>
    storage.commit([
      { put: "state", value: { n, text: "x".repeat(5_000) }, patches: [{ op: "replace", path: ["n"], value: n }] },
    ]),
  );
  expect(new Set(commits).size).toBe(1);
  await Promise.all(commits);
  // A hundred small patches, and not one state.
  expect(store.stats().bytes - bytes).toBeLessThan(10_000);
  expect(await storage.get("state")).toMatchObject({ n: 99 });
  await store.close();
});
