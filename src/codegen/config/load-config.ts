// Finds and loads actorgen.config.ts.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Config } from "../../schema/define-config.js";
import type { Diagnostic } from "../diagnostic.js";
import { bundle } from "../load/bundle.js";
import { importBundle } from "../load/import-bundle.js";
import { checkConfig } from "./check-config.js";

/** Names of the config file, in the order in which a folder is searched for them. */
export const configNames: readonly string[] = ["ts", "mts", "js", "mjs"].map((ending) => `actorgen.config.${ending}`);

/** A config, and which files it was made from. */
export interface LoadedConfig {
  readonly config: Config;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of the config file and what it imports, as in `Loaded`. */
  readonly inputs: readonly string[];
  readonly externals: readonly string[];
}

/** The config file of a folder or of the nearest folder above it, as an absolute path. */
export function findConfig(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const found = configNames.map((name) => join(current, name)).find((path) => existsSync(path));
    if (found !== undefined || dirname(current) === current) return found;
  }
}

/** Loads a config file by its absolute path. Paths in diagnostics are relative to its folder. */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const root = dirname(path);
  const bundled = await bundle({ root, files: [path] });
  if (!("code" in bundled)) return { config: {}, diagnostics: bundled, inputs: [path], externals: [] };
  const { inputs, externals } = bundled;
  const imported = await importBundle(bundled, root);
  if ("diagnostic" in imported) return { config: {}, diagnostics: [imported.diagnostic], inputs, externals };
  const checked = checkConfig(imported.namespaces[0]?.["default"], basename(path), await readFile(path, "utf8"));
  return isFindings(checked)
    ? { config: {}, diagnostics: checked, inputs, externals }
    : { config: checked, diagnostics: [], inputs, externals };
}

function isFindings(value: Config | readonly Diagnostic[]): value is readonly Diagnostic[] {
  return Array.isArray(value);
}
