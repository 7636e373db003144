// One run of the generator over a project: open, load, generate, then write or compare.
import { join, resolve } from "node:path";
import { ownedByAnother } from "./another-command.js";
import { readContractFile } from "./contract-file.js";
import type { Diagnostic } from "./diagnostic.js";
import { hasErrors } from "./diagnostic-order.js";
import type { Generated } from "./emit.js";
import { findFiles } from "./load/find-files.js";
import { posixPath } from "./load/bundle.js";
import { readSchemas, type SchemaReader } from "./load/read-schemas.js";
import { createPrinter, type Print } from "./print.js";
import { openProject, type Project, type ProjectOptions } from "./project.js";
import { noFiles, timeoutOf } from "./read-project.js";
import { conflictDiagnostics, driftDiagnostics, failureDiagnostic } from "./write/findings.js";
import { findDrift, type Drift } from "./write/drift.js";
import { plan } from "./write/plan.js";
import { summarise, writeFiles, type Written } from "./write/write.js";

/** What to run and how. */
export interface RunOptions extends ProjectOptions {
  /** `write` changes the output folder; `check` compares with it; `dry-run` tells what `write` would do. Default `write`. */
  readonly mode?: "write" | "check" | "dry-run";
  /** A contract.json to make a client from, instead of schemas. Relative to `cwd`. */
  readonly from?: string;
  /** Overwrite hand-edited files of ours. Default false. */
  readonly force?: boolean;
  /** Run even when nothing changed. Default false. */
  readonly always?: boolean;
  /** Is told what is being done now, for a status line. */
  readonly onStep?: (step: string) => void;
  /** Reads the schemas. Default: a thread that ends with the run. */
  readonly reader?: SchemaReader;
}

/** What a run found and did. */
export interface RunResult {
  readonly project: Project;
  /** Findings of every step. With an error, nothing was written. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when an error came before it. */
  readonly generated?: Generated;
  /** In modes `write` and `dry-run`. */
  readonly written?: Written;
  /** In mode `check`. */
  readonly drift?: readonly Drift[];
  /** Absolute paths of the schema files, and of all project files that were read. */
  readonly files: readonly string[];
  readonly inputs: readonly string[];
  readonly externals: readonly string[];
}

/** Runs once. Findings are returned, not thrown. */
export async function run(options: RunOptions): Promise<RunResult> {
  const project = await openProject(options);
  const { root, templates, importExtension, sourceRoot, react = false, testing = false } = project;
  const base = { project, files: [], inputs: project.inputs, externals: project.externals };
  if (hasErrors(project.diagnostics)) return { ...base, diagnostics: project.diagnostics };
  const owned = ownedByAnother(project.output, "contract.json", posixPath(root, project.output));
  if (owned) return { ...base, diagnostics: [owned] };
  const settings = { templates, importExtension, sourceRoot, react, testing };

  if (options.from !== undefined) {
    const path = resolve(options.cwd, options.from);
    const contract = readContractFile(path);
    if (!("actors" in contract)) return { ...base, inputs: [...base.inputs, path], diagnostics: [contract] };
    const { emitFrom } = await import("./emit.js");
    const generated = emitFrom({ files: [], contract, diagnostics: [] }, settings);
    return await finish({ ...base, inputs: [...base.inputs, path] }, generated, options);
  }

  const files = await findFiles(project);
  if (files.length === 0) return { ...base, diagnostics: [noFiles(project, elsewhere)] };
  options.onStep?.(`loading ${files.length} schema files`);
  const [found, { emitFrom }] = await Promise.all([
    (options.reader?.read ?? readSchemas)({ root, files, ...timeoutOf(project) }),
    import("./emit.js"),
  ]);
  const { contract, server, diagnostics, inputs, externals } = found;
  const read = { ...base, files, inputs: [...base.inputs, ...inputs], externals: [...base.externals, ...externals] };
  if (contract === undefined || server === undefined) return { ...read, diagnostics };
  options.onStep?.("generating");
  const generated: Generated = { files: [], contract, server, diagnostics };
  return await finish(read, hasErrors(diagnostics) ? generated : emitFrom(generated, settings), options);
}

async function finish(
  read: Omit<RunResult, "diagnostics">,
  generated: Generated,
  options: RunOptions,
): Promise<RunResult> {
  const { output, root } = read.project;
  const found = { ...read, generated, diagnostics: generated.diagnostics };
  if (hasErrors(generated.diagnostics)) return found;
  const { force = false, mode = "write" } = options;
  const printer = createPrinter(output);
  let printed = 0;
  const print: Print = async (file) => {
    const text = await printer(file);
    options.onStep?.(`formatting, ${++printed} of ${generated.files.length} files`);
    return text;
  };
  const work = { folder: output, files: generated.files, print, force };
  const place = (path: string): string => posixPath(root, join(output, path));
  try {
    if (mode === "check") {
      const drift = await findDrift({ ...work, force: false });
      return { ...found, drift, diagnostics: [...found.diagnostics, ...driftDiagnostics(drift, place)] };
    }
    const written = mode === "write" ? await writeFiles(work) : summarise(await plan(work));
    return { ...found, written, diagnostics: [...found.diagnostics, ...conflictDiagnostics(written.conflicts, place)] };
  } catch (error) {
    return { ...found, diagnostics: [...found.diagnostics, failureDiagnostic(error, place)] };
  }
}

const elsewhere =
  "Put schemas there, or say where they are: actorgen --input 'src/**/*.schema.ts', or `input` in actorgen.config.ts.";
