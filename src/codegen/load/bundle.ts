// Bundles the user's modules into one file with esbuild, and turns esbuild's errors into diagnostics.
import { relative, resolve, sep } from "node:path";
import type { BuildFailure, Location, Message, Plugin } from "esbuild";
import type { Diagnostic } from "../diagnostic.js";
import { externalPackages } from "./external-packages.js";

/** What to bundle. */
export interface BundleOptions {
  /** Absolute folder that the paths of sources are told relative to. */
  readonly root: string;
  /** Absolute paths of the modules. Export `m0` of the bundle is the first one's namespace, and so on. */
  readonly files: readonly string[];
  /** A tsconfig.json for all of them. Default: the one nearest to each file. */
  readonly tsconfig?: string;
  /** Before each module is evaluated its index is handed to `globalThis[loadingMark]`. Default false. */
  readonly marked?: boolean;
}

/** The name of the function that hears which module is evaluated next. */
export const loadingMark = Symbol.for("actorgen.loading");

const marks: Plugin = {
  name: "marks",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^actorgen-mark:/ }, ({ path }) => ({
      path: path.slice("actorgen-mark:".length),
      namespace: "actorgen-mark",
    }));
    onLoad({ filter: /.*/, namespace: "actorgen-mark" }, ({ path }) => ({
      contents: `globalThis[Symbol.for("actorgen.loading")]?.(${path});`,
    }));
  },
};

/** One ES module that holds all of them, so that a module two of them share is evaluated once. */
export interface Bundle {
  readonly code: string;
  /** JSON text of its source map. */
  readonly map: string;
  /** Absolute paths of the project's files inside it. */
  readonly inputs: readonly string[];
  /** Absolute paths of the installed packages' files that it imports. */
  readonly externals: readonly string[];
}

/** A path relative to a folder, with posix separators. */
export function posixPath(root: string, path: string): string {
  return relative(root, resolve(root, path)).split(sep).join("/");
}

/** Bundles; syntax errors and unresolved imports come back as diagnostics, all of them at once. */
export async function bundle(options: BundleOptions): Promise<Bundle | readonly Diagnostic[]> {
  const { root, files, tsconfig, marked = false } = options;
  const mark = (index: number): string => (marked ? `import "actorgen-mark:${index}";` : "");
  const { build } = await import("esbuild");
  const externals = new Set<string>();
  try {
    const result = await build({
      absWorkingDir: root,
      stdin: {
        contents: files
          .map((file, index) => `${mark(index)}export * as m${index} from ${JSON.stringify(file)};`)
          .join("\n"),
        resolveDir: root,
        sourcefile: entryName,
      },
      outfile: resolve(root, "bundle.mjs"),
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      // Without esbuild's own "module" condition: the same files that Node would import.
      conditions: [],
      metafile: true,
      sourcemap: "external",
      sourcesContent: false,
      legalComments: "none",
      charset: "utf8",
      logLevel: "silent",
      logLimit: 0,
      plugins: [...(marked ? [marks] : []), externalPackages(externals)],
      ...(tsconfig === undefined ? {} : { tsconfig }),
    });
    const text = (ending: string): string => result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
    const inputs = Object.keys(result.metafile.inputs).filter(
      (input) => input !== entryName && !/^(?:\(disabled\)|actorgen-mark):/.test(input),
    );
    return {
      code: text(".mjs"),
      map: text(".map"),
      inputs: inputs.map((input) => resolve(root, input)),
      externals: [...externals],
    };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    return error.errors.map((message) => fromMessage(message, root));
  }
}

const entryName = "<actorgen>";

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function fromMessage({ text, location, notes }: Message, root: string): Diagnostic {
  const unresolved = /^Could not (?:resolve|read from file) "?([^"]+)"?/.exec(text);
  const where =
    location === null || location.file === entryName
      ? {}
      : { file: posixPath(root, location.file), line: location.line, column: columnOf(location) };
  if (unresolved === null) {
    return {
      code: "AG101",
      severity: "error",
      message: sentence(text),
      mend: text.startsWith("No matching export")
        ? "Correct the name, or export it there; nothing was generated."
        : "Mend the syntax; nothing was generated.",
      ...where,
    };
  }
  const name = unresolved[1] ?? "";
  const note = notes.map((entry) => entry.text).find((hint) => hint.length > 0 && !hint.startsWith("You can mark"));
  const mend = /^[./]/.test(name)
    ? "Correct the path, or create the file."
    : /^(?:~|@\/|#)/.test(name)
      ? "Add the alias to `paths` in tsconfig.json, or correct it."
      : `Install it (npm install ${packageName(name)}), correct its name, or add the path alias to tsconfig.json.`;
  const reason = note === undefined ? "" : ` ${sentence(note)}`;
  return { code: "AG102", severity: "error", message: `The import "${name}" leads nowhere.${reason}`, mend, ...where };
}

// esbuild counts bytes, editors count UTF-16 units.
function columnOf({ lineText, column }: Location): number {
  return Buffer.from(lineText).subarray(0, column).toString().length + 1;
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}
