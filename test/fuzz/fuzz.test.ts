// A slice of `npm run fuzz:generate`: random schema sets with hostile names and docs, through the whole generator.
import { expect, test } from "vitest";
import { checkBatch } from "./check-batch.js";
import { sentinel } from "./names.js";
import { look } from "./syntax.js";

const seed = Number(process.env["SEED"] ?? 1);

test(`what is emitted parses, compiles, keeps every name and runs no doc: seed ${seed}`, async () => {
  const { emitted, values, faults } = await checkBatch(40, seed);
  expect(faults).toEqual([]);
  expect(emitted).toBeGreaterThan(20);
  expect(values).toBeGreaterThan(100);
}, 120_000);

test.each([
  [`/** */ ${sentinel}; /* */ export const a = 1;`, 1],
  [`export const a = \`\${${sentinel}}\`;`, 1],
  [`export interface A { "${sentinel}": string }`, 0],
  [`/** ${sentinel} */ export const a = "${sentinel}";`, 0],
  [`export const checkSENTINELArgs = (value: unknown) => value; checkSENTINELArgs(1);`, 0],
])("the scan tells code from text: %s", (text, count) => {
  expect(look("a.ts", text).executable).toHaveLength(count);
});
