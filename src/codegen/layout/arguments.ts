// Lays the arguments of a call out: on one line, with the last one open, or one to a line.
import { breakParent, conditionalGroup, group, ifBreak, indent, line, softline, willBreak, type Doc } from "./docs.js";
import { given } from "./binary.js";
import type { Piece } from "./pieces.js";
import { unknown } from "./tokens.js";

/** `(a, b)` */
export function callArguments(items: readonly Piece[]): Doc {
  const last = items.at(-1);
  if (last === undefined) return "()";
  const docs = items.map((item, index) => (index === items.length - 1 ? given(item) : [given(item), ",", line]));
  const broken = (): Doc => group(["(", indent([line, ...docs]), ",", line, ")"], { shouldBreak: true });
  if (isComposition(items)) return broken();
  if (items.length === 2 && items[0]?.body === "block" && last.is !== "arrow") unknown("a first argument that opens");
  if (isOpened(items, last)) {
    const before = docs.slice(0, -1);
    if (before.some(willBreak)) return broken();
    const open = last.asLast ?? last.doc;
    const states = [["(", ...before, group(open, { shouldBreak: true }), ")"], broken()];
    return willBreak(open)
      ? [breakParent, conditionalGroup(states)]
      : conditionalGroup([["(", ...before, open, ")"], ...states]);
  }
  const plain = ["(", indent([softline, ...docs]), ifBreak(","), softline, ")"];
  return group(plain, { shouldBreak: docs.some(willBreak) });
}

// Does the last argument open while the others stay on the line?
function isOpened(items: readonly Piece[], last: Piece): boolean {
  const before = items.at(-2);
  if (last.commented === true || !mayOpen(last) || before?.is === last.is) return false;
  if (items.length === 2 && before?.is === "arrow" && last.is === "array") return false;
  const isFilled =
    last.is === "array" &&
    (last.items ?? []).every(({ is, of }) => is === "number" || (is === "unary" && of?.is === "number"));
  return !(items.length > 1 && isFilled);
}

function mayOpen(piece: Piece): boolean {
  if (piece.is === "object" || piece.is === "array") return (piece.items ?? []).length > 0;
  if (piece.is === "as") return piece.of !== undefined && mayOpen(piece.of);
  if (piece.is !== "arrow" || piece.body === undefined) return false;
  return piece.body === "block" || /^(?:array|object|call|new|ternary)$/.test(piece.body.is);
}

// Several functions, or a call that takes one: each argument on a line.
function isComposition(items: readonly Piece[]): boolean {
  if (items.length < 2) return false;
  let functions = 0;
  for (const { is, body, items: inner = [] } of items) {
    if (is === "arrow" && body === "block" && ++functions > 1) return true;
    if ((is === "call" || is === "new") && inner.some((argument) => argument.is === "arrow")) return true;
  }
  return false;
}
