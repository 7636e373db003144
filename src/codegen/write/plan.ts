// Compares what was generated with the output folder: what to write, what to remove, and what stands in the way.
import type { EmittedFile } from "../../schema/template.js";
import { codeHash, sha256 } from "../code-text.js";
import type { Print } from "../print.js";
import {
  emptyManifest,
  ManifestError,
  manifestName,
  manifestText,
  parseManifest,
  type ManifestEntry,
} from "./manifest.js";
import { look } from "./output-folder.js";

/** One file that differs. */
export interface Step {
  /** Posix path relative to the output folder. */
  readonly path: string;
  readonly change: "create" | "update" | "remove";
  /** What it holds now; absent when there is no such file. */
  readonly before?: string;
  /** What it is to hold; absent when it is to be removed. */
  readonly after?: string;
  /** Only its layout differs, so `--check` does not mind. */
  readonly layoutOnly?: true;
}

/** A file that the generator may not touch. */
export interface Conflict {
  readonly path: string;
  /** `hand-edited`: ours, but changed since; `foreign`: never ours; `blocked`: a link or a folder. */
  readonly kind: "hand-edited" | "foreign" | "blocked";
  readonly reason: string;
  readonly before?: string;
  readonly after?: string;
}

/** What a run would do. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly conflicts: readonly Conflict[];
  /** Files that were generated, without the manifest. */
  readonly total: number;
  /** The manifest's new text, and its text on disk. */
  readonly manifest: { readonly text: string; readonly before: string | undefined };
}

/** How to compare. */
export interface PlanOptions {
  /** Absolute output folder. */
  readonly folder: string;
  readonly files: readonly EmittedFile[];
  readonly print: Print;
  /** Hand-edited files of ours are overwritten or removed. Default false. */
  readonly force?: boolean;
}

/**
 * Plans a run; writes nothing. Prints only files that were emitted differently than last time.
 * @throws ManifestError, PrintError
 */
export async function plan({ folder, files, print, force = false }: PlanOptions): Promise<Plan> {
  const standing = look(folder, manifestName);
  const known = standing.is === "file" ? parseManifest(standing.text) : emptyManifest;
  if (known === undefined || standing.is === "blocked")
    throw new ManifestError(`${manifestName} in the output folder cannot be read.`);
  const steps: Step[] = [];
  const conflicts: Conflict[] = [];
  const entries = new Map<string, ManifestEntry>();
  for (const file of files) {
    const owned = Object.hasOwn(known.files, file.path) ? known.files[file.path] : undefined;
    const { entry, step, conflict } = await compare(file, owned);
    entries.set(file.path, entry);
    if (step !== undefined) steps.push(step);
    if (conflict !== undefined) conflicts.push(conflict);
  }
  for (const [path, entry] of Object.entries(known.files)) if (!entries.has(path)) retire(path, entry);
  const before = standing.is === "file" ? standing.text : undefined;
  const text = manifestText(entries);
  const isSame = before !== undefined && text === manifestText(new Map(Object.entries(known.files)));
  const manifest = { before, text: isSame ? before : await print({ path: manifestName, text }) };
  return { steps, conflicts, total: files.length, manifest };

  async function compare(
    file: EmittedFile,
    owned: ManifestEntry | undefined,
  ): Promise<{ entry: ManifestEntry; step?: Step; conflict?: Conflict }> {
    const { path } = file;
    const emitted = emittedHash(file);
    const now = look(folder, path);
    if (now.is === "file" && owned?.emitted === emitted && owned.code === codeHash(path, now.text))
      return { entry: owned };
    const after = await print(file);
    const entry = { emitted, code: codeHash(path, after) };
    if (now.is === "absent") return { entry, step: { path, change: "create", after } };
    if (now.is === "blocked") return { entry, conflict: { path, kind: "blocked", reason: now.reason, after } };
    const before = now.text;
    if (withPlainLines(before) === withPlainLines(after)) return { entry };
    const code = codeHash(path, before);
    // The same code in another layout: of a file that is not ours, even the layout stays.
    if (code === entry.code)
      return owned === undefined
        ? { entry }
        : { entry, step: { path, change: "update", before, after, layoutOnly: true } };
    if (owned === undefined)
      return { entry, conflict: { path, kind: "foreign", reason: "actorgen did not write it", before, after } };
    if (owned.code === code || force) return { entry, step: { path, change: "update", before, after } };
    return {
      entry,
      conflict: { path, kind: "hand-edited", reason: "it was edited after actorgen wrote it", before, after },
    };
  }

  function retire(path: string, entry: ManifestEntry): void {
    const now = look(folder, path);
    if (now.is === "absent") return;
    if (now.is === "blocked") conflicts.push({ path, kind: "blocked", reason: now.reason });
    else if (force || codeHash(path, now.text) === entry.code) steps.push({ path, change: "remove", before: now.text });
    else
      conflicts.push({
        path,
        kind: "hand-edited",
        reason: "it is not generated any more, but was edited by hand",
        before: now.text,
      });
  }
}

const emittedHashes = new WeakMap<EmittedFile, string>();

// A plan is made twice of the same files.
function emittedHash(file: EmittedFile): string {
  const known = emittedHashes.get(file) ?? sha256(file.text);
  emittedHashes.set(file, known);
  return known;
}

/** A text with its line ends as `\n`. */
export function withPlainLines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}
