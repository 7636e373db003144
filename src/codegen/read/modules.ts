// What the schema files export: actors and named schemas, in an order that no file system decides.
import { isActorDefinition } from "../../schema/define-actor.js";
import type { SourceModule } from "../source-module.js";
import { actorTypeNames, isIdentifier, reservedActorNames, reservedTypeNames, reservedWords } from "../names.js";
import { isSchema } from "./dialect.js";
import { compare, type Findings } from "./findings.js";
import type { SourceTexts } from "./source-texts.js";

/** One exported actor. */
export interface FoundActor {
  readonly name: string;
  readonly source: string;
  readonly definition: object;
}

/** Everything found, by name. */
export interface Found {
  readonly actors: readonly FoundActor[];
  /** Exported schemas; one that is exported twice has its first name. */
  readonly types: ReadonlyMap<object, string>;
  /** Where each name comes from. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Sorts modules by path, and keeps declaration order inside each where the text or the module tells it. */
export function findExports(modules: readonly SourceModule[]): Found {
  const actors = new Map<object, FoundActor>();
  const types = new Map<object, string>();
  const sources = new Map<string, string>();
  for (const module of sortedModules(modules)) {
    for (const [name, value] of exportsOf(module)) {
      if (typeof value !== "object" || value === null || name === "default") continue;
      if (isActorDefinition(value)) {
        if (!actors.has(value)) actors.set(value, { name, source: module.source, definition: value });
      } else if (isSchema(value)) {
        if (!types.has(value)) types.set(value, name);
      } else continue;
      if (!sources.has(name)) sources.set(name, module.source);
    }
  }
  return { actors: [...actors.values()].sort((one, other) => compare(one.name, other.name)), types, sources };
}

function sortedModules(modules: readonly SourceModule[]): readonly SourceModule[] {
  return [...modules].sort((one, other) => compare(one.source, other.source));
}

// A module's namespace sorts its exports by name; only the text knows the order of declarations.
function exportsOf(module: SourceModule): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(module.exports).sort(([one], [other]) => compare(one, other));
  const { text } = module;
  if (text === undefined) return entries;
  const place = (name: string): number => {
    const found = text.search(
      new RegExp(
        `export\\s+(?:const|let|var)\\s+${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{ID_Continue}$])`,
        "u",
      ),
    );
    return found < 0 ? text.length : found;
  };
  return entries
    .map((entry) => ({ entry, at: place(entry[0]) }))
    .sort((one, other) => one.at - other.at)
    .map(({ entry }) => entry);
}

/** Reports names that cannot stand together or at all. */
export function checkNames(
  modules: readonly SourceModule[],
  found: Found,
  texts: SourceTexts,
  findings: Findings,
): void {
  const owner = new Map<string, { readonly value: unknown; readonly source: string; readonly actor: boolean }>();
  const folded = new Map<string, string>();
  // Names of emitted types, and the first actor that each is emitted for.
  const emitted = new Map(
    found.actors.toReversed().flatMap(({ name }) => actorTypeNames(name).map((type) => [type, name])),
  );
  for (const module of sortedModules(modules)) {
    for (const [name, value] of exportsOf(module)) {
      const actor = isActorDefinition(value);
      if (!actor && !isSchema(value)) continue;
      const place = texts.placeIn(module.source, [name]);
      if (name === "default") {
        if (!isExportedByName(module, value)) {
          const what = actor ? "an actor" : "a schema";
          findings.add("AG001", `The default export of this file is ${what}, which needs a name.`, ["default"], place);
        }
        continue;
      }
      const first = owner.get(name);
      if (first === undefined) owner.set(name, { value, source: module.source, actor });
      else if (first.value !== value) {
        const code = actor && first.actor ? "AG002" : "AG003";
        const what = code === "AG002" ? "an actor" : "another schema or actor";
        findings.add(code, `\`${name}\` is ${what} in \`${first.source}\` already.`, [name], place);
      }
      const kept = actor ? found.actors.find((one) => one.definition === value)?.name : found.types.get(value);
      if (kept !== name) continue;
      const lower = `${actor ? "actor" : "type"} ${name.toLowerCase()}`;
      const twin = folded.get(lower);
      if (twin === undefined) folded.set(lower, name);
      else if (twin !== name) findings.add("AG005", `\`${name}\` and \`${twin}\` differ only in case.`, [name]);
      checkReserved(name, actor, emitted, findings);
    }
  }
}

function isExportedByName(module: SourceModule, value: unknown): boolean {
  return Object.entries(module.exports).some(([name, other]) => name !== "default" && other === value);
}

function checkReserved(name: string, actor: boolean, emitted: ReadonlyMap<string, string>, findings: Findings): void {
  if (!isIdentifier(name) || reservedWords.has(name)) {
    // `export { room as "any text" }`
    findings.add("AG007", `${JSON.stringify(name)} cannot be declared, and so not be the name of an export.`, [name]);
    return;
  }
  if (actor) {
    if (reservedActorNames.has(name)) findings.add("AG006", `An actor cannot be called \`${name}\`.`, [name]);
    return;
  }
  if (reservedTypeNames.has(name)) {
    findings.add("AG004", `A schema cannot be called \`${name}\`: emitted code uses that name.`, [name]);
  }
  const actorName = emitted.get(name);
  if (actorName !== undefined)
    findings.add("AG004", `\`${name}\` is a type that is emitted for the actor \`${actorName}\`.`, [name]);
}
