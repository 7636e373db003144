// Tells whether a project has a style of its own, without loading Prettier, which takes longer than a small run.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord, parseJson } from "./parse-json.js";

const names = /^(?:\.prettierrc(?:\..+)?|prettier\.config\..+|\.editorconfig|package\.yaml)$/;

/** May Prettier find options for files of this folder, in it or in one above? */
export function hasOwnStyle(folder: string): boolean {
  for (let current = folder; ; current = dirname(current)) {
    const entries = entriesOf(current);
    if (entries.some((name) => names.test(name))) return true;
    if (entries.includes("package.json") && mentionsPrettier(join(current, "package.json"))) return true;
    if (dirname(current) === current) return false;
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not there yet, or not readable: Prettier finds nothing in it either.
    return [];
  }
}

function mentionsPrettier(path: string): boolean {
  try {
    const manifest = parseJson(readFileSync(path, "utf8"));
    return isRecord(manifest) && "prettier" in manifest;
  } catch {
    return true;
  }
}
