// The fingerprint of a finished run: what it read and wrote, so that the next one can tell that nothing changed.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "./code-text.js";
import { isRecord, parseJson } from "./parse-json.js";

/** What a run depends on and what it left behind. Paths are absolute. */
export interface Footprint {
  /** The schema files, found anew at each run: a new one changes the list. */
  readonly files: readonly string[];
  /** Other project files that were read. */
  readonly inputs: readonly string[];
  /** Files of installed packages: told by size and time alone, as an install changes these. */
  readonly externals: readonly string[];
  /** Files that were written, with the manifest. */
  readonly outputs: readonly string[];
  /** Settings that are found anew at each run, such as the import extension. */
  readonly settings: string;
}

/** Facts of the finished run that the next one needs without running. */
export type Memory = Readonly<Record<string, unknown>>;

/** Absolute path of the fingerprint of these options, or undefined where the project has no place for it. */
export function fingerprintPath(root: string, options: unknown): string | undefined {
  const modules = join(root, "node_modules");
  if (statSync(modules, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return join(modules, ".cache", "actorgen", `${sha256(JSON.stringify(options)).slice(0, 16)}.json`);
}

/** What a finished run remembered, as it stands in the cache; undefined when there is nothing readable. */
export function readMemory(path: string): Memory | undefined {
  try {
    const value = parseJson(readFileSync(path, "utf8"));
    return isRecord(value) && isRecord(value["memory"])
      ? { ...value["memory"], hash: value["hash"], print: value["print"] }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Is everything as the run left it? Reads every file but evaluates none. */
export function isUnchanged(memory: Memory, current: Pick<Footprint, "files" | "settings">): boolean {
  const print = memory["print"];
  if (!isFootprint(print)) return false;
  return memory["hash"] === hashOf({ ...print, ...current });
}

/** Keeps a run's fingerprint. A cache that cannot be written is no error: the next run then does all its work. */
export function remember(path: string, print: Footprint, memory: Memory): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify({ hash: hashOf(print), print, memory }));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // Read-only, or another run was faster.
  }
}

function hashOf(print: Footprint): string {
  const hash = createHash("sha256").update(ownCode()).update(process.version).update(print.settings);
  for (const path of [...print.files, ...print.inputs, ...print.outputs])
    hash.update(`\0${path}\0`).update(contentOf(path));
  for (const path of print.externals) {
    const stat = statSync(path, { throwIfNoEntry: false });
    hash.update(`\0${path}\0${stat?.size}:${stat?.mtimeMs}`);
  }
  return hash.digest("hex");
}

function contentOf(path: string): Buffer | string {
  try {
    return readFileSync(path);
  } catch {
    return "absent";
  }
}

// The generator itself and what it emits: another version means other output.
let own: string | undefined;
function ownCode(): string {
  if (own !== undefined) return own;
  const here = dirname(fileURLToPath(import.meta.url));
  const hash = createHash("sha256");
  for (const folder of [here, join(here, "../schema"), join(here, "../../templates")]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
        hash.update(readFileSync(join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
  return (own = hash.digest("hex"));
}

function isFootprint(value: unknown): value is Footprint {
  const lists = ["files", "inputs", "externals", "outputs"];
  return isRecord(value) && lists.every((name) => isTexts(value[name])) && typeof value["settings"] === "string";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
