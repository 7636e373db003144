// actorgen stub: for each actor an implementation with every handler, created or brought in step.
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileOf } from "../../../templates/typescript/names.js";
import type { Contract } from "../../schema/contract.js";
import type { Diagnostic } from "../diagnostic.js";
import { hasErrors } from "../diagnostic-order.js";
import { posixPath } from "../load/bundle.js";
import { createPrinter } from "../print.js";
import { openProject, type Project, type ProjectOptions } from "../project.js";
import { ambiguous, inTheWay, missingActor, missingHandlers, noActor, notWritten } from "./findings.js";
import { findSources } from "./find-sources.js";
import { neededOf, type Needed } from "./needed.js";
import { newFileText } from "./new-file.js";
import { readProject } from "../read-project.js";
import type { Update } from "./update.js";
import { createFile, replaceFile } from "./write-file.js";

/** What to do. */
export interface StubOptions extends ProjectOptions {
  /** One actor by its name. Default: all. */
  readonly actor?: string;
  /** Folder for new files, relative to `cwd`, instead of the config's. */
  readonly dir?: string;
  /** Write nothing; what is missing is a finding. Default false. */
  readonly check?: boolean;
}

const elsewhere = "Put schemas there, or say where they are with `input` in actorgen.config.ts.";

/** A file that was written. */
export interface StubChange {
  readonly actor: string;
  /** Posix path relative to the project's root. */
  readonly file: string;
  readonly change: "create" | "update";
  /** The handlers that were missing. */
  readonly added: readonly string[];
}

/** What was done and found. */
export interface StubResult {
  readonly project: Project;
  /** Actors that were looked at. */
  readonly actors: number;
  readonly changes: readonly StubChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Creates and updates implementations. Findings are returned, not thrown; one actor's do not stop the others. */
export async function stub(options: StubOptions): Promise<StubResult> {
  const project = await openProject(options);
  const result = { project, actors: 0, changes: [] };
  const read = await readProject(project, elsewhere);
  if (read.contract === undefined || hasErrors(read.diagnostics)) return { ...result, diagnostics: read.diagnostics };
  const { contract, server } = read;
  const known = Object.keys(contract.actors);
  if (options.actor !== undefined && !known.includes(options.actor))
    return { ...result, diagnostics: [noActor(options.actor, known)] };

  const names = options.actor === undefined ? known : [options.actor];
  const definitions = { ...contract.$defs, ...server?.$defs };
  const folder = options.dir === undefined ? project.stubFolder : resolve(options.cwd, options.dir);
  const wanted = names.flatMap((name) => {
    const actor = contract.actors[name];
    return actor === undefined ? [] : [neededOf(actor, server?.actors[name], definitions)];
  });
  const sources = await findSources({ ...project, functionNames: wanted.map(({ functionName }) => functionName) });
  const changes: StubChange[] = [];
  // Warnings about schemas are told by generate.
  const diagnostics: Diagnostic[] = [];
  // One after the other: two actors may share a file.
  for (const needed of wanted) {
    const done = await stubOne(needed, { project, folder, sources, contract, check: options.check === true });
    diagnostics.push(...done.diagnostics);
    if (done.change !== undefined) changes.push(done.change);
  }
  return { project, actors: names.length, changes, diagnostics };
}

interface Place {
  readonly project: Project;
  readonly folder: string;
  /** Their texts are replaced as they are written. */
  readonly sources: Map<string, string>;
  readonly contract: Contract;
  readonly check: boolean;
}

interface Done {
  readonly diagnostics: readonly Diagnostic[];
  readonly change?: StubChange;
}

async function stubOne(needed: Needed, place: Place): Promise<Done> {
  const { project, folder, sources } = place;
  const created = join(folder, `${fileOf(needed.actor)}.ts`);
  const found = await implementationsOf(needed, place);
  const ours = found.filter(({ path }) => path === created || path.startsWith(`${folder}${sep}`));
  const [implementation, another] = ours.length > 0 ? ours : found;
  const shown = (path: string): string => posixPath(project.root, path);
  if (implementation === undefined) return await create(needed, created, place);
  if (another !== undefined) {
    const files = (ours.length > 0 ? ours : found).map(({ path }) => shown(path));
    return { diagnostics: [ambiguous(needed, files)] };
  }
  const { path, before, update } = implementation;
  const file = shown(path);
  if (update.added.length === 0) return { diagnostics: update.diagnostics };
  if (place.check) {
    const lacking = missingHandlers({ file, text: before }, needed, update.at, update.added);
    return { diagnostics: [...update.diagnostics, lacking] };
  }
  try {
    replaceFile(path, before, update.text);
    sources.set(path, update.text);
  } catch (error) {
    return { diagnostics: [...update.diagnostics, notWritten(file, reasonOf(error))] };
  }
  const change: StubChange = { actor: needed.actor, file, change: "update", added: update.added };
  return { diagnostics: update.diagnosticsAfter, change };
}

interface Implementation {
  readonly path: string;
  readonly before: string;
  readonly update: Update;
}

async function implementationsOf(needed: Needed, { project, sources }: Place): Promise<readonly Implementation[]> {
  const mentions = [...sources].filter(([, text]) => text.includes(needed.functionName));
  if (mentions.length === 0) return [];
  const { updateText } = await import("./update.js");
  return mentions.flatMap(([path, before]) => {
    const update = updateText({ file: posixPath(project.root, path), text: before }, needed);
    return update === undefined ? [] : [{ path, before, update }];
  });
}

async function create(needed: Needed, path: string, { project, contract, check }: Place): Promise<Done> {
  const file = posixPath(project.root, path);
  if (existsSync(path)) return { diagnostics: [inTheWay(needed, file)] };
  if (check) return { diagnostics: [missingActor(needed, file)] };
  const module = relative(dirname(path), join(project.output, "server")).split(sep).join("/");
  const server = `${module.startsWith(".") ? module : `./${module}`}${project.importExtension}`;
  const text = newFileText(needed, { ...contract.actors[needed.actor], server });
  try {
    createFile(path, await createPrinter(dirname(path))({ path: `${fileOf(needed.actor)}.ts`, text }));
  } catch (error) {
    return { diagnostics: [notWritten(file, reasonOf(error))] };
  }
  const added = [...needed.hooks.map(({ name }) => name), ...needed.actions.map(({ name }) => `actions.${name}`)];
  return { diagnostics: [], change: { actor: needed.actor, file, change: "create", added } };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
