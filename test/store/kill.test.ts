// SIGKILL at any moment: every commit that was acknowledged is there, and each is whole.
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../src/store/index.js";
import { bundleChild, startChild } from "./child-process.js";
import { randomNumbers, temporaryFolder } from "./temporary-store.js";

const bundle = await bundleChild();
const kills = 20;

test(
  `${kills} kills of a process that commits: nothing acknowledged is lost, nothing is half there`,
  { timeout: 60_000 },
  async () => {
    const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
    const random = randomNumbers(seed);
    const path = join(temporaryFolder(), "store.db");
    let acknowledged = [0, 0, 0, 0];
    let inDoubt = 0;
    for (let round = 0; round < kills; round++) {
      const child = startChild(bundle, ["count", path]);
      // Not before it has committed something, and then within a few milliseconds of some line.
      const goal = (acknowledged[0] ?? 0) + 1 + Math.floor(random() * 60);
      await child.said(new RegExp(`^0 ${goal}$`));
      await child.kill();
      for (const line of child.lines.slice(1)) {
        const [index = NaN, n = NaN] = line.split(" ").map(Number);
        acknowledged[index] = n;
      }
      const found = await read(path);
      for (const [index, n] of found.entries()) {
        expect(n, `seed ${seed}, round ${round}`).toBeGreaterThanOrEqual(acknowledged[index] ?? NaN);
        inDoubt += n - (acknowledged[index] ?? NaN);
      }
      acknowledged = found;
    }
    console.log(
      `seed ${seed}: ${acknowledged.join(", ")} commits survived ${kills} kills; ${inDoubt} more than were acknowledged`,
    );
    expect(Math.min(...acknowledged)).toBeGreaterThan(kills / 2);
  },
);

/** The number that each counter has reached; all its traces must agree. */
async function read(path: string): Promise<number[]> {
  const store = await openStore({ path });
  const numbers: number[] = [];
  for (let index = 0; index < 4; index++) {
    const counter = store.actor({ id: `id-${index}`, actor: "counter", key: `${index}` });
    const n = Number((await counter.get("first")) ?? 0);
    expect(await counter.get("second")).toBe(n === 0 ? undefined : n);
    const start = n - ((n - 1) % 10);
    const log = Array.from({ length: n - start + 1 }, (_, at) => start + at);
    const expected = n === 0 ? undefined : { snapshot: [start], patches: log.slice(1) };
    expect(await counter.readPatched("log")).toEqual(expected);
    numbers.push(n);
  }
  await store.close();
  return numbers;
}
