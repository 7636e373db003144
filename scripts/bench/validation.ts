// Measures generated validators and their peers against JSON.parse of the same text; `--help` tells the options.
import { parseArgs } from "node:util";
import { contest, serve, type Job } from "./validation/contest.js";
import { contestants } from "./validation/contestants.js";
import { sizes } from "./validation/payloads.js";
import { table } from "./validation/table.js";

const names = contestants.map(({ name }) => name);
const help = `Measures validators against JSON.parse of the same text: CPU time, interleaved rounds, medians of ratios.

  --rounds 21               how many rounds count, after a warm-up
  --only small,medium       which payloads, each also with a key to strip: ${sizes.join(", ")}
  --contestants zod,ajv     who takes part: ${names.join(", ")}
  --good-only               prove in other processes, so that those that measure see no bad value
  --help                    this text`;

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "21" },
    only: { type: "string", default: sizes.join(",") },
    contestants: { type: "string", default: names.join(",") },
    "good-only": { type: "boolean", default: false },
    // Given to the processes of the contestants.
    serve: { type: "string" },
    unproven: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

// Those of `all` that are named, in their own order.
function chosen<Item>(text: string, all: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  const wanted = text.split(",");
  const stranger = wanted.find((name) => !all.some((item) => nameOf(item) === name));
  if (stranger !== undefined) fail(`There is no ${stranger}; there are ${all.map(nameOf).join(", ")}.`);
  return all.filter((item) => wanted.includes(nameOf(item)));
}

async function run(): Promise<void> {
  const rounds = Number(options.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) fail("--rounds is a positive whole number.");
  const jobs = chosen(options.only, sizes, (size) => size).flatMap((size): Job[] => [
    { size, kind: "good" },
    { size, kind: "extra" },
  ]);
  const taking = chosen(options.contestants, contestants, ({ name }) => name);
  const rows = await contest(taking, jobs, rounds, process.argv[1] ?? "", options["good-only"]);
  console.log(
    `CPU time as a part of JSON.parse of the same text: medians of ${rounds} rounds, Node ${process.version}\n`,
  );
  console.log(table(rows, jobs));
}

const served = contestants.find(({ name }) => name === options.serve);
if (options.help) console.log(help);
else if (served !== undefined) await serve(served, !options.unproven);
else await run();
