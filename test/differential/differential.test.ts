// A slice of `npm run test:differential`: emitted converters against Zod 4 and Zod 3 on random schemas and values.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { difference } from "./compare.js";
import { differential, differential3 } from "./run.js";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

test.each([
  ["Zod 4", 80, 60, differential, seed],
  ["Zod 3", 40, 60, differential3, seed],
] as const)(
  "%s: %i random schemas x %i values give the same verdicts, data and issues",
  { timeout: 120_000 },
  async (_version, schemas, size, run, from) => {
    console.log(`seed ${from}`);
    const { values, mismatches } = await run(schemas, size, from);
    expect(values).toBeGreaterThan(1_000);
    const found = mismatches.map((one) => {
      const [ours, zods] = difference(one);
      return inspect(
        { mode: one.mode, value: one.value, ours, zods, emitted: one.emitted },
        { depth: 8, maxStringLength: 20_000 },
      );
    });
    expect(found).toEqual([]);
  },
);

const strict = "--disallow-code-generation-from-strings";

test("the same where code may not be made from strings", { timeout: 120_000 }, async () => {
  const outfile = resolve("node_modules/.cache/actorgen/strict-child.mjs");
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: ["test/differential/strict-child.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  const output = execFileSync(process.execPath, [strict, outfile, String(seed), "2000"], { encoding: "utf8" });
  expect(output.match(/values compared, 0 schemas with a mismatch/g)).toHaveLength(2);
  expect(output).toMatch(/\n10 wire kinds crossed, at least [1-9]\d+ values of each arrived\n$/);
  // The flag is worth something: what it forbids fails.
  expect(() => execFileSync(process.execPath, [strict, "-e", "new Function('')"], { stdio: "pipe" })).toThrow();
});
