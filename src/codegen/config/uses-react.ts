// Does the project that holds a folder depend on React, or on a test runner?
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord, parseJson } from "../parse-json.js";

/** The answer, and the package.json that gave it. */
export interface FoundReact {
  readonly react: boolean;
  /** It names a test runner. */
  readonly testing: boolean;
  /** Absolute paths of the files that were read. */
  readonly inputs: readonly string[];
}

const testRunners = ["vitest", "jest", "mocha"];
const kinds = ["dependencies", "devDependencies", "peerDependencies"];

/** Reads the package.json of the folder or of the nearest one above it. */
export function usesReact(folder: string): FoundReact {
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, "package.json");
    if (existsSync(path)) {
      const found = names(path);
      const testing = testRunners.some((runner) => found.includes(runner));
      return { react: found.includes("react"), testing, inputs: [path] };
    }
    if (dirname(current) === current) return { react: false, testing: false, inputs: [] };
  }
}

// A package.json that cannot be read says nothing: npm reports it better.
function names(path: string): string[] {
  try {
    const parsed = parseJson(readFileSync(path, "utf8"));
    return isRecord(parsed) ? kinds.flatMap((kind) => Object.keys(isRecord(parsed[kind]) ? parsed[kind] : {})) : [];
  } catch {
    return [];
  }
}
