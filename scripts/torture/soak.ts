// Ten million operations in one process: the slope of the heap, and what is left open.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SoakSample } from "./soak-process.js";
import { scaled, type TortureTest } from "./torture-test.js";

const bound = 1e6;

/** The slope of a line through points, by least squares. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean(([at]) => at);
  const y = mean(([, value]) => value);
  return mean(([at, value]) => (at - x) * (value - y)) / mean(([at]) => (at - x) ** 2);
}

/** In memory. */
export const soak: TortureTest = {
  name: "soak",
  title: "10 million operations of clients and core in one process",
  pass: "heap slope <= 1 MB per million; timers, sockets and handles back to baseline",
  seconds: 1_200,
  async run(conditions) {
    const total = scaled(conditions, 10_000_000, 200_000);
    const child = spawn(process.execPath, ["--expose-gc", join(import.meta.dirname, "soak-process.js"), `${total}`], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const kill = (): void => void child.kill("SIGKILL");
    process.once("exit", kill);
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const samples: SoakSample[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => {
      const sample: SoakSample = JSON.parse(line);
      samples.push(sample);
      conditions.progress(`${(sample.done / 1e6).toFixed(1)} million, heap ${(sample.heap / 1e6).toFixed(2)} MB`);
    });
    const [code] = await once(child, "close");
    process.off("exit", kill);
    const [first] = samples;
    const last = samples.at(-1);
    const failures: string[] = [];
    if (code !== 0 || !first || !last) throw new Error(`The process ended with ${code}: ${stderr}`);
    // The first fifth warms up; the last sample is after the end.
    const warm = samples.slice(1, -1).filter(({ done }) => done > total / 5);
    const perMillion = slope(warm.map(({ done, heap }) => [done / 1e6, heap]));
    if (perMillion > bound) failures.push(`the heap grows by ${(perMillion / 1e6).toFixed(2)} MB per million`);
    for (const kind of ["timers", "sockets", "handles"] as const) {
      if (last[kind] > first[kind]) failures.push(`${last[kind] - first[kind]} ${kind} are left`);
    }
    if (stderr !== "") failures.push(`stderr: ${stderr.slice(0, 500)}`);
    const heap = (sample: SoakSample | undefined): string => ((sample?.heap ?? NaN) / 1e6).toFixed(2);
    return {
      failures,
      fired: { operations: last.done },
      found: `heap ${heap(warm[0])} MB after warm-up, ${heap(warm.at(-1))} MB in the end: ${(perMillion / 1e6).toFixed(3)} MB per million; ${last.timers} timers, ${last.sockets} sockets left`,
    };
  },
};
