// Imports a bundle through a temporary file, and finds the source position of what it throws.
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Diagnostic } from "../diagnostic.js";
import { isRecord, parseJson } from "../parse-json.js";
import { posixPath, type Bundle } from "./bundle.js";

/** The namespaces in the order of the bundled files, or why the import failed. */
export type Imported =
  { readonly namespaces: readonly Readonly<Record<string, unknown>>[] } | { readonly diagnostic: Diagnostic };

/** Writes the bundle to a temporary file, imports it, and deletes the file in any case. */
export async function importBundle(bundle: Bundle, root: string): Promise<Imported> {
  const folder = await temporaryFolder(root);
  const path = join(folder, "bundle.mjs");
  try {
    await writeFile(path, bundle.code);
    const url = pathToFileURL(path).href;
    try {
      const all: unknown = await import(/* @vite-ignore */ url);
      return { namespaces: namespacesOf(all) };
    } catch (error) {
      return { diagnostic: fromThrown(error, bundle, path, root) };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function namespacesOf(all: unknown): Readonly<Record<string, unknown>>[] {
  const namespaces: Readonly<Record<string, unknown>>[] = [];
  if (!isRecord(all)) return namespaces;
  for (let index = 0; `m${index}` in all; index++) {
    const namespace = all[`m${index}`];
    namespaces.push(isRecord(namespace) ? { ...namespace } : {});
  }
  return namespaces;
}

// Inside the project where that can be written, because a computed import() in a schema starts looking for packages here.
async function temporaryFolder(root: string): Promise<string> {
  try {
    const modules = join(root, "node_modules");
    if ((await stat(modules)).isDirectory()) {
      const cache = join(modules, ".cache", "actorgen");
      await mkdir(cache, { recursive: true });
      return await mkdtemp(join(cache, "load-"));
    }
  } catch {
    // No node_modules, or one that cannot be written: the machine's temporary folder does as well.
  }
  return await mkdtemp(join(tmpdir(), "actorgen-load-"));
}

function fromThrown(error: unknown, bundle: Bundle, path: string, root: string): Diagnostic {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}` : `a value that is not an error: ${String(error)}`;
  const own = [pathToFileURL(path).href, path].reduce((message, name) => message.replaceAll(name, "the schemas"), text);
  const missing = /does not provide an export named/.test(text);
  return {
    code: "AG103",
    severity: "error",
    message: missing ? readable(own) : `Importing the file threw ${own.replace(/[.\s]*$/, "")}.`,
    mend: missing
      ? "Correct the name, or install a version of the package that exports it."
      : "A schema file is imported when code is generated: it must not need a server, a database or secrets at import time.",
    ...positionOf(error, bundle, path, root),
  };
}

function readable(message: string): string {
  return message.replace(/file:\/\/\S+\/node_modules\/((?:@[^/'"]+\/)?[^/'"]+)[^'"]*/g, "$1");
}

function positionOf(
  error: unknown,
  bundle: Bundle,
  path: string,
  root: string,
): Pick<Diagnostic, "file" | "line" | "column"> {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const url = pathToFileURL(path).href;
  for (const line of stack.split("\n")) {
    const at = line.includes(url)
      ? line.indexOf(url) + url.length
      : line.includes(path)
        ? line.indexOf(path) + path.length
        : -1;
    const position = at < 0 ? null : /^:(\d+)(?::(\d+))?/.exec(line.slice(at));
    if (position === null) continue;
    const found = originalPosition(bundle, Number(position[1]), Number(position[2] ?? 0), root);
    if (found !== undefined) return found;
  }
  return {};
}

function originalPosition(
  bundle: Bundle,
  line: number,
  column: number,
  root: string,
): Pick<Diagnostic, "file" | "line" | "column"> | undefined {
  const map = parseJson(bundle.map);
  if (!isSourceMap(map)) return undefined;
  // Without a column, the end of the line: its last mapping lies on the same source line.
  const entry = new SourceMap(map).findEntry(line - 1, column > 0 ? column - 1 : 100_000);
  if (!("originalSource" in entry) || typeof entry.originalSource !== "string") return undefined;
  const source = entry.originalSource.startsWith("file:") ? fileURLToPath(entry.originalSource) : entry.originalSource;
  return { file: posixPath(root, source), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

type SourceMapPayload = ConstructorParameters<typeof SourceMap>[0];

function isSourceMap(value: unknown): value is SourceMapPayload {
  return isRecord(value) && typeof value["mappings"] === "string" && Array.isArray(value["sources"]);
}
