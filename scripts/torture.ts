// Breaks a server in every way and sees what is lost: --only a,b --scale 0.1 --seed 7 --peers --list.
import { parseArgs } from "node:util";
import { seededRandom } from "../test/faults/seeded.js";
import { within } from "../test/faults/waiting.js";
import { cleanUp } from "./torture/child-server.js";
import { fuzzing } from "./torture/fuzzing.js";
import { historyDurable, historyInMemory } from "./torture/histories.js";
import { killEvents, killWrites } from "./torture/kills.js";
import { peers } from "./torture/peers.js";
import { reconnects } from "./torture/reconnect.js";
import { soak } from "./torture/soak.js";
import { slowReader } from "./torture/starvation.js";
import { storm } from "./torture/storm.js";
import { syscalls } from "./torture/syscalls.js";
import { resultLine, showProgress, table, type Row } from "./torture/report.js";
import { Skipped, type Outcome, type TortureTest } from "./torture/torture-test.js";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    scale: { type: "string", default: "1" },
    seed: { type: "string" },
    peers: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});
// The model of a power cut is in test/store, as part of npm test: it needs no process.
const tests: readonly TortureTest[] = [
  ...reconnects,
  killEvents,
  killWrites,
  syscalls,
  fuzzing,
  storm,
  slowReader,
  soak,
  historyInMemory,
  historyDurable,
  ...peers,
];
const only = options.only.split(",").filter((name) => name !== "");
const unknown = only.filter((name) => !tests.some((test) => test.name === name));
const scale = Number(options.scale);
const seed = options.seed === undefined ? Date.now() % 2 ** 31 : Number(options.seed);

// Whatever ends this process, its children are killed: see child-server.ts.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));

async function run(test: TortureTest): Promise<Row> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const progress = (text: string): void => showProgress(`${test.name}: ${text}`);
  progress(test.title);
  try {
    const conditions = { scale, seed, random: seededRandom(seed), progress };
    const outcome: Outcome = await within(test.seconds * 1000, `the end of ${test.name}`, test.run(conditions));
    const idle = Object.entries(outcome.fired).filter(([, times]) => times === 0);
    const failures = [...outcome.failures, ...idle.map(([what]) => `"${what}" never happened: nothing was tested`)];
    const state = failures.length === 0 ? "pass" : test.peer ? "peer" : "FAIL";
    return { test, state, failures, fired: outcome.fired, found: outcome.found, seconds: seconds() };
  } catch (error) {
    const skipped = error instanceof Skipped;
    const message = error instanceof Error ? (skipped ? error.message : (error.stack ?? error.message)) : String(error);
    const state = skipped ? "skipped" : "FAIL";
    const found = skipped ? `skipped: ${message}` : "";
    return { test, state, failures: skipped ? [] : [message], fired: {}, found, seconds: seconds() };
  } finally {
    cleanUp();
  }
}

if (unknown.length > 0 || !(scale > 0) || !Number.isFinite(seed)) {
  console.error(unknown.length > 0 ? `There is no test ${unknown.join(", ")}: see --list.` : "Not a number.");
  process.exitCode = 2;
} else if (options.list) {
  for (const test of tests) console.log(`${test.name.padEnd(26)}${test.title}\n${"".padEnd(26)}${test.pass}`);
} else {
  console.log(`seed ${seed}, scale ${scale}`);
  const wanted = tests.filter(({ name, peer = false }) =>
    only.length > 0 ? only.includes(name) : !peer || options.peers,
  );
  const rows: Row[] = [];
  for (const test of wanted) {
    const row = await run(test);
    rows.push(row);
    console.log(resultLine(row));
    for (const failure of row.failures.slice(0, 5)) console.log(`    ${failure}`);
    if (row.failures.length > 5) console.log(`    and ${row.failures.length - 5} more`);
  }
  console.log(`\n${table(rows)}\nseed ${seed}`);
  // A test that was skipped has proven nothing.
  process.exitCode = rows.every(({ state }) => state === "pass" || state === "peer") ? 0 : 1;
}
// A test that was given up may hold the process.
process.exit();
