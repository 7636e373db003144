// Generates from random schema sets with hostile names and docs, and checks what comes of each: --count 2000 --seed 1.
import { parseArgs } from "node:util";
import { checkBatch } from "../test/fuzz/check-batch.js";

const { values: options } = parseArgs({
  options: {
    count: { type: "string", default: "2000" },
    seed: { type: "string" },
    batch: { type: "string", default: "100" },
    /** Keeps what was made, for a look. */
    keep: { type: "boolean", default: false },
  },
});
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);
const wanted = Number(options.count);
const batch = Number(options.batch);

console.log(`seed ${seed}`);
let emitted = 0;
let values = 0;
const refused = new Map<string, number>();
const faults: string[] = [];
for (let start = 0; start < wanted; start += batch) {
  const report = await checkBatch(Math.min(batch, wanted - start), seed + start, options.keep);
  emitted += report.emitted;
  values += report.values;
  for (const [code, count] of report.refused) refused.set(code, (refused.get(code) ?? 0) + count);
  for (const fault of report.faults) console.log(fault);
  faults.push(...report.faults);
}
for (const [code, count] of [...refused].sort()) console.log(`${code} refused ${count} sets, each time with its line`);
console.log(`${wanted} sets: ${emitted} emitted and compiled, ${values} values sent, ${faults.length} faults`);
process.exitCode = faults.length > 0 || emitted < wanted / 2 ? 1 : 0;
