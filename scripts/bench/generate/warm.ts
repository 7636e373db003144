// CPU of a watcher for one changed schema, after warm-up, in one process that keeps its reader.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { touch } from "./project.js";

/** Seconds of CPU of each of `rounds` runs after `warmups` more, its threads and esbuild's process included. */
export async function warmRuns(
  repository: string,
  project: string,
  rounds: number,
  warmups: number,
): Promise<readonly number[]> {
  const built = (path: string): Promise<unknown> =>
    import(pathToFileURL(join(repository, "dist/src/codegen", path)).href);
  const { run } = (await built("run.js")) as typeof import("../../../src/codegen/run.js");
  const { createReader } = (await built(
    "load/read-schemas.js",
  )) as typeof import("../../../src/codegen/load/read-schemas.js");
  const reader = createReader();
  const found: number[] = [];
  try {
    for (let round = 0; round < warmups + rounds; round++) {
      touch(project, round);
      const before = cpu();
      const { diagnostics } = await run({ cwd: project, reader });
      if (round >= warmups) found.push(cpu() - before);
      if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    }
  } finally {
    await reader.close();
  }
  return found;
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + childrenCpu();
}

// Of children that still run; where there is no /proc they are left out.
function childrenCpu(): number {
  let ticks = 0;
  try {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) ticks += ticksOf(pid);
  } catch {
    return 0;
  }
  return ticks / 100;
}

function ticksOf(pid: string): number {
  try {
    // After the name in parentheses: state, parent, and at 11 and 12 user and system time.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return Number(fields[1]) === process.pid ? Number(fields[11]) + Number(fields[12]) : 0;
  } catch {
    return 0;
  }
}
