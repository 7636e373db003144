// A run that does nothing when nothing changed since the last one.
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { importExtensionOf } from "./config/import-extension.js";
import { usesReact } from "./config/uses-react.js";
import type { Diagnostic } from "./diagnostic.js";
import { hasErrors } from "./diagnostic-order.js";
import { fingerprintPath, isUnchanged, readMemory, remember, type Memory } from "./fingerprint.js";
import type { Generated } from "./generate.js";
import { findFiles } from "./load/find-files.js";
import { isRecord } from "./parse-json.js";
import { configPathOf } from "./project.js";
import type { RunOptions, RunResult } from "./run.js";
import { manifestName } from "./write/manifest.js";

/** What a run is told to have done, whether it ran or not. */
export interface Summary {
  readonly root: string;
  readonly output: string;
  readonly actors: number;
  readonly actions: number;
  readonly events: number;
  /** Generated files. */
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The summary, and the run when there was one. */
export interface Outcome {
  readonly summary: Summary;
  readonly result?: RunResult;
}

/** Runs, unless every file that the last run of these options read or wrote is as that run left it. */
export async function runIfChanged(options: RunOptions): Promise<Outcome> {
  const { cwd, input, output, mode = "write", force = false, always = false, from } = options;
  const config = configPathOf(options);
  const isPlain = mode === "write" && !force && !always && from === undefined;
  const path = isPlain
    ? fingerprintPath(config === undefined ? cwd : dirname(config), { cwd, config, input, output })
    : undefined;
  const memory = path === undefined ? undefined : readMemory(path);
  const known = memory === undefined ? undefined : await recall(memory);
  if (known !== undefined) return { summary: known };

  const startedAt = Date.now();
  const { run } = await import("./run.js");
  const result = await run(options);
  const summary = summaryOf(result);
  if (path !== undefined && isFinished(result) && !changedSince(startedAt, [...result.files, ...result.inputs])) {
    const { patterns, folder } = result.project;
    const outputs = [manifestName, ...result.generated.files.map((file) => file.path)].map((name) =>
      join(summary.output, name),
    );
    const { files, inputs, externals } = result;
    remember(
      path,
      { files, inputs, externals, outputs, settings: settingsOf(summary.output) },
      { ...summary, patterns, folder },
    );
  }
  return { summary, result };
}

// The same folders are searched again, because a new file changes the outcome as much as a changed one.
async function recall(memory: Memory): Promise<Summary | undefined> {
  const { patterns, folder, output } = memory;
  if (!Array.isArray(patterns) || typeof folder !== "string" || typeof output !== "string" || !isSummary(memory))
    return undefined;
  const files = await findFiles({ patterns: patterns.map(String), folder, output });
  return isUnchanged(memory, { files, settings: settingsOf(output) }) ? memory : undefined;
}

function settingsOf(output: string): string {
  const { react, testing } = usesReact(output);
  return `${importExtensionOf(output).importExtension} ${react} ${testing}`;
}

function isFinished(result: RunResult): result is RunResult & { readonly generated: Generated } {
  return result.generated !== undefined && !hasErrors(result.diagnostics);
}

// An input that was saved while the run went on may have been read in its old form.
function changedSince(time: number, paths: readonly string[]): boolean {
  return paths.some((path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) >= time);
}

/** What a run comes to, as it is told. */
export function summaryOf({ project, generated, diagnostics }: RunResult): Summary {
  const actors = Object.values(generated?.contract.actors ?? {});
  const count = (member: "actions" | "events"): number =>
    actors.reduce((sum, actor) => sum + Object.keys(actor[member]).length, 0);
  const { root, output } = project;
  return {
    root,
    output,
    actors: actors.length,
    actions: count("actions"),
    events: count("events"),
    files: generated?.files.length ?? 0,
    diagnostics,
  };
}

function isSummary(value: unknown): value is Summary {
  if (!isRecord(value) || typeof value["root"] !== "string" || !Array.isArray(value["diagnostics"])) return false;
  return ["actors", "actions", "events", "files"].every((name) => typeof value[name] === "number");
}
