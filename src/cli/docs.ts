// actorgen docs: AsyncAPI, JSON Schema files and a reference page, from the public contract.
import { docsTemplates } from "../codegen/docs/index.js";
import { artifactCommand, usageError } from "./artifact.js";
import type { GenerateFlags } from "./flags.js";
import type { Terminal } from "./terminal.js";

/** The options of the command beside those of `generate`. */
export interface DocsFlags extends GenerateFlags {
  readonly title?: string;
  readonly endpoint?: string;
}

/** Runs the command. Gives the exit code. */
export async function docsCommand(flags: DocsFlags, terminal: Terminal): Promise<number> {
  const { title = "API reference", endpoint } = flags;
  if (endpoint !== undefined && !/^https?:$/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : ""))
    return usageError(terminal, `--endpoint takes an http or https URL, not ${JSON.stringify(endpoint)}.`);
  const artifact = { output: "api-docs", mark: "asyncapi.json", templates: docsTemplates({ title, endpoint }) };
  return await artifactCommand(artifact, flags, terminal);
}
