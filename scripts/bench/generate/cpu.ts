// CPU of a whole process and its children, in seconds.
import { execFileSync } from "node:child_process";

/** Runs `node <args>` in a folder. @throws when it fails. */
export function cpuOf(folder: string, args: readonly string[]): number {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const timed = execFileSync("bash", ["-c", `{ ${script}; } 2>&1`, "bench", process.execPath, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, CI: "1" },
  });
  const [user = NaN, system = NaN] = timed.trim().split(/\s+/).map(Number);
  return user + system;
}
