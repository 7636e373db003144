// Run where no code may be made from strings: a slice of the differential comparison, and the round trip of special values.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differential, differential3 } from "./run.js";
import { cross, kinds } from "./special-values.js";
import { emit, load } from "./subject.js";

const seed = Number(process.argv[2]);
const numRuns = Number(process.argv[3]);

for (const [run, from] of [
  [differential, seed],
  [differential3, 503],
] as const) {
  const { values, mismatches } = await run(30, 40, from);
  console.log(`${values} values compared, ${mismatches.length} schemas with a mismatch`);
}

const folder = mkdtempSync(join(tmpdir(), "actorgen-strict-"));
try {
  const subjects = Object.values(kinds).map(([schema]) => {
    const made = emit(schema, false);
    if ("refused" in made) throw new Error(made.refused);
    return made.files;
  });
  const { converters } = await load(folder, subjects);
  const arrived = Object.values(kinds).map(([, values, expected], index) => {
    const own = converters[index];
    return own ? cross(own.value, values, expected, { seed, numRuns }) : 0;
  });
  console.log(`${arrived.length} wire kinds crossed, at least ${Math.min(...arrived)} values of each arrived`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
