// What a layout is made of: documents of `prettier/doc`, and the shortcut for those that stand on one line.
import { builders, printer, utils } from "prettier/doc";
import { UnknownLayout, type LineStyle } from "./tokens.js";

/** A document of Prettier's layout engine. */
export type Doc = builders.Doc;

const { group, indent, ifBreak, softline, line, hardline, join, align } = builders;

const unsureLabel = "unsure";

/** Marks what this layout can only print on one line. */
export function unsure(doc: Doc): Doc {
  return builders.label(unsureLabel, doc);
}

/** The text on one line, or undefined where something must break. */
export function flat(doc: Doc): string | undefined {
  if (typeof doc === "string") return doc;
  if (Array.isArray(doc)) {
    let text = "";
    for (const part of doc) {
      const piece = flat(part);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return text;
  }
  if (doc.type === "group") return doc.break ? undefined : flat(doc.contents);
  if (doc.type === "if-break") return flat(doc.flatContents);
  if (doc.type === "line") return "hard" in doc && doc.hard ? undefined : "soft" in doc && doc.soft ? "" : " ";
  if (doc.type === "line-suffix-boundary") return "";
  if (doc.type === "fill") return flat(doc.parts);
  return "contents" in doc ? flat(doc.contents) : undefined;
}

/** The lines of a document that stands `depth` levels deep. */
export function lines(doc: Doc, depth: number, style: LineStyle): string {
  if (utils.findInDoc(doc, (part) => (isUnsure(part) ? true : undefined), false)) throw new UnknownLayout("too long");
  const width = style.printWidth - depth * style.tabWidth;
  return printer.printDocToString(doc, { ...style, printWidth: width }).formatted;
}

function isUnsure(doc: Doc): boolean {
  return typeof doc === "object" && !Array.isArray(doc) && doc.type === "label" && doc.label === unsureLabel;
}

/** `open` items `close`, on one line or one item to a line. */
export function list(
  open: string,
  items: readonly Doc[],
  close: string,
  { space = softline, comma = "," }: { readonly space?: Doc; readonly comma?: string } = {},
): Doc {
  return group([open, indent([space, join([",", line], [...items])]), ifBreak(comma), space, close]);
}

/** `left operator right`, as Prettier breaks assignments, properties and type aliases. */
export function assignment(left: Doc, operator: string, right: Doc, layout: AssignmentLayout): Doc {
  switch (layout) {
    case "break-after-operator":
      return group([group(left), operator, group(indent([line, right]))]);
    case "never-break-after-operator":
      return group([group(left), operator, " ", right]);
    case "break-lhs":
      return group([left, operator, " ", group(right)]);
    case "fluid": {
      const id = Symbol("assignment");
      const broken = builders.indentIfBreak(right, { groupId: id });
      return group([group(left), operator, group(indent(line), { id }), builders.lineSuffixBoundary, broken]);
    }
  }
}

/** Prettier's names. */
export type AssignmentLayout = "break-after-operator" | "never-break-after-operator" | "break-lhs" | "fluid";

export type { LineStyle };
export { align, group, hardline, ifBreak, indent, join, line, softline };
export const { conditionalGroup, breakParent, fill, indentIfBreak, lineSuffixBoundary } = builders;
export const { willBreak, canBreak } = utils;
