// An object literal in a source text, and the insertion of members into it as plain text: everything else stays as it is.

/** Where an object literal stands in a text. Offsets count UTF-16 units. */
export interface ObjectText {
  /** Of its `{`. */
  readonly open: number;
  /** Of its `}`. */
  readonly close: number;
  /** In their order. `name` is undefined where the text alone does not tell it: spreads, computed names. */
  readonly members: readonly { readonly name: string | undefined; readonly start: number; readonly end: number }[];
}

/** One insertion. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** A member to insert: its lines, each with its depth below the member's own. */
export type MemberLines = readonly { readonly depth: number; readonly text: string }[];

/** How to insert. */
export interface InsertOptions {
  /** `start`: before all others where lines allow it. Default `end`. */
  readonly at?: "start" | "end";
  /** What one level of indentation is, where the object does not show it. Default: as the text has it. */
  readonly unit?: string;
  /** Does a comma follow the last member, where the object does not show it? Default true. */
  readonly trailingComma?: boolean;
}

/** The text with all insertions made. Those at one offset keep their order. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const sorted = [...insertions].sort((one, other) => one.at - other.at);
  let done = "";
  let from = 0;
  for (const { at, text: inserted } of sorted) {
    done += text.slice(from, at) + inserted;
    from = at;
  }
  return done + text.slice(from);
}

/**
 * The insertions that put `members` into an object: in its own layout (one line or many, indentation, line ends, trailing
 * comma), behind the comments that follow its last member.
 */
export function insertMembers(
  text: string,
  object: ObjectText,
  members: readonly MemberLines[],
  options: InsertOptions = {},
): readonly Insertion[] {
  const { open, close } = object;
  const last = object.members.at(-1);
  if (members.length === 0) return [];
  const inside = text.slice(open + 1, close);
  const layout = layoutOf(text, object, options.unit);
  if (inside !== "" && !/[\r\n]/.test(inside)) return insertInLine(text, object, members);

  const after = gapAfter(text, last?.end ?? open + 1, close);
  const hasComma = after.comma !== undefined;
  const trailing = last === undefined ? options.trailingComma !== false : hasComma;
  const firstLine = options.at === "start" ? lineAfterOpening(text, object) : undefined;
  if (firstLine !== undefined && last !== undefined) {
    const lines = members.map((member) => `${textOf(member, layout, true)}${layout.newline}`);
    return [{ at: firstLine, text: lines.join("") }];
  }

  const written = members.map((member, index) => textOf(member, layout, trailing || index < members.length - 1));
  const comma: Insertion[] = last === undefined || hasComma ? [] : [{ at: last.end, text: "," }];
  const lineStart = lineStartOf(text, close);
  if (lineStart > open && text.slice(lineStart, close).trim() === "")
    return [...comma, { at: lineStart, text: written.map((one) => one + layout.newline).join("") }];
  // The brace shares its line with the last member, or the object is `{}`.
  const at = last === undefined ? open + 1 : after.end;
  const closing = last === undefined ? layout.newline + layout.base : "";
  return [...comma, { at, text: layout.newline + written.join(layout.newline) + closing }];
}

/** How far one level is indented in this text, as its first indented line tells; two spaces where none does. */
export function unitOf(text: string): string {
  return /^(\t| {2,8})(?=[^\s*])/m.exec(text)?.[1] ?? "  ";
}

interface Layout {
  /** Indentation of the line on which the object begins or ends. */
  readonly base: string;
  readonly indent: string;
  readonly unit: string;
  readonly newline: string;
}

function layoutOf(text: string, { open, close, members }: ObjectText, given: string | undefined): Layout {
  const base = indentationAt(text, isFirst(text, close) ? close : open);
  const firstOnLine = members.findLast(({ start }) => isFirst(text, start));
  const shown = firstOnLine === undefined ? undefined : indentationAt(text, firstOnLine.start);
  const unit =
    shown !== undefined && shown.length > base.length && shown.startsWith(base)
      ? shown.slice(base.length)
      : (given ?? unitOf(text));
  const newline = /\r\n|\n|\r/.exec(text.slice(open, close))?.[0] ?? /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  return { base, indent: shown ?? base + unit, unit, newline };
}

function textOf(member: MemberLines, { indent, unit, newline }: Layout, comma: boolean): string {
  const lines = member.map(({ depth, text }) => (text === "" ? "" : indent + unit.repeat(depth) + text));
  return lines.join(newline) + (comma ? "," : "");
}

// Into `{ a: 1 }`, which stays one line; so doc comments of many lines are left out.
function insertInLine(text: string, object: ObjectText, members: readonly MemberLines[]): readonly Insertion[] {
  const last = object.members.at(-1);
  const after = gapAfter(text, last?.end ?? object.open + 1, object.close);
  const written = members.map((member) =>
    member
      .filter(({ text: line }) => !/^(?:\/\*\*?| \*.*)$/.test(line))
      .map(({ text: line }) => line)
      .join(" "),
  );
  const trailing = after.comma === undefined ? "" : ",";
  const comma: Insertion[] = last === undefined || after.comma !== undefined ? [] : [{ at: last.end, text: "," }];
  return [...comma, { at: after.end, text: ` ${written.join(", ")}${trailing}` }];
}

/** What stands between the last member and the brace: where its comma is, and where all of it but white space ends. */
function gapAfter(text: string, from: number, close: number): { readonly comma?: number; readonly end: number } {
  let comma: number | undefined;
  let end = from;
  for (const { start, stop, kind } of gaps(text, from, close)) {
    if (kind === "comma") comma = start;
    if (kind !== "space") end = stop;
  }
  return comma === undefined ? { end } : { comma, end };
}

// The offset at which the line after the opening brace begins, unless a member or a long comment begins before it.
function lineAfterOpening(text: string, { open, close, members }: ObjectText): number | undefined {
  for (const { start, stop, kind } of gaps(text, open + 1, members[0]?.start ?? close)) {
    const lineEnd = /\r\n|\n|\r/.exec(text.slice(start, stop));
    if (lineEnd === null) continue;
    return kind === "space" ? start + lineEnd.index + lineEnd[0].length : undefined;
  }
  return undefined;
}

function* gaps(
  text: string,
  from: number,
  to: number,
): Generator<{ readonly start: number; readonly stop: number; readonly kind: "space" | "comment" | "comma" }> {
  const gap = /(\s+)|(\/\/[^\r\n\u2028\u2029]*|\/\*[^]*?\*\/)|,/y;
  gap.lastIndex = from;
  for (let found = gap.exec(text); found !== null && found.index < to; found = gap.exec(text))
    yield {
      start: found.index,
      stop: gap.lastIndex,
      kind: found[1] !== undefined ? "space" : found[2] !== undefined ? "comment" : "comma",
    };
}

function isFirst(text: string, offset: number): boolean {
  return text.slice(lineStartOf(text, offset), offset).trim() === "";
}

function indentationAt(text: string, offset: number): string {
  const start = lineStartOf(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

function lineStartOf(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}
