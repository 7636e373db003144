// Applies a plan so that a kill at any moment leaves the old files or, after the next run, the new ones.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "../code-text.js";
import { isRecord, parseJson } from "../parse-json.js";
import { lockName } from "./lock.js";
import { manifestName } from "./manifest.js";
import { foldersOf, look } from "./output-folder.js";
import type { Plan } from "./plan.js";

/** Name of the folder, in the output folder, in which new files wait until all of them are written. */
export const stagingName = ".actorgen-staging";

const journalName = "journal.json";

/** One change: hashes of the text before and after, null where there is no file. `staged` is a name in the staging folder. */
interface Entry {
  readonly path: string;
  readonly staged: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Writes the plan's files. First all new texts go to a staging folder, then a journal names them; from then on the
 * new tree is certain: files are renamed into place one by one, the manifest last, and a run that finds the journal of
 * a killed one goes on where that stopped. A file that was changed meanwhile is left alone.
 *
 * @returns Paths of files that were left alone.
 */
export function commit(folder: string, plan: Plan): readonly string[] {
  const staging = join(folder, stagingName);
  const entries: Entry[] = [];
  const changes: { path: string; before?: string | undefined; after?: string }[] = [...plan.steps];
  changes.push({ path: manifestName, before: plan.manifest.before, after: plan.manifest.text });
  try {
    mkdirSync(staging);
    for (const [index, { path, before, after }] of changes.entries()) {
      const staged = after === undefined ? null : String(index);
      if (after !== undefined) writeFileSync(join(staging, String(index)), after);
      entries.push({ path, staged, before: hashOf(before), after: hashOf(after) });
    }
    writeFileSync(join(staging, "next"), JSON.stringify(entries));
    renameSync(join(staging, "next"), join(staging, journalName));
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  return apply(folder, entries);
}

/** Finishes what a killed run had begun, or clears away what it had only prepared. Needs the lock. */
export function recover(folder: string): void {
  const staging = join(folder, stagingName);
  for (const name of readdirSync(folder))
    if (name.startsWith(`${lockName}.`)) rmSync(join(folder, name), { force: true });
  if (!existsSync(staging)) return;
  const journal = join(staging, journalName);
  if (existsSync(journal)) apply(folder, parseJournal(readFileSync(journal, "utf8")));
  else rmSync(staging, { recursive: true, force: true });
}

/** Does another run hold the folder, or did a killed one leave something to finish or to clear away? */
export function needsRecovery(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name === stagingName || name.startsWith(lockName));
}

function apply(folder: string, entries: readonly Entry[]): readonly string[] {
  const leftAlone: string[] = [];
  for (const entry of entries) if (!applyOne(folder, entry)) leftAlone.push(entry.path);
  rmSync(join(folder, stagingName), { recursive: true, force: true });
  return leftAlone;
}

function applyOne(folder: string, { path, staged, before, after }: Entry): boolean {
  const from = staged === null ? undefined : join(folder, stagingName, staged);
  // Renamed before the kill.
  if (from !== undefined && !existsSync(from)) return true;
  const now = look(folder, path);
  if (now.is === "blocked") return false;
  const hash = now.is === "absent" ? null : hashOf(now.text);
  if (hash === after) return true;
  if (hash !== before) return false;
  const target = join(folder, ...path.split("/"));
  if (from !== undefined) {
    mkdirSync(dirname(target), { recursive: true });
    renameSync(from, target);
  } else {
    unlinkSync(target);
    removeEmpty(folder, path);
  }
  return true;
}

function removeEmpty(folder: string, path: string): void {
  for (const parent of foldersOf(path)) {
    try {
      rmdirSync(join(folder, ...parent.split("/")));
    } catch {
      // Not empty: it stays, and so do those around it.
      return;
    }
  }
}

function hashOf(text: string | undefined): string | null {
  return text === undefined ? null : sha256(text);
}

function parseJournal(text: string): readonly Entry[] {
  const value = parseJson(text);
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Entry {
  return (
    isRecord(value) &&
    typeof value["path"] === "string" &&
    [value["staged"], value["before"], value["after"]].every(isTextOrNull)
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}
