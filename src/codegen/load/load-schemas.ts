// Loads schema files: bundles them, imports the bundle, and gives each file's exports.
import { readFile } from "node:fs/promises";
import type { Diagnostic } from "../diagnostic.js";
import type { SourceModule } from "../source-module.js";
import { bundle, posixPath, type Bundle } from "./bundle.js";
import { importBundle } from "./import-bundle.js";

/** Which files to load. */
export interface LoadOptions {
  /** Absolute folder of the config: `source` of each module is relative to it. */
  readonly root: string;
  /** Absolute paths of the schema files. */
  readonly files: readonly string[];
  /** Absolute path of a tsconfig.json for all of them. Default: the one nearest to each file. */
  readonly tsconfig?: string;
  /** As in `bundle`. */
  readonly marked?: boolean;
}

/** What was loaded. With an error among the diagnostics there are no modules. */
export interface Loaded {
  /** Sorted by `source`. */
  readonly modules: readonly SourceModule[];
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of the project's files that were read: the schema files and what they import. */
  readonly inputs: readonly string[];
  /** Absolute paths of the installed packages' files that they import. */
  readonly externals: readonly string[];
}

/**
 * Loads schema files in one go: a module that several of them import is evaluated once, and a schema imported from
 * another file is the same object as that file's export. Honours tsconfig paths. Syntax errors, unresolved imports
 * and errors thrown at import time come back as diagnostics, all of them.
 *
 * @example
 * const { modules, diagnostics } = await loadSchemas({ root, files: [join(root, "schemas/chat-room.ts")] });
 */
export async function loadSchemas(options: LoadOptions): Promise<Loaded> {
  const { root } = options;
  const files = [...options.files].sort((a, b) => compare(posixPath(root, a), posixPath(root, b)));
  const bundled = await bundle({ ...options, files });
  if (!isBundle(bundled)) return { modules: [], diagnostics: bundled, inputs: files, externals: [] };
  const { inputs, externals } = bundled;
  const imported = await importBundle(bundled, root);
  if ("diagnostic" in imported) {
    const diagnostics =
      files.length === 1 ? [imported.diagnostic] : await loadOneByOne({ ...options, files }, imported.diagnostic);
    return { modules: [], diagnostics, inputs, externals };
  }
  const modules = await Promise.all(
    files.map(async (file, index) => ({
      source: posixPath(root, file),
      exports: imported.namespaces[index] ?? {},
      text: await readFile(file, "utf8"),
    })),
  );
  return { modules, diagnostics: [], inputs, externals };
}

// One throw ends the import of the whole bundle; each file by itself tells which others throw as well.
async function loadOneByOne(options: LoadOptions, first: Diagnostic): Promise<readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic>();
  if (first.file !== undefined) found.set(placeOf(first), first);
  for (const file of options.files) {
    const { diagnostics } = await loadSchemas({ ...options, files: [file], marked: false });
    for (const diagnostic of diagnostics) {
      const placed =
        diagnostic.file === undefined ? { ...diagnostic, file: posixPath(options.root, file) } : diagnostic;
      if (!found.has(placeOf(diagnostic))) found.set(placeOf(diagnostic), placed);
    }
  }
  return found.size === 0 ? [first] : [...found.values()];
}

function placeOf({ file, line, column, message }: Diagnostic): string {
  return [file, line, column, message].join(":");
}

function isBundle(value: Bundle | readonly Diagnostic[]): value is Bundle {
  return "code" in value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
