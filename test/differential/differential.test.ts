// A slice of `npm run test:differential`: emitted converters against Zod on random schemas and values.
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { differential } from "./run.js";

test("80 random schemas x 60 values: the same verdicts, data and issues as Zod's", async () => {
  // One seed, so that a change is judged by what it changes; the long run takes a new one each time.
  const seed = Number(process.env["SEED"] ?? 175_456_172);
  console.log(`seed ${seed}`);
  const { values, mismatches } = await differential(80, 60, seed);
  expect(values).toBeGreaterThan(1_000);
  expect(mismatches.map((mismatch) => inspect(mismatch, { depth: 6 }))).toEqual([]);
}, 120_000);
