// The board: pieces that move for everyone. Arrow keys or a click move one's own.
import type { KeyboardEvent, MouseEvent } from "react";
import type { Player } from "../../../generated/client.js";
import type { Visit } from "./actors.js";
import { initials, toneOf } from "./avatar.js";
import { onBoard, side, squareName } from "./squares.js";
import type { Players } from "./use-players.js";

const steps: ReadonlyMap<string, readonly [x: number, y: number]> = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

export function Board({ visit, players: { all, me, failed, news, problem, move, reload } }: Props) {
  const plays = me?.role === "player";

  function key(event: KeyboardEvent): void {
    const step = steps.get(event.key);
    if (step === undefined || me === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { x, y } = onBoard(me.position);
    const to = onBoard({ x: x + step[0], y: y + step[1] });
    if (to.x !== x || to.y !== y) move(to);
  }
  function click({ currentTarget, clientX, clientY }: MouseEvent): void {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const square = (part: number): number => Math.floor(part * side);
    move(onBoard({ x: square((clientX - left) / width), y: square((clientY - top) / height) }));
  }

  return (
    <section className="board-part" aria-labelledby="board-title">
      <div className="part-head">
        <h2 id="board-title">Board</h2>
        {plays && <span className="square">{squareName(me.position)}</span>}
      </div>
      <div
        className="board"
        role="application"
        aria-label={`Board.${plays ? ` Your piece is on ${squareName(me.position)}.` : ""}`}
        aria-describedby="board-help"
        aria-busy={all === undefined}
        tabIndex={0}
        onKeyDown={key}
        onClick={click}
      >
        {all?.map((player) => (
          <Piece key={player.id} player={player} own={player.id === visit.name} among={sharing(all, player)} />
        ))}
      </div>
      <p id="board-help" className="hint">
        {visit.role === "spectator"
          ? "You are watching: the pieces of others move as they play."
          : "Click a square, or use the arrow keys here."}
      </p>
      <p className="news" role="status">
        {news}
      </p>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {failed !== undefined && (
        <div className="problem" role="alert">
          <p>The board could not be loaded. {failed}</p>
          <button type="button" onClick={reload}>
            Try again
          </button>
        </div>
      )}
    </section>
  );
}

interface Props {
  readonly visit: Visit;
  readonly players: Players;
}

/** Those who stand on the player's square, in the order of all. */
function sharing(all: readonly Player[], { role, position }: Player): readonly Player[] {
  const square = squareName(position);
  return role === "spectator"
    ? []
    : all.filter((each) => each.role === "player" && squareName(each.position) === square);
}

function Piece({ player, own, among }: { player: Player; own: boolean; among: readonly Player[] }) {
  if (player.role === "spectator") return null;
  const { x, y } = onBoard(player.position);
  return (
    <span
      className="piece"
      data-own={own}
      data-corner={among.length > 1 ? among.indexOf(player) % 4 : undefined}
      style={{ transform: `translate(${x * 100}%, ${y * 100}%)` }}
    >
      <span data-tone={toneOf(player.id)} title={player.id}>
        {initials(player.id)}
      </span>
    </span>
  );
}
