// Compares emitted converters with Zod on random schemas and values: --schemas 1000 --values 1000 --seed 1.
import { inspect, parseArgs } from "node:util";
import { difference } from "../test/differential/compare.js";
import { differential } from "../test/differential/run.js";

const { values: options } = parseArgs({
  options: {
    schemas: { type: "string", default: "1000" },
    values: { type: "string", default: "1000" },
    seed: { type: "string" },
  },
});
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
const batch = 100;
const wanted = Number(options.schemas);
let compared = 0;
let refused = 0;
let failures = 0;
const reasons = new Map<string, number>();
console.log(`seed ${seed}`);
for (let start = 0; start < wanted; start += batch) {
  const report = await differential(Math.min(batch, wanted - start), Number(options.values), seed + start);
  compared += report.values;
  for (const [reason, count] of report.refused) {
    refused += count;
    reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
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
console.log(`${compared} values of ${wanted - refused} schemas compared, ${failures} schemas with a mismatch`);
process.exitCode = failures > 0 ? 1 : 0;
