// The board's squares: eight by eight, A1 at the top left.
import type { Position } from "../../../generated/client.js";

export const side = 8;

const whole = (value: number): number => Math.min(side - 1, Math.max(0, Math.round(value)));

/** The nearest square: actors take any number, and other clients may send them. */
export function onBoard({ x, y }: Position): Position {
  return { x: whole(x), y: whole(y) };
}

/** Such as `C4`. */
export function squareName(position: Position): string {
  const { x, y } = onBoard(position);
  return `${"ABCDEFGH".charAt(x)}${y + 1}`;
}
