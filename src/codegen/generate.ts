// generate: definitions in, files out. Pure: no file system, no console, no formatter.
import type { Contract } from "../schema/contract.js";
import { hasErrors } from "./diagnostic-order.js";
import { emitFrom, type Generated, type GenerateOptions } from "./emit.js";
import { readContract } from "./read/index.js";
import type { SourceModule } from "./source-module.js";

export type { Generated, GenerateOptions };

/**
 * Generates from actor definitions and schemas: a record of exports, or loaded schema files.
 *
 * @example
 * const { files, diagnostics } = generate({ chatRoom, Message });
 * for (const { path, text } of await printFiles(files)) console.log(path, text.length);
 */
export function generate(
  definitions: Readonly<Record<string, unknown>> | readonly SourceModule[],
  options: GenerateOptions = {},
): Generated {
  const modules = isModules(definitions) ? definitions : [{ source: "schemas.ts", exports: definitions }];
  const { contract, server, diagnostics } = readContract(modules);
  const read: Generated = { files: [], contract, server, diagnostics };
  return hasErrors(diagnostics) ? read : emitFrom(read, options);
}

/** Generates from a contract: the client's files alone, as its server part is not known here. */
export function generateClient(contract: Contract, options: GenerateOptions = {}): Generated {
  return emitFrom({ files: [], contract, diagnostics: [] }, options);
}

function isModules(
  definitions: Readonly<Record<string, unknown>> | readonly SourceModule[],
): definitions is readonly SourceModule[] {
  return Array.isArray(definitions);
}
