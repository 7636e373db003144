// The findings of `actorgen stub`: AG220 to AG229.
import { nearestName } from "../config/nearest-name.js";
import type { Diagnostic } from "../diagnostic.js";
import type { HandlersText, Unclear } from "./locate.js";
import type { Needed } from "./needed.js";

/** A source file of the user. */
export interface SourceText {
  /** Posix path relative to the folder of the config. */
  readonly file: string;
  readonly text: string;
  /** Where an offset of the text that was read is in `text`. Absent when it is that text. */
  readonly moved?: (offset: number) => number;
}

/** The file is not valid code, so nothing is inserted. */
export function brokenFile(source: SourceText, reason: string, at: number): Diagnostic {
  const message = `The file does not parse: ${reason}`;
  return {
    code: "AG220",
    severity: "error",
    message,
    mend: "Mend the syntax; nothing was inserted.",
    ...place(source, at),
  };
}

/** The handlers stand where this command cannot see them. */
export function unclear(source: SourceText, needed: Needed, { unclear: what, at }: Unclear): Diagnostic {
  const message = `The handlers of ${needed.actor} cannot be read: ${what}.`;
  const mend = `Write them as an object literal in the call of ${needed.functionName}, or in a const of the same file.`;
  return { code: "AG221", severity: "error", message, mend, at: needed.actor, ...place(source, at) };
}

/** There are two implementations in one file. */
export function twice(source: SourceText, needed: Needed, at: number): Diagnostic {
  const message = `${needed.actor} is implemented twice in this file.`;
  const mend = "Keep one of the two, or move the other to a file outside of the project's sources.";
  return { code: "AG222", severity: "error", message, mend, at: needed.actor, ...place(source, at) };
}

/** There are implementations in several files. */
export function ambiguous(needed: Needed, files: readonly string[]): Diagnostic {
  const message = `${needed.actor} is implemented in ${files.length} files: ${files.join(", ")}.`;
  const mend =
    "Say which folder holds the implementations: actorgen stub --dir <folder>, or `stubs: { folder }` in the config.";
  return { code: "AG222", severity: "error", message, mend, at: needed.actor, file: files[0] ?? "" };
}

/** Something is missing, unless a spread or a computed name brings it. */
export function hidden(
  source: SourceText,
  needed: Needed,
  object: HandlersText,
  missing: readonly string[],
): Diagnostic {
  const at = object.members.find(({ name }) => name === undefined)?.start ?? object.open;
  const message = `${needed.actor} lacks ${list(missing)}, unless this brings it: only running the file would tell.`;
  const mend = "Write these handlers out beside it, or write out what it brings.";
  return { code: "AG223", severity: "error", message, mend, at: needed.actor, ...place(source, at) };
}

/** Another file has the name that the implementation would get. */
export function inTheWay(needed: Needed, file: string): Diagnostic {
  const message = `${needed.actor} has no implementation, and the file that it would get holds something else.`;
  const mend = `Call ${needed.functionName} in it, rename it, or choose another folder: actorgen stub --dir <folder>.`;
  return { code: "AG224", severity: "error", message, mend, at: needed.actor, file };
}

/** `--check`: the implementation at an offset of its file lacks handlers. */
export function missingHandlers(
  source: SourceText,
  needed: Needed,
  at: number,
  handlers: readonly string[],
): Diagnostic {
  const message = `${needed.actor} lacks ${list(handlers)}.`;
  const mend = `Run: npx actorgen stub ${needed.actor}`;
  return { code: "AG225", severity: "error", message, mend, at: needed.actor, ...place(source, at) };
}

/** `--check`: an actor has no implementation; `file` would be written. */
export function missingActor(needed: Needed, file: string): Diagnostic {
  const message = `${needed.actor} has no implementation.`;
  const mend = `Run: npx actorgen stub ${needed.actor}`;
  return { code: "AG226", severity: "error", message, mend, at: needed.actor, file };
}

/** Handlers that no action calls any more, each with the action that it may have been renamed to. */
export function leftOver(source: SourceText, needed: Needed, actions: HandlersText): readonly Diagnostic[] {
  const names = needed.actions.map(({ name }) => name);
  const present = new Set(actions.members.map(({ name }) => name));
  const absent = names.filter((name) => !present.has(name));
  const left = actions.members.flatMap(({ name, start }) =>
    name === undefined || names.includes(name) ? [] : [{ name, start }],
  );
  return left.map(({ name, start }) => {
    const only = left.length === 1 && absent.length === 1 ? absent[0] : undefined;
    const renamed = nearestName(name, absent) ?? only;
    const message = `${needed.actor} has a handler "${name}", but no such action.`;
    const mend =
      renamed === undefined
        ? "Remove the handler, or declare the action in the schema."
        : `Did you rename it to "${renamed}"? Then move its code there and remove it.`;
    return { code: "AG227", severity: "warning", message, mend, at: needed.actor, ...place(source, start) };
  });
}

/** The command line names an actor that the schemas do not have. */
export function noActor(name: string, known: readonly string[]): Diagnostic {
  const nearest = nearestName(name, known);
  const mend = nearest === undefined ? `The actors are ${known.join(", ") || "none"}.` : `Did you mean ${nearest}?`;
  return { code: "AG228", severity: "error", message: `There is no actor ${name}.`, mend };
}

/** A file could not be written, or was saved by somebody else meanwhile. */
export function notWritten(file: string, reason: string): Diagnostic {
  const message = `The file was not written: ${reason}.`;
  const mend =
    "Make its folder writable, make room, or remove what stands in the way, and run again; nothing of it was changed.";
  return { code: "AG229", severity: "error", message, mend, file };
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more handlers` : shown;
}

function place(
  { file, text, moved = (same) => same }: SourceText,
  offset: number,
): Pick<Diagnostic, "file" | "line" | "column"> {
  const lines = text.slice(0, moved(offset)).split(/\r\n|[\n\r]/);
  return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
