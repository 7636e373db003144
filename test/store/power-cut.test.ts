// A model of a power cut: the write-ahead log of a run, cut at every frame and at random bytes, or ending in garbage.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/index.js";
import { openedStore, randomNumbers, temporaryFolder } from "./temporary-store.js";

// Of SQLite's write-ahead log: bytes of its header, and of a frame, which is a header and a page.
const headerBytes = 32;
const frameBytes = 24 + 4096;
const commits = 16;

test(
  "whatever is left of the log, the store opens with a prefix of the commits, each of them whole",
  { timeout: 60_000 },
  async () => {
    const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
    const random = randomNumbers(seed);
    const { store, path } = await openedStore();
    const actors = ["a", "b"].map((key) => store.actor({ id: key, actor: "room", key }));
    for (let n = 1; n <= commits; n++) {
      const filler = "x".repeat(Math.floor(random() ** 4 * 15_000));
      // Both actors in one transaction.
      await Promise.all(
        actors.map((actor) =>
          actor.commit([
            { put: "first", value: n },
            n % 5 === 1 ? { put: "log", value: [n] } : { patch: "log", patches: n },
            { put: `filler:${n % 5}`, value: filler },
            { put: "second", value: n },
          ]),
        ),
      );
    }
    const folder = temporaryFolder();
    const saved = join(folder, "saved.db");
    copyFileSync(path, saved);
    const log = readFileSync(`${path}-wal`);
    const frames = (log.length - headerBytes) / frameBytes;
    expect(Number.isInteger(frames)).toBe(true);

    const cuts = [
      0,
      ...Array.from({ length: frames + 1 }, (_, frame) => headerBytes + frame * frameBytes),
      ...Array.from({ length: 30 }, () => Math.floor(random() * log.length)),
    ].sort((a, b) => a - b);
    const seen = new Set<number>();
    let last = 0;
    for (const cut of cuts) {
      const survived = await openWith(folder, saved, log.subarray(0, cut));
      expect(survived, `seed ${seed}, cut at ${cut} of ${log.length}`).toBeGreaterThanOrEqual(last);
      last = survived;
      seen.add(survived);
    }
    expect([...seen]).toEqual(Array.from({ length: commits + 1 }, (_, n) => n));

    for (let round = 0; round < 10; round++) {
      const cut = headerBytes + Math.floor(random() * (log.length - headerBytes));
      const torn = Buffer.from(log);
      for (let at = cut; at < Math.min(cut + 5000, torn.length); at++) torn[at] = Math.floor(random() * 256);
      const survived = await openWith(folder, saved, torn);
      expect(survived, `seed ${seed}, garbage from ${cut}`).toBe(await openWith(folder, saved, log.subarray(0, cut)));
    }
    console.log(`seed ${seed}: ${cuts.length} cuts of a log of ${frames} frames, 10 with garbage`);
  },
);

/** Opens the saved file with a log, and gives the number of the last commit, of which all traces must agree. */
async function openWith(folder: string, saved: string, log: Buffer): Promise<number> {
  const cutFolder = join(folder, "cut");
  mkdirSync(cutFolder);
  const path = join(cutFolder, "store.db");
  copyFileSync(saved, path);
  writeFileSync(`${path}-wal`, log);
  const store = await openStore({ path });
  const numbers: number[] = [];
  for (const key of ["a", "b"]) {
    expect(store.find("room", key) === key).toBe(store.findById(key) !== undefined);
    const actor = store.actor({ id: key, actor: "room", key });
    const n = Number((await actor.get("first")) ?? 0);
    expect(Number((await actor.get("second")) ?? 0)).toBe(n);
    const start = n - ((n - 1) % 5);
    const patches = Array.from({ length: Math.max(0, n - start) }, (_, at) => start + 1 + at);
    expect(await actor.readPatched("log")).toEqual(n === 0 ? undefined : { snapshot: [start], patches });
    numbers.push(n);
  }
  await store.close();
  rmSync(cutFolder, { recursive: true });
  expect(new Set(numbers).size).toBe(1);
  return numbers[0] ?? NaN;
}
