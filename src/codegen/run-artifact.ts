// One run over a project that emits something beside its code, such as docs or a package, from the public contract alone.
import { join, resolve } from "node:path";
import type { Contract } from "../schema/contract.js";
import type { EmittedFile, ProjectFacts, Template } from "../schema/template.js";
import { ownedByAnother } from "./another-command.js";
import { readContractFile } from "./contract-file.js";
import type { Diagnostic } from "./diagnostic.js";
import { hasErrors } from "./diagnostic-order.js";
import { posixPath } from "./load/bundle.js";
import { createPrinter } from "./print.js";
import { openProject, type Project } from "./project.js";
import { readProject, type ReadProject } from "./read-project.js";
import type { RunOptions, RunResult } from "./run.js";
import { conflictDiagnostics, driftDiagnostics, failureDiagnostic } from "./write/findings.js";
import { findDrift } from "./write/drift.js";
import { plan } from "./write/plan.js";
import { summarise, writeFiles } from "./write/write.js";

/** What to emit. */
export interface Artifact {
  /** Default folder, relative to the project's root. */
  readonly output: string;
  /** A file that every such folder has: a folder with a manifest that does not own it is another command's. */
  readonly mark: string;
  readonly templates: readonly Template[];
  /** Facts for the templates that do not come from the project. */
  readonly facts?: Partial<ProjectFacts>;
  /** Makes the files that are written from those that were emitted. Default: as they are. */
  readonly finish?: (files: readonly EmittedFile[], contract: Contract) => Promise<readonly EmittedFile[]>;
}

/**
 * Emits an artifact into its folder, as `run` does code: `write`, `check` or `dry-run`, and never over a foreign file.
 * Findings are returned, not thrown. JSON and code are formatted as the project's; other files are left as they are.
 */
export async function runArtifact(artifact: Artifact, options: RunOptions): Promise<RunResult> {
  const { output, ...others } = options;
  // The folder of the code stays the project's, where no schemas are looked for.
  const generating = await openProject(others);
  const folder = output === undefined ? join(generating.root, artifact.output) : resolve(options.cwd, output);
  const project: Project = { ...generating, output: folder };
  const base = { project, files: [], inputs: project.inputs, externals: project.externals };
  const stop = (diagnostics: readonly Diagnostic[]): RunResult => ({ ...base, diagnostics });
  if (hasErrors(project.diagnostics)) return stop(project.diagnostics);
  const owned = ownedByAnother(folder, artifact.mark, posixPath(project.root, folder));
  if (owned) return stop([owned]);

  const read = await readPublic(generating, options);
  if (read.contract === undefined) return stop(read.diagnostics);
  const { generateClient } = await import("./generate.js");
  const { importExtension, sourceRoot } = project;
  const facts = { importExtension, sourceRoot, ...artifact.facts };
  const generated = generateClient(read.contract, { ...facts, builtIn: artifact.templates });
  const diagnostics = [...read.diagnostics, ...generated.diagnostics];
  if (hasErrors(diagnostics)) return stop(diagnostics);
  const place = (path: string): string => posixPath(project.root, join(folder, path));
  try {
    const files = (await artifact.finish?.(generated.files, read.contract)) ?? generated.files;
    const found = { ...base, generated: { ...generated, files } };
    const printer = createPrinter(folder);
    // Formatting a page would break the hashes of its policy.
    const print = async (file: EmittedFile): Promise<string> =>
      file.path.endsWith(".html") ? file.text : await printer(file);
    const work = { folder, files, print, force: options.mode !== "check" && options.force === true };
    if (options.mode === "check") {
      const drift = await findDrift(work);
      return { ...found, drift, diagnostics: [...diagnostics, ...driftDiagnostics(drift, place)] };
    }
    const written = options.mode === "dry-run" ? summarise(await plan(work)) : await writeFiles(work);
    return { ...found, written, diagnostics: [...diagnostics, ...conflictDiagnostics(written.conflicts, place)] };
  } catch (error) {
    return stop([...diagnostics, failureDiagnostic(error, place)]);
  }
}

// Of the two contracts that schemas give, only the public one goes on.
async function readPublic(project: Project, { from, cwd }: RunOptions): Promise<Omit<ReadProject, "server">> {
  if (from === undefined) {
    const { contract, diagnostics } = await readProject(project, elsewhere);
    return contract === undefined ? { diagnostics } : { contract, diagnostics };
  }
  const contract = readContractFile(resolve(cwd, from));
  return "actors" in contract ? { contract, diagnostics: [] } : { diagnostics: [contract] };
}

const elsewhere = "Say where they are with --input, or name a contract with --from contract.json.";
