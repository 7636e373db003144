// What the layout remembers of an expression that it read.
import type { Doc } from "./docs.js";

/** An expression, and what decides how its surroundings break. */
export interface Piece {
  readonly is:
    | "name"
    | "literal"
    | "string"
    | "number"
    | "regex"
    | "array"
    | "object"
    | "call"
    | "new"
    | "member"
    | "binary"
    | "ternary"
    | "arrow"
    | "unary"
    | "assignment"
    | "spread"
    | "as";
  readonly doc: Doc;
  /** With a comment before it. */
  readonly commented?: true;
  /** Items of an array, object or call; the operand of a unary; the object or callee of a member or call. */
  readonly items?: readonly Piece[];
  readonly of?: Piece;
  readonly binary?: BinaryPiece;
  /** Of a ternary: its document where it is returned or an argument. */
  readonly asGiven?: Doc;
  /** Of an arrow function: its document as the last argument of a call, and what its body is. */
  readonly asLast?: Doc;
  readonly body?: Piece | "block";
}

/** `left operator right`. */
export interface BinaryPiece {
  readonly left: Piece;
  readonly operator: string;
  readonly right: Piece;
  /** A literal on the right stays on the line of its operator. */
  readonly isInlined: boolean;
}
