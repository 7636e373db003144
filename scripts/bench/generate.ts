// Bench of the generator: CPU of the whole process, ours and other generators beside it on an equal document.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { contenders, install, saidBy } from "./generate/contenders.js";
import { cpuOf } from "./generate/cpu.js";
import { makeProject, openApi, touch } from "./generate/project.js";
import { warmRuns } from "./generate/warm.js";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "10,100" },
    growth: { type: "string", default: "10,100,1000" },
    contenders: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(`Options:
  --rounds 3              rounds; the figure is their median
  --sizes 10,100          actors of 20 actions each
  --growth 10,100,1000    actors, ours alone; empty leaves it out
  --contenders all        or some of ${contenders.map(({ name }) => name).join(",")}; installed into a temporary folder`);
  process.exit(0);
}

const repository = process.cwd();
const cli = join(repository, "dist/src/cli/main.js");
const folder = mkdtempSync(join(tmpdir(), "actorgen-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const numbers = (text: string): number[] => text.split(",").filter(Boolean).map(Number);
const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
const seconds = (value: number): string => value.toFixed(2).padStart(7);

const wanted = values.contenders === "all" ? contenders.map(({ name }) => name) : values.contenders.split(",");
const chosen = contenders.filter(({ name }) => wanted.includes(name));
const peers = install(folder, chosen);
const failed = new Set<string>();

for (const size of numbers(values.sizes)) {
  const project = join(folder, `actors-${size}`);
  makeProject(project, repository, size, 20);
  const document = openApi(join(folder, `openapi-${size}.json`), size, 20);
  const rows = new Map<string, number[]>();
  const add = (name: string, value: number): void => void rows.set(name, [...(rows.get(name) ?? []), value]);
  for (let round = 0; round < Number(values.rounds); round++) {
    rmSync(join(project, "generated"), { recursive: true, force: true });
    add("actorgen, cold", cpuOf(project, [cli, "--silent"]));
    add("actorgen, nothing changed", cpuOf(project, [cli, "--silent"]));
    touch(project, round);
    add("actorgen, one of them changed", cpuOf(project, [cli, "--silent"]));
    for (const { name, folder: own, command } of peers.filter((peer) => !failed.has(peer.name))) {
      const output = join(own, `out-${size}-${round}`);
      mkdirSync(output, { recursive: true });
      try {
        add(name, cpuOf(own, command(document, output)));
      } catch (error) {
        failed.add(name);
        console.log(`${name} left out: ${saidBy(error)}`);
      }
      rmSync(output, { recursive: true, force: true });
    }
  }
  for (const value of await warmRuns(repository, project, Number(values.rounds), 8))
    add("actorgen --watch, one of them changed, warm", value);
  console.log(`\n${size} actors x 20 actions, seconds of CPU`);
  for (const [name, list] of rows) console.log(`${seconds(median(list))}  ${name}`);
}

const growth = numbers(values.growth);
if (growth.length > 0) console.log("\nGrowth, cold, 20 actions each\n  actors      s  ms/actor");
for (const size of growth) {
  const project = join(folder, `growth-${size}`);
  makeProject(project, repository, size, 20);
  const cpu = cpuOf(project, [cli, "--silent"]);
  console.log(`${String(size).padStart(8)}${seconds(cpu)}${((cpu * 1000) / size).toFixed(1).padStart(10)}`);
}
