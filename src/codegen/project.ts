// A project: which schemas are read and which folder is written, as the config and the command line say.
import { existsSync } from "node:fs";
import { basename, dirname, posix, relative, resolve, sep } from "node:path";
import type { ProjectFacts, Template } from "../schema/template.js";
import { findConfig, loadConfig } from "./config/load-config.js";
import { importExtensionOf } from "./config/import-extension.js";
import { usesReact } from "./config/uses-react.js";
import type { Diagnostic } from "./diagnostic.js";

/** What the command line says; all of it may be left out. Paths are relative to `cwd`. */
export interface ProjectOptions {
  /** Absolute folder in which the command was given. */
  readonly cwd: string;
  /** The config file. Default: the nearest `actorgen.config.*` from `cwd` upward. */
  readonly config?: string;
  /** Globs instead of the config's. */
  readonly input?: readonly string[];
  /** The output folder instead of the config's. */
  readonly output?: string;
}

/** Where to read and write. All paths are absolute. */
export interface Project extends ProjectFacts {
  /** Folder of the config file, or `cwd`. Paths of sources are relative to it. */
  readonly root: string;
  readonly patterns: readonly string[];
  /** The folder that `patterns` are relative to. */
  readonly folder: string;
  readonly output: string;
  readonly templates: readonly Template[];
  /** Milliseconds that schema files may take. */
  readonly loadTimeout?: number;
  /** Where `actorgen stub` writes new implementations. */
  readonly stubFolder: string;
  /** Files that decided all this, and installed packages' files that the config imports. */
  readonly inputs: readonly string[];
  readonly externals: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Absolute path of the config file that these options lead to. It may not exist when it is named. */
export function configPathOf({ cwd, config }: ProjectOptions): string | undefined {
  return config === undefined ? findConfig(cwd) : resolve(cwd, config);
}

/** Finds and loads the config, and fills in the defaults. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { cwd } = options;
  const path = configPathOf(options);
  const root = path === undefined ? cwd : dirname(path);
  const loaded =
    path === undefined
      ? { config: {}, diagnostics: [], inputs: [], externals: [] }
      : existsSync(path)
        ? await loadConfig(path)
        : { config: {}, diagnostics: [missingConfig(path)], inputs: [], externals: [] };
  const { config } = loaded;
  const output =
    options.output === undefined ? resolve(root, config.output ?? "generated") : resolve(cwd, options.output);
  const extension = importExtensionOf(output);
  const found = usesReact(output);
  return {
    root,
    patterns: options.input ?? [config.input ?? "schemas/**/*.ts"].flat(),
    folder: options.input === undefined ? root : cwd,
    output,
    templates: config.templates ?? [],
    ...(config.loadTimeout === undefined ? {} : { loadTimeout: config.loadTimeout }),
    stubFolder: resolve(root, config.stubs?.folder ?? "actors"),
    importExtension: config.importExtension ?? extension.importExtension,
    react: config.react ?? found.react,
    testing: config.testing ?? found.testing,
    sourceRoot: relative(output, root).split(sep).join(posix.sep) || ".",
    inputs: [...loaded.inputs, ...extension.inputs, ...found.inputs],
    externals: loaded.externals,
    diagnostics: loaded.diagnostics,
  };
}

function missingConfig(path: string): Diagnostic {
  const message = `There is no config file ${basename(path)} in ${dirname(path)}.`;
  return { code: "AG113", severity: "error", message, mend: "Correct the path after --config, or leave it out." };
}
