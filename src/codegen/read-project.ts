// Reads the contracts of a project from its schemas, without emitting anything.
import type { Contract, PrivateContract } from "../schema/contract.js";
import type { Diagnostic } from "./diagnostic.js";
import { hasErrors } from "./diagnostic-order.js";
import { findFiles } from "./load/find-files.js";
import type { Project } from "./project.js";

/** Both contracts, absent when an error came before them, and all that was found, warnings too. */
export interface ReadProject {
  readonly contract?: Contract;
  readonly server?: PrivateContract;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads the schemas of an opened project and reads their contracts.
 *
 * @param elsewhere What the command says where no schema file is found (AG104)
 */
export async function readProject(project: Project, elsewhere: string): Promise<ReadProject> {
  if (hasErrors(project.diagnostics)) return { diagnostics: project.diagnostics };
  const files = await findFiles(project);
  if (files.length === 0) return { diagnostics: [noFiles(project, elsewhere)] };
  const { readSchemas } = await import("./load/read-schemas.js");
  const { contract, server, diagnostics } = await readSchemas({ root: project.root, files, ...timeoutOf(project) });
  if (contract === undefined || server === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { contract, server, diagnostics };
}

/** How long the project lets a schema file take, as the readers of schemas want it. */
export function timeoutOf({ loadTimeout }: Project): { readonly timeout?: number } {
  return loadTimeout === undefined ? {} : { timeout: loadTimeout };
}

/** The finding (AG104) where the project's globs match nothing. */
export function noFiles({ patterns, folder }: Project, mend: string): Diagnostic {
  const message = `No schema file matches ${patterns.map((pattern) => JSON.stringify(pattern)).join(" or ")} in ${folder}.`;
  return { code: "AG104", severity: "error", message, mend };
}
