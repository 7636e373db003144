// Reads the contracts of a project from its schemas, without emitting anything.
import type { Contract, PrivateContract } from "../../schema/contract.js";
import type { Diagnostic } from "../diagnostic.js";
import { hasErrors } from "../diagnostic-order.js";
import { findFiles } from "../load/find-files.js";
import type { Project } from "../project.js";

/** Both contracts; absent when an error came before them. */
export interface ReadProject {
  readonly contract?: Contract;
  readonly server?: PrivateContract;
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the schemas of an opened project and reads their contracts. */
export async function readProject(project: Project): Promise<ReadProject> {
  if (hasErrors(project.diagnostics)) return { diagnostics: project.diagnostics };
  const { root, patterns, folder } = project;
  const files = await findFiles(project);
  if (files.length === 0) {
    const message = `No schema file matches ${patterns.map((pattern) => JSON.stringify(pattern)).join(" or ")} in ${folder}.`;
    const mend = "Put schemas there, or say where they are with `input` in actorgen.config.ts.";
    return { diagnostics: [{ code: "AG104", severity: "error", message, mend }] };
  }
  const { readSchemas } = await import("../load/read-schemas.js");
  const timeout = project.loadTimeout === undefined ? {} : { timeout: project.loadTimeout };
  const { contract, server, diagnostics } = await readSchemas({ root, files, ...timeout });
  if (contract === undefined || server === undefined || hasErrors(diagnostics)) return { diagnostics };
  // Warnings about schemas are told by generate.
  return { contract, server, diagnostics: [] };
}
