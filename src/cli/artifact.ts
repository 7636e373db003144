// What the commands docs and package share: their run, told as generate tells its own.
import { resolve } from "node:path";
import { runArtifact, type Artifact } from "../codegen/run-artifact.js";
import { summaryOf } from "../codegen/incremental.js";
import type { GenerateFlags } from "./flags.js";
import { tell } from "./outcome.js";
import type { Terminal } from "./terminal.js";

/** Emits the artifact as the flags ask. Gives the exit code. */
export async function artifactCommand(artifact: Artifact, flags: GenerateFlags, terminal: Terminal): Promise<number> {
  if (flags.watch === true) return usageError(terminal, "--watch is of generate alone.");
  const startedAt = performance.now();
  const { config, input, output, from, force } = flags;
  const result = await runArtifact(artifact, {
    cwd: resolve(terminal.cwd),
    mode: flags.check === true ? "check" : flags.dryRun === true ? "dry-run" : "write",
    ...(config === undefined ? {} : { config }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(from === undefined ? {} : { from }),
    ...(force === undefined ? {} : { force }),
  });
  const outcome = { summary: summaryOf(result), result };
  const { stats: _stats, ...told } = flags;
  return await tell(outcome, { flags: told, terminal, milliseconds: performance.now() - startedAt });
}

/** Says what is wrong with the command line. Gives the exit code. */
export function usageError({ err, colours: { red, bold } }: Terminal, message: string): number {
  err(`${red(bold("error"))}  ${message}\n`);
  return 2;
}
