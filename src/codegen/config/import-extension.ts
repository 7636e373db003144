// The ending of relative imports that a project's tsconfig.json asks for.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { ProjectFacts } from "../../schema/template.js";
import { isRecord, parseJsonWithComments } from "../parse-json.js";

/** The ending, and the tsconfig files that decided it. */
export interface FoundExtension {
  readonly importExtension: ProjectFacts["importExtension"];
  /** Absolute paths of the tsconfig files that were read. */
  readonly inputs: readonly string[];
}

/**
 * `.ts` under module resolution "bundler" with `allowImportingTsExtensions`, nothing under "bundler" without it, else
 * `.js`. Reads the tsconfig.json of the folder or of the nearest one above it, with what it extends; one that only
 * refers to others (as Vite writes it) is decided by the first of them that decides.
 */
export function importExtensionOf(folder: string): FoundExtension {
  const inputs: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    const path = join(current, "tsconfig.json");
    if (existsSync(path)) return { importExtension: decide(path, inputs) ?? ".js", inputs };
    if (dirname(current) === current) return { importExtension: ".js", inputs };
  }
}

function decide(path: string, inputs: string[]): ProjectFacts["importExtension"] | undefined {
  const { options, references } = read(path, inputs);
  const module = lower(options["module"]);
  const resolution = lower(options["moduleResolution"]) ?? (module === "preserve" ? "bundler" : undefined);
  if (resolution === "bundler") return options["allowImportingTsExtensions"] === true ? ".ts" : "";
  if (resolution !== undefined || module !== undefined) return ".js";
  for (const reference of references) {
    const target = resolve(dirname(path), reference);
    const file = target.endsWith(".json") ? target : join(target, "tsconfig.json");
    const decided = inputs.includes(file) || !existsSync(file) ? undefined : decide(file, inputs);
    if (decided !== undefined) return decided;
  }
  return undefined;
}

interface Tsconfig {
  readonly options: Readonly<Record<string, unknown>>;
  readonly references: readonly string[];
}

// A tsconfig that cannot be read decides nothing: esbuild and the compiler report it better.
function read(path: string, inputs: string[]): Tsconfig {
  const empty: Tsconfig = { options: {}, references: [] };
  if (inputs.includes(path)) return empty;
  inputs.push(path);
  let parsed: unknown;
  try {
    parsed = parseJsonWithComments(readFileSync(path, "utf8"));
  } catch {
    return empty;
  }
  if (!isRecord(parsed)) return empty;
  const bases = [parsed["extends"]].flat().filter((base) => typeof base === "string");
  const inherited = bases.map((base) => {
    const file = locate(base, path);
    return file === undefined ? {} : read(file, inputs).options;
  });
  const own = isRecord(parsed["compilerOptions"]) ? parsed["compilerOptions"] : {};
  const references = Array.isArray(parsed["references"]) ? parsed["references"] : [];
  return {
    options: Object.assign({}, ...inherited, own),
    references: references.flatMap((entry) =>
      isRecord(entry) && typeof entry["path"] === "string" ? [entry["path"]] : [],
    ),
  };
}

function locate(base: string, from: string): string | undefined {
  if (/^\.{1,2}(?:\/|$)|^\/|^[A-Za-z]:/.test(base)) {
    const path = resolve(dirname(from), base);
    return [path, `${path}.json`, join(path, "tsconfig.json")].find(
      (candidate) => candidate.endsWith(".json") && existsSync(candidate),
    );
  }
  const require = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const found = require.resolve(name);
      if (found.endsWith(".json")) return found;
    } catch {
      // Not under this name.
    }
  }
  return undefined;
}

function lower(value: unknown): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}
