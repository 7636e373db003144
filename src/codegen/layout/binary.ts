// Lays out chains of `&&`, `||`, comparisons and sums.
import { group, indent, line, softline, type Doc } from "./docs.js";
import type { BinaryPiece, Piece } from "./pieces.js";
import type { Tokens } from "./tokens.js";

const precedences: readonly (readonly string[])[] = [
  ["??"],
  ["||"],
  ["&&"],
  ["===", "!==", "==", "!="],
  ["<", ">", "<=", ">=", "in", "instanceof"],
  ["+", "-"],
  ["*"],
];

/** The binary operator under the cursor. */
export function operatorOf(tokens: Tokens): string | undefined {
  const { kind, text } = tokens;
  if (kind !== "mark" && kind !== "word") return undefined;
  return precedenceOf(text) < 0 ? undefined : text;
}

/** How tightly an operator binds; -1 where it is none. */
export function precedenceOf(operator: string): number {
  return precedences.findIndex((level) => level.includes(operator));
}

const isLogical = (operator: string): boolean => operator === "&&" || operator === "||" || operator === "??";

// A chain of `&&` or of sums is one; comparisons are nested.
function isFlattened(outer: string, inner: string): boolean {
  return precedenceOf(outer) === precedenceOf(inner) && !/^[=!]==?$/.test(outer);
}

/** The parts of a chain. `test` is the condition of an `if`, which has its own brackets; `where` is the parent's kind. */
export function binaryParts(piece: BinaryPiece, where: "test" | "unary" | "other" | "logical" | "comparison"): Doc[] {
  const { left, operator, right, isInlined } = piece;
  const kind = isLogical(operator) ? "logical" : "comparison";
  const { binary: inner } = left;
  const isChain = inner !== undefined && isFlattened(operator, inner.operator);
  // A chain's inner links see the chain as their parent.
  const parts =
    isChain && inner !== undefined
      ? binaryParts(inner, where === "test" ? "test" : kind)
      : [group(operand(left, operator, false))];
  const text: Doc[] = isInlined
    ? [operator, " ", operand(right, operator, true)]
    : [operator, line, operand(right, operator, true)];
  const kindOf = (side: Piece): string =>
    side.binary === undefined ? "" : isLogical(side.binary.operator) ? "logical" : "comparison";
  const isGrouped =
    !(where === "test" && kind === "logical") && where !== kind && kindOf(left) !== kind && kindOf(right) !== kind;
  parts.push(" ", isGrouped ? group(text) : text);
  return parts;
}

// One side, in brackets where it needs them or where Prettier adds them for clarity.
function operand(side: Piece, operator: string, isRight: boolean): Doc {
  const { binary, doc } = side;
  if (side.is === "ternary" || side.is === "arrow" || side.is === "assignment") return ["(", doc, ")"];
  if (binary === undefined) return doc;
  const [first = "", ...rest] = binaryParts(binary, isLogical(operator) ? "logical" : "comparison");
  const inner = group([first, indent(rest)]);
  const outer = precedenceOf(operator);
  const own = precedenceOf(binary.operator);
  const isMixed = isLogical(operator) && isLogical(binary.operator) && operator !== binary.operator;
  return own < outer || isMixed || (own === outer && (isRight || !isFlattened(operator, binary.operator)))
    ? ["(", inner, ")"]
    : inner;
}

/** The condition of an `if`, between its brackets. */
export function testDoc(piece: Piece): Doc {
  const test = piece.binary === undefined ? piece.doc : binaryParts(piece.binary, "test");
  const inner = piece.of?.is === "unary" ? piece.of.of : piece.of;
  // `!(a && b)` breaks within its own brackets.
  if (piece.is === "unary" && inner?.binary !== undefined && isLogical(inner.binary.operator)) return test;
  return group([indent([softline, test]), softline]);
}

/** The document of an expression that stands on its own: an argument, an item. */
export function standing(piece: Piece): Doc {
  if (piece.binary === undefined) return piece.doc;
  const [first = "", ...rest] = binaryParts(piece.binary, "other");
  return group([first, indent(rest)]);
}

/** The document of an expression that is returned or an argument. */
export function given(piece: Piece): Doc {
  return piece.asGiven ?? standing(piece);
}
