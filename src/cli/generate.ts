// actorgen generate: one run, or one after every change, told as the flags ask.
import { resolve } from "node:path";
import { runIfChanged, type Outcome } from "../codegen/incremental.js";
import type { SchemaReader } from "../codegen/load/read-schemas.js";
import type { RunOptions } from "../codegen/run.js";
import { expectLongRun } from "./engine.js";
import type { GenerateFlags } from "./flags.js";
import { tell } from "./outcome.js";
import { startProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";

/** Runs the command. Gives the exit code; with `--watch` only when the process is asked to end. */
export async function generateCommand(flags: GenerateFlags, terminal: Terminal): Promise<number> {
  const options = runOptions(flags, terminal.cwd);
  // Statistics need the generated files, and watching needs to know which files were read; a skipped run has neither.
  let always = flags.stats === true || flags.watch === true;
  // A watcher keeps the thread that reads schemas.
  let reader: SchemaReader | undefined;
  const once = async (): Promise<{ readonly outcome: Outcome; readonly code: number }> => {
    const startedAt = performance.now();
    const progress = startProgress(terminal, flags.silent === true || flags.errorFormat === "json");
    const outcome = await runIfChanged({
      ...options,
      always,
      onStep: progress.step,
      ...(reader && { reader }),
    }).finally(progress.stop);
    always = flags.stats === true;
    return { outcome, code: await tell(outcome, { flags, terminal, milliseconds: performance.now() - startedAt }) };
  };
  if (flags.watch !== true) return (await once()).code;
  const [{ watch }, { createReader }] = await Promise.all([
    import("./watch.js"),
    import("../codegen/load/read-schemas.js"),
  ]);
  expectLongRun();
  reader = createReader();
  return await watch(once, terminal).finally(reader.close);
}

function runOptions(flags: GenerateFlags, cwd: string): RunOptions {
  const { config, input, output, from, force } = flags;
  return {
    cwd: resolve(cwd),
    mode: flags.check === true ? "check" : flags.dryRun === true ? "dry-run" : "write",
    ...(config === undefined ? {} : { config }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(from === undefined ? {} : { from }),
    ...(force === undefined ? {} : { force }),
  };
}
