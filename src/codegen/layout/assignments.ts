// Lays out assignments and properties: on one line, with the value on the next, or with the value open.
import { binaryParts } from "./binary.js";
import { assignment, canBreak, flat, group, type AssignmentLayout, type Doc, type LineStyle } from "./docs.js";
import type { Piece } from "./pieces.js";

/** `left operator right`, in the layout that Prettier chooses by what stands on the right. */
export function assign(left: Doc, operator: string, right: Piece, style: LineStyle, of: AssignedTo = {}): Doc {
  const text = right.binary ? group(binaryParts(right.binary, "other")) : right.doc;
  return assignment(left, operator, text, layoutOf(left, right, style, of));
}

/** What is special of the left side of an assignment. */
export interface AssignedTo {
  /** A property whose name is not much wider than the indentation. */
  readonly isShortKey?: boolean;
  /** A pattern that renames some of more than two properties. */
  readonly isComplexPattern?: boolean;
}

function layoutOf(left: Doc, right: Piece, style: LineStyle, of: AssignedTo): AssignmentLayout {
  const { isShortKey = false, isComplexPattern = false } = of;
  if (isComplexPattern) return "break-lhs";
  if (right.is === "arrow" && canBreak(left)) return "break-lhs";
  if (right.binary !== undefined && !right.binary.isInlined) return "break-after-operator";
  if (right.is === "ternary" && right.of?.binary !== undefined && !right.of.binary.isInlined)
    return "break-after-operator";
  if (!isShortKey) {
    let core = right;
    while (core.is === "unary" && core.of !== undefined) core = core.of;
    if (core.is === "string" || isPoorlyBreakable(core, style)) return "break-after-operator";
  }
  return !canBreak(left) && (isShortKey || /^(?:true|false)$/.test(String(right.doc)) || right.is === "number")
    ? "never-break-after-operator"
    : "fluid";
}

// `a.b.c` or `f(short)`: breaking inside would help little.
function isPoorlyBreakable(piece: Piece, style: LineStyle, isInside = false): boolean {
  if (piece.is === "call") {
    const { items = [], of } = piece;
    if (items.length > 1 || (items[0] !== undefined && !isShort(items[0], style))) return false;
    return of !== undefined && isPoorlyBreakable(of, style, true);
  }
  if (piece.is === "member") return piece.of !== undefined && isPoorlyBreakable(piece.of, style, true);
  return isInside && piece.is === "name";
}

// A quarter of the line.
function isShort(piece: Piece, style: LineStyle): boolean {
  if (piece.commented) return false;
  const text = flat(piece.doc) ?? "";
  switch (piece.is) {
    case "name":
    case "string":
    case "regex":
      return text.length <= style.printWidth / 4;
    case "literal":
    case "number":
      return true;
    case "unary":
      return piece.of !== undefined && isShort(piece.of, style);
    case "object":
    case "array":
      return (piece.items?.length ?? 0) === 0;
    case "call":
      return (piece.items?.length ?? 0) === 0 && piece.of !== undefined && isShort(piece.of, style);
    default:
      return false;
  }
}
