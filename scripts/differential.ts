// Compares emitted converters with Zod on random schemas and values: --schemas 1000 --values 1000 --seed 1.
import { inspect, parseArgs } from "node:util";
import { difference } from "../test/differential/compare.js";
import { expectedKinds } from "../test/differential/coverage.js";
import { differential, differential3 } from "../test/differential/run.js";

const { values: options } = parseArgs({
  options: {
    schemas: { type: "string", default: "1000" },
    values: { type: "string", default: "1000" },
    seed: { type: "string" },
    zod3: { type: "boolean", default: false },
  },
});
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
const batch = 100;
const wanted = Number(options.schemas);
let compared = 0;
let refused = 0;
let failures = 0;
const kinds = new Map<string, number>();
const reasons = new Map<string, number>();
console.log(`seed ${seed}`);
for (let start = 0; start < wanted; start += batch) {
  const report = await (options.zod3 ? differential3 : differential)(
    Math.min(batch, wanted - start),
    Number(options.values),
    seed + start,
  );
  compared += report.values;
  for (const [reason, count] of report.refused) {
    refused += count;
    reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  for (const [kind, count] of report.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
  for (const { emitted, ...mismatch } of report.mismatches) {
    failures++;
    console.log(emitted);
    console.log(`MISMATCH ${mismatch.mode} of ${inspect(mismatch.value, { depth: 12 })}`);
    const [ours, zods] = difference(mismatch);
    console.log("ours", inspect(ours, { depth: 6, breakLength: 200 }));
    console.log("zod ", inspect(zods, { depth: 6, breakLength: 200 }));
  }
}
for (const [reason, count] of reasons) console.log(`${count} schemas refused by the reader: ${reason}`);
const missing = (options.zod3 ? [] : expectedKinds).filter((kind) => !kinds.has(kind));
for (const kind of missing) kinds.set(kind, 0);
const cells = [...kinds]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([kind, count]) => `${count}`.padStart(5) + ` ${kind}`.padEnd(27));
console.log("How many schemas hold each construct:");
for (let at = 0; at < cells.length; at += 4) console.log(cells.slice(at, at + 4).join(""));
if (missing.length > 0 && wanted >= 1000) console.log(`Never made: ${missing.join(", ")}`);
console.log(`${compared} values of ${wanted - refused} schemas compared, ${failures} schemas with a mismatch`);
process.exitCode = failures > 0 || (missing.length > 0 && wanted >= 1000) ? 1 : 0;
