// Brings the text of an implementation in step with its contract: inserts what is missing and tells what is left over.
import type { Diagnostic } from "../diagnostic.js";
import { brokenFile, hidden, leftOver, twice, unclear, type SourceText } from "./findings.js";
import { locate, type HandlersText, type Unclear } from "./locate.js";
import { actionsLines, type CodeStyle, type Handler, type Needed } from "./needed.js";
import { applyInsertions, insertMembers, unitOf, type Insertion, type MemberLines } from "./object-text.js";

/** The text as it should be. Without anything missing it is the same text. */
export interface Update {
  readonly text: string;
  /** Where the call is in the text as it was. */
  readonly at: number;
  /** Inserted handlers, such as `createState` and `actions.sendMessage`. */
  readonly added: readonly string[];
  /** What could not be inserted (errors), and handlers that no action calls (warnings): placed in the text as it was. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same, placed in the text as it should be. */
  readonly diagnosticsAfter: readonly Diagnostic[];
}

/**
 * Inserts the handlers that `needed` names and the text lacks. Everything else stays byte for byte; what is not needed
 * any more is reported, not removed. Undefined when the text holds no implementation of the actor.
 */
export function updateText(source: SourceText, needed: Needed): Update | undefined {
  const { file, text } = source;
  const stopped = (diagnostic: Diagnostic): Update => {
    const diagnostics = [diagnostic];
    return { text, at: 0, added: [], diagnostics, diagnosticsAfter: diagnostics };
  };
  const located = locate(file, text, needed.functionName);
  if ("syntaxError" in located) return stopped(brokenFile(source, located.syntaxError, located.at));
  const [call, another] = located.calls;
  if (call === undefined) return undefined;
  if (another !== undefined) return stopped(twice(source, needed, another.at));
  const { handlers, actions } = call;
  if ("unclear" in handlers) return stopped(unclear(source, needed, handlers));

  const place: Place = { source, needed, style: styleOf(text), unit: unitOf(text) };
  const parts = [inHandlers(handlers, actions !== undefined, place), inActions(actions, place)];
  const insertions = parts.flatMap((part) => part.insertions);
  const after = applyInsertions(text, insertions);
  if (after !== text && "syntaxError" in locate(file, after, needed.functionName))
    throw new Error(`The handlers of ${needed.actor} could not be inserted into ${file}: it would not parse.`);
  const moved = (offset: number): number =>
    insertions.reduce((sum, { at, text: inserted }) => (at <= offset ? sum + inserted.length : sum), offset);
  return {
    text: after,
    at: call.at,
    added: parts.flatMap((part) => part.added),
    diagnostics: parts.flatMap((part) => part.diagnose(source)),
    diagnosticsAfter: parts.flatMap((part) => part.diagnose({ file, text: after, moved })),
  };
}

interface Place {
  readonly source: SourceText;
  readonly needed: Needed;
  readonly style: CodeStyle;
  readonly unit: string;
}

interface Part {
  readonly insertions: readonly Insertion[];
  readonly added: readonly string[];
  readonly diagnose: (source: SourceText) => readonly Diagnostic[];
}

const nothing: Part = { insertions: [], added: [], diagnose: () => [] };

// What creates the states, and `actions` as a whole where there is none.
function inHandlers(handlers: HandlersText, hasActions: boolean, { source, needed, style, unit }: Place): Part {
  const names = new Set(handlers.members.map((member) => member.name));
  const hooks = needed.hooks.filter(({ name, instead }) => !names.has(name) && !names.has(instead));
  const added = hooks.map(({ name }) => name);
  if (!hasActions) added.push(...(needed.actions.length === 0 ? ["actions"] : needed.actions.map(pathOf)));
  if (added.length === 0) return nothing;
  if (names.has(undefined)) return { ...nothing, diagnose: (shown) => [hidden(shown, needed, handlers, added)] };
  const lines = linesOf(hooks, style, handlers);
  if (!hasActions) lines.push(actionsLines(linesOf(needed.actions, style, handlers)));
  const at = hasActions ? "start" : "end";
  return { insertions: insertMembers(source.text, handlers, lines, { at, unit }), added, diagnose: () => [] };
}

function inActions(actions: HandlersText | Unclear | undefined, { source, needed, style, unit }: Place): Part {
  if (actions === undefined) return nothing;
  if ("unclear" in actions) return { ...nothing, diagnose: (shown) => [unclear(shown, needed, actions)] };
  const names = new Set(actions.members.map((member) => member.name));
  const missing = needed.actions.filter(({ name }) => !names.has(name));
  const added = missing.map(pathOf);
  const left = (shown: SourceText): readonly Diagnostic[] => leftOver(shown, needed, actions);
  if (missing.length === 0) return { ...nothing, diagnose: left };
  if (names.has(undefined))
    return { ...nothing, diagnose: (shown) => [hidden(shown, needed, actions, added), ...left(shown)] };
  const lines = linesOf(missing, style, actions);
  return { insertions: insertMembers(source.text, actions, lines, { unit }), added, diagnose: left };
}

function pathOf({ name }: Handler): string {
  return `actions.${name}`;
}

function linesOf(handlers: readonly Handler[], style: CodeStyle, { isTyped }: HandlersText): MemberLines[] {
  return handlers.map((handler) => handler.lines(style, isTyped));
}

// Quotes and semicolons as the file's own imports have them.
function styleOf(text: string): CodeStyle {
  const found = /\bfrom\s*(["'])[^"'\r\n]*["'][ \t]*(;?)/.exec(text);
  return { quote: found?.[1] === "'" ? "'" : '"', semicolon: found === null ? ";" : (found[2] ?? ";") };
}
