// Runs a tsc as a user would and reads what it says.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../temporary-project.js";

/** The compilers that generated code must satisfy, by the npm alias they are installed under. */
export const compilers = { "5.9": "typescript-5", "6": "typescript-6", "7": "typescript" } as const;

/** One message of tsc. */
export interface CompilerMessage {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What a run of tsc gave. */
export interface CompilerRun {
  readonly status: number | null;
  readonly output: string;
  readonly messages: readonly CompilerMessage[];
}

/** Runs `tsc` of one version in `folder`. Continuation lines are joined to their message. */
export function compile(version: keyof typeof compilers, folder: string, args: readonly string[]): CompilerRun {
  const tsc = join(repository, "node_modules", compilers[version], "bin", "tsc");
  const run = spawnSync(process.execPath, [tsc, "--pretty", "false", ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  const messages: { file: string; line: number; text: string }[] = [];
  for (const line of run.stdout.split("\n")) {
    const match = /^(\S.*?)\((\d+),\d+\): error (TS\d+: .*)$/.exec(line);
    if (match) messages.push({ file: match[1] ?? "", line: Number(match[2]), text: match[3] ?? "" });
    else if (line.startsWith(" ") && messages.length > 0) (messages.at(-1) ?? { text: "" }).text += ` ${line.trim()}`;
  }
  return { status: run.status, output: run.stdout + run.stderr, messages };
}
