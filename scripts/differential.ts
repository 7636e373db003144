// Compares emitted converters with Zod 4 and Zod 3 on random schemas and values: --schemas 1000 --values 1000 --seed 1 [--zod 4].
import { inspect, parseArgs } from "node:util";
import { difference } from "../test/differential/compare.js";
import { expectedKinds } from "../test/differential/coverage.js";
import { differential, differential3 } from "../test/differential/run.js";

const { values: options } = parseArgs({
  options: {
    schemas: { type: "string", default: "1000" },
    values: { type: "string", default: "1000" },
    seed: { type: "string" },
    zod: { type: "string", multiple: true, default: ["4", "3"] },
  },
});
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
const batch = 100;
const wanted = Number(options.schemas);

console.log(`seed ${seed}`);
const failures: number[] = [];
if (options.zod.includes("4")) failures.push(await compareAll("Zod 4", differential, expectedKinds));
if (options.zod.includes("3")) failures.push(await compareAll("Zod 3", differential3, []));
process.exitCode = failures.length > 0 && failures.every((count) => count === 0) ? 0 : 1;

/** Runs all schemas of one version in batches; gives how many schemas differed, or constructs were forgotten. */
async function compareAll(version: string, run: typeof differential, expected: readonly string[]): Promise<number> {
  let compared = 0;
  let refused = 0;
  let wrong = 0;
  const kinds = new Map<string, number>();
  const reasons = new Map<string, number>();
  for (let start = 0; start < wanted; start += batch) {
    const report = await run(Math.min(batch, wanted - start), Number(options.values), seed + start);
    compared += report.values;
    for (const [reason, count] of report.refused) {
      refused += count;
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
    }
    for (const [kind, count] of report.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    for (const { emitted, ...mismatch } of report.mismatches) {
      wrong++;
      console.log(emitted);
      console.log(`MISMATCH ${mismatch.mode} of ${inspect(mismatch.value, { depth: 12 })}`);
      const [ours, zods] = difference(mismatch);
      console.log("ours", inspect(ours, { depth: 6, breakLength: 200 }));
      console.log("zod ", inspect(zods, { depth: 6, breakLength: 200 }));
    }
  }
  for (const [reason, count] of reasons) console.log(`${count} schemas refused by the reader: ${reason}`);
  const missing = expected.filter((kind) => !kinds.has(kind));
  for (const kind of missing) kinds.set(kind, 0);
  const cells = [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${count}`.padStart(5) + ` ${kind}`.padEnd(27));
  console.log(`How many schemas of ${version} hold each construct:`);
  for (let at = 0; at < cells.length; at += 4) console.log(cells.slice(at, at + 4).join(""));
  const forgotten = wanted >= 1000 ? missing : [];
  if (forgotten.length > 0) console.log(`Never made: ${forgotten.join(", ")}`);
  console.log(
    `${version}: ${compared} values of ${wanted - refused} schemas compared, ${wrong} schemas with a mismatch`,
  );
  return wrong + forgotten.length;
}
