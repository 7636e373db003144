// One run: what the schemas say now, against a contract of before. Nothing is written.
import type { Diagnostic } from "../diagnostic.js";
import { hasErrors } from "../diagnostic-order.js";
import { findFiles } from "../load/find-files.js";
import { loadSchemas } from "../load/load-schemas.js";
import { openProject, type Project, type ProjectOptions } from "../project.js";
import type { Locate } from "../read/findings.js";
import { noFiles } from "../read-project.js";
import { readContract } from "../read/index.js";
import { findExports } from "../read/modules.js";
import { SourceTexts } from "../read/source-texts.js";
import type { Change } from "./change.js";
import { compareContracts } from "./compare.js";
import { readOldContracts } from "./old-contract.js";
import type { Contracts } from "./validators.js";

/** What to compare. */
export interface BreakingOptions extends ProjectOptions {
  /** A contract.json, a folder that holds one, or a git ref. */
  readonly against: string;
  /** A contract.json or generated folder that stands for what the schemas say now. Relative to `cwd`. */
  readonly from?: string;
}

/** What was found. With an error among the diagnostics there was nothing to compare. */
export interface BreakingResult {
  readonly root: string;
  /** What it was compared with, as a person would say it. */
  readonly against: string;
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares once. Findings are returned, not thrown. */
export async function findChanges(options: BreakingOptions): Promise<BreakingResult> {
  const project = await openProject(options);
  const { root } = project;
  const failed = (diagnostics: readonly Diagnostic[]): BreakingResult => ({
    root,
    against: options.against,
    changes: [],
    diagnostics,
  });
  if (hasErrors(project.diagnostics)) return failed(project.diagnostics);
  const [old, now] = await Promise.all([
    readOldContracts({ against: options.against, cwd: options.cwd, output: project.output }),
    currentContracts(project, options),
  ]);
  if ("diagnostic" in old) return failed([old.diagnostic]);
  if ("diagnostics" in now) return failed(now.diagnostics);
  try {
    const changes = await compareContracts(old, now.contracts, { locate: now.locate });
    return { root, against: old.from, changes, diagnostics: [] };
  } catch (error) {
    const message = `The contracts cannot be compared: ${error instanceof Error ? error.message : String(error)}.`;
    const mend =
      "Generate the old contract again with the version that wrote it. If it is as it was written, please report this.";
    return failed([{ code: "AG203", severity: "error", message, mend }]);
  }
}

interface Current {
  readonly contracts: Contracts;
  readonly locate: Locate;
}

async function currentContracts(
  project: Project,
  { from, cwd }: BreakingOptions,
): Promise<Current | { readonly diagnostics: readonly Diagnostic[] }> {
  if (from !== undefined) {
    const read = await readOldContracts({ against: from, cwd, output: project.output });
    return "diagnostic" in read ? { diagnostics: [read.diagnostic] } : { contracts: read, locate: () => undefined };
  }
  const files = await findFiles(project);
  if (files.length === 0) return { diagnostics: [noFiles(project, elsewhere)] };
  const loaded = await loadSchemas({ root: project.root, files });
  if (hasErrors(loaded.diagnostics)) return { diagnostics: loaded.diagnostics };
  const { contract, server, diagnostics } = readContract(loaded.modules);
  if (hasErrors(diagnostics)) return { diagnostics };
  const texts = new SourceTexts(loaded.modules, findExports(loaded.modules).sources);
  return { contracts: { contract, server }, locate: (path) => texts.locate(path) };
}

const elsewhere = "Say where the schemas are: --input 'src/**/*.schema.ts', or `input` in actorgen.config.ts.";
