// Everyone on the board, and this player's moves: shown at once, and taken back when they are refused.
import { useState } from "react";
import { isGameRoomError, type Player, type Position } from "../../../generated/client.js";
import type { Game, Visit } from "./actors.js";
import { describeError } from "./describe-error.js";
import { onBoard, squareName } from "./squares.js";

export interface Players {
  /** Undefined while they are loading. */
  readonly all: readonly Player[] | undefined;
  readonly me: Player | undefined;
  readonly failed: string | undefined;
  /** What happened last, in words. */
  readonly news: string;
  readonly problem: string | undefined;
  move(to: Position): void;
  reload(): void;
}

export function usePlayers({ name }: Visit, game: Game): Players {
  const { state, error, reload } = game.useActorState({
    action: "players",
    events: {
      playerJoined: (players, player) => ({ ...players, [player.id]: player }),
      playerMoved: (players, { playerId, position }) => {
        const player = Object.hasOwn(players, playerId) ? players[playerId] : undefined;
        return player === undefined ? players : { ...players, [playerId]: { ...player, position } };
      },
    },
  });
  const { run } = game.useAction("move");
  // A move's event goes to everyone but the mover.
  const [own, setOwn] = useState<Position>();
  const [news, setNews] = useState("");
  const [problem, setProblem] = useState<string>();
  game.useEvent("playerMoved", ({ playerId, position }) => {
    // In another tab of the same name.
    if (playerId === name) setOwn(position);
    else setNews(`${playerId} moved to ${squareName(position)}.`);
  });
  game.useEvent("playerJoined", ({ id }) => setNews(`${id} joined.`));

  const all =
    state && Object.values(state).map((player) => (player.id === name && own ? { ...player, position: own } : player));
  const me = all?.find(({ id }) => id === name);

  async function move(to: Position): Promise<void> {
    if (me === undefined) return;
    const position = onBoard(to);
    const before = own;
    setOwn(position);
    setProblem(undefined);
    try {
      await run(position);
      setNews(`You moved to ${squareName(position)}.`);
    } catch (refusal) {
      setOwn((now) => (now === position ? before : now));
      setProblem(
        isGameRoomError("move", refusal)
          ? "You are watching. To move a piece, leave and join as a player."
          : describeError(refusal),
      );
    }
  }

  return {
    all,
    me,
    failed: state === undefined && error ? describeError(error) : undefined,
    news,
    problem,
    move: (to) => void move(to),
    reload,
  };
}
