// The second half of generate: from what was read to the files. Knows no schema, so it needs neither Zod nor the reader.
import { builtIn } from "../../templates/index.js";
import type { Contract, PrivateContract } from "../schema/contract.js";
import type { EmittedFile, ProjectFacts, Template, TemplateInput } from "../schema/template.js";
import type { Diagnostic } from "./diagnostic.js";
import { hasErrors } from "./diagnostic-order.js";
import { isInside } from "./emitted-path.js";

/** How to generate. Everything is optional. */
export interface GenerateOptions {
  /** More files from the same contract, beside those of `builtIn`. Default none. */
  readonly templates?: readonly Template[];
  /** What stands in for the built-in templates. */
  readonly builtIn?: readonly Template[];
  /** Ending of relative imports in emitted code. Default `.js`. */
  readonly importExtension?: ProjectFacts["importExtension"];
  /** Path from the output folder to the folder that `source` in the contract is relative to. Default `..`. */
  readonly sourceRoot?: string;
  /** Emit `react.ts`. Default false. */
  readonly react?: boolean;
  /** Emit `testing.ts`. Default false. */
  readonly testing?: boolean;
}

/** What was generated. With an error among the diagnostics there are no files. */
export interface Generated {
  /** Unformatted (see `printFiles`), sorted by path. */
  readonly files: readonly EmittedFile[];
  readonly contract: Contract;
  /** Absent when only a client is made. */
  readonly server?: PrivateContract;
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the templates over a contract that was read without errors. */
export function emitFrom(read: Generated, options: GenerateOptions): Generated {
  const { contract, server } = read;
  const { importExtension = ".js", sourceRoot = "..", react = false, testing = false } = options;
  const project: ProjectFacts = { importExtension, sourceRoot, react, testing };
  const input: TemplateInput = { contract, project, ...(server === undefined ? {} : { server }) };
  const files = new Map<string, EmittedFile>();
  const diagnostics = [...read.diagnostics];
  for (const template of [...(options.builtIn ?? builtIn), ...(options.templates ?? [])]) {
    const name = template.name === "" ? "(unnamed)" : template.name;
    let emitted: readonly EmittedFile[] = [];
    try {
      emitted = template(input);
    } catch (error) {
      const message = `The template ${name} threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
      diagnostics.push({ code: "AG120", severity: "error", message, mend: "Mend the template; nothing was written." });
    }
    for (const file of emitted) {
      const fault = faultOf(file.path, files);
      if (fault === undefined) files.set(file.path.toLowerCase(), file);
      else diagnostics.push({ ...fault, severity: "error", message: `The template ${name} emits ${fault.message}` });
    }
  }
  if (hasErrors(diagnostics)) return { ...read, diagnostics };
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...read, files: sorted, diagnostics };
}

function faultOf(path: string, files: ReadonlyMap<string, EmittedFile>): Omit<Diagnostic, "severity"> | undefined {
  if (!isInside(path) || path.startsWith(".actorgen")) {
    const mend = path.startsWith(".actorgen")
      ? "Names that begin with .actorgen are taken; emit another."
      : "Emit paths relative to the output folder, with / between folders and no . or .. in them.";
    return {
      code: "AG121",
      message: `the path ${JSON.stringify(path)}, which is not one for a file in the output folder.`,
      mend,
    };
  }
  const other = files.get(path.toLowerCase());
  if (other === undefined) return undefined;
  const message = `${path}, but ${other.path} is emitted already.`;
  return { code: "AG122", message, mend: "Give one of the two another name; case alone does not tell files apart." };
}
