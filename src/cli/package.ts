// actorgen package: the client as an npm package, from the public contract.
import { clientPackage } from "../codegen/package/index.js";
import { isPackageName, isVersion } from "../codegen/package/names.js";
import { artifactCommand, usageError } from "./artifact.js";
import type { GenerateFlags } from "./flags.js";
import type { Terminal } from "./terminal.js";

/** The options of the command beside those of `generate`. */
export interface PackageFlags extends GenerateFlags {
  readonly name?: string;
  readonly version?: string;
}

/** Runs the command. Gives the exit code. */
export async function packageCommand(flags: PackageFlags, terminal: Terminal): Promise<number> {
  const { name, version = "0.0.0" } = flags;
  if (name === undefined) return usageError(terminal, "--name is missing, such as --name @acme/chat-client.");
  if (!isPackageName(name)) return usageError(terminal, `${JSON.stringify(name)} is not a name that npm takes.`);
  if (!isVersion(version)) return usageError(terminal, `--version takes a version such as 1.2.0, not ${version}.`);
  return await artifactCommand(clientPackage({ name, version }), flags, terminal);
}
