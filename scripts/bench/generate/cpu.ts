// CPU of a whole process and its children, in seconds.
import { spawnSync } from "node:child_process";

/** Runs `node <args>` in a folder. Children that outlive the process are not counted. @throws with what it said when it fails. */
export function cpuOf(folder: string, args: readonly string[]): number {
  const script = 'TIMEFORMAT="%U %S"; { time "$@" 2>&3 >&3; } 3>&1 2>&4';
  const { status, stdout, output } = spawnSync("bash", ["-c", script, "bench", process.execPath, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, CI: "1" },
    stdio: ["ignore", "pipe", "ignore", "ignore", "pipe"],
    maxBuffer: 2 ** 28,
    timeout: 600_000,
  });
  if (status !== 0) throw new Error(stdout.trim().split("\n").slice(-12).join("\n"));
  const [user = NaN, system = NaN] = (output[4] ?? "").trim().split(/\s+/).map(Number);
  return user + system;
}
