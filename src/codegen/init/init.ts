// actorgen init: the files of a new project. What is there is left as it is, and said to be left.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configNames } from "../config/load-config.js";
import type { Diagnostic } from "../diagnostic.js";
import { isRecord, parseJson, parseJsonWithComments } from "../parse-json.js";
import { createFile, replaceFile } from "../stub/write-file.js";
import { editPackageJson } from "./package-json.js";
import { configText, packageText, schemaText, tsconfigText, type InitAnswers } from "./texts.js";

/** One thing that was done or left. */
export interface InitStep {
  readonly change: "create" | "update" | "left";
  /** Posix path relative to the folder. */
  readonly file: string;
  readonly note?: string;
}

/** What was done, and what the user should do. */
export interface InitResult {
  readonly steps: readonly InitStep[];
  readonly hints: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Sets a folder up. Nothing that is there is overwritten; run again, it adds what is missing. */
export async function init(folder: string, answers: InitAnswers): Promise<InitResult> {
  const diagnostics: Diagnostic[] = [];
  const steps: InitStep[] = [];
  const attempt = (file: string, work: () => InitStep): void => {
    try {
      steps.push(work());
    } catch (error) {
      const message = `The file was not written: ${error instanceof Error ? error.message : String(error)}.`;
      const mend =
        "Make its folder writable, make room, or remove what stands in the way, and run again: that adds what is missing.";
      diagnostics.push({ code: "AG231", severity: "error", message, mend, file });
    }
  };
  const create = (file: string, text: string): void =>
    attempt(file, () => {
      if (existsSync(join(folder, file))) return { change: "left", file };
      createFile(join(folder, file), text);
      return { change: "create", file };
    });

  // Asked before anything is written, for what init writes is no code of the user.
  const isEmpty = !(await hasCode(folder));
  const configName = configNames.find((name) => existsSync(join(folder, name)));
  if (configName === undefined) create("actorgen.config.ts", configText(answers));
  else steps.push({ change: "left", file: configName });
  const schemaFile = `${answers.schemas}/chat-room.ts`;
  if (await hasCode(join(folder, answers.schemas))) steps.push({ change: "left", file: `${answers.schemas}/` });
  else create(schemaFile, schemaText);
  create("tsconfig.json", tsconfigText);
  const fault = packageJson(folder, isEmpty, attempt);
  if (fault !== undefined) diagnostics.push(fault);
  attempt(".gitignore", () => gitignore(folder));
  return { steps, hints: hintsOf(folder), diagnostics };
}

function packageJson(
  folder: string,
  isEmpty: boolean,
  attempt: (file: string, work: () => InitStep) => void,
): Diagnostic | undefined {
  const file = "package.json";
  const path = join(folder, file);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const edit = editPackageJson(before ?? packageText, isEmpty);
  if (edit === undefined) {
    const mend = "Mend its syntax and run again.";
    const message = `package.json is not a JSON object: ${faultOf(before ?? packageText)}.`;
    return { code: "AG230", severity: "error", message, mend, file };
  }
  const { text, added, left } = edit;
  const kept = left.length === 0 ? "" : `left: ${left.join(", ")}`;
  const note = [added.join(", "), kept].filter((part) => part !== "").join("; ");
  attempt(file, () => {
    if (before === undefined) createFile(path, text);
    else if (text !== before) replaceFile(path, before, text);
    return {
      change: before === undefined ? "create" : text === before ? "left" : "update",
      file,
      ...(note === "" ? {} : { note }),
    };
  });
  return undefined;
}

function faultOf(text: string): string {
  try {
    parseJson(text.replace(/^\uFEFF/, ""));
    return "it holds something else";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

// `.actorgen/` is where a server keeps its actors by default.
function gitignore(folder: string): InitStep {
  const file = ".gitignore";
  const path = join(folder, file);
  if (!existsSync(path)) {
    createFile(path, "node_modules/\ndist/\n.actorgen/\n");
    return { change: "create", file };
  }
  const before = readFileSync(path, "utf8");
  if (/^\/?\.actorgen\/?\s*$/m.test(before)) return { change: "left", file };
  const newline = /\r?\n/.exec(before)?.[0] ?? "\n";
  const gap = before === "" || before.endsWith("\n") ? "" : newline;
  replaceFile(path, before, `${before}${gap}.actorgen/${newline}`);
  return { change: "update", file, note: ".actorgen/" };
}

async function hasCode(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const { glob } = await import("tinyglobby");
  const found = await glob(["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"], {
    cwd: folder,
    ignore: ["**/node_modules/**", "actorgen.config.*"],
  });
  return found.length > 0;
}

function packageOf(folder: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseJson(readFileSync(join(folder, "package.json"), "utf8"));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function hintsOf(folder: string): readonly string[] {
  const { type, dependencies, devDependencies, peerDependencies } = packageOf(folder);
  const kinds = [dependencies, devDependencies, peerDependencies];
  const installed = kinds.flatMap((kind) => (isRecord(kind) ? Object.keys(kind) : []));
  const hints: string[] = [];
  if (type === "commonjs")
    hints.push(
      'package.json: set "type" to "module", or keep actors in a folder whose package.json says so: actorgen is ES modules only',
    );
  const needed = ["actorgen", "zod"].filter((name) => !installed.includes(name));
  const forTypes = ["typescript", "@types/node"].filter((name) => !installed.includes(name));
  if (needed.length > 0) hints.push(`npm install ${needed.join(" ")}`);
  if (forTypes.length > 0) hints.push(`npm install --save-dev ${forTypes.join(" ")}`);
  const resolution = unfitResolution(join(folder, "tsconfig.json"));
  if (resolution !== undefined)
    hints.push(
      `tsconfig.json: set "module" to "nodenext", or "moduleResolution" to "bundler", instead of ${resolution}`,
    );
  return hints;
}

// Older ways of resolving modules do not know `exports` of a package.json, by which actorgen's entries are found.
function unfitResolution(path: string): string | undefined {
  try {
    const value = parseJsonWithComments(readFileSync(path, "utf8"));
    const options = isRecord(value) && isRecord(value["compilerOptions"]) ? value["compilerOptions"] : {};
    const { module, moduleResolution } = options;
    if (typeof moduleResolution === "string")
      return /^(?:node16|nodenext|bundler)$/i.test(moduleResolution) ? undefined : JSON.stringify(moduleResolution);
    if (typeof module !== "string") return undefined;
    return /^(?:node16|node18|node20|nodenext|preserve)$/i.test(module) ? undefined : JSON.stringify(module);
  } catch {
    return undefined;
  }
}
