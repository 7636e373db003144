// The game room's implementation: private messages, and moves that all but the mover see.
import { implementGameRoom, type GameRoomActionContext } from "../../generated/server.js";
import type { Player, Position } from "../../generated/types.js";

/** Ready for `serve`. */
export const gameRoom = implementGameRoom({
  createState: (_c, input) => ({ map: input.map, started: false, players: {} }),
  createConnState: (_c, params) => ({ playerId: params.playerId, role: params.role ?? "player" }),
  onConnect(c, conn) {
    const { playerId, role } = conn.state;
    const player = playerOf(c.state.players, playerId) ?? { id: playerId, role, position: { x: 0, y: 0 } };
    c.state.players[playerId] = player;
    c.broadcast("playerJoined", player, { except: conn });
  },
  actions: {
    players: (c) => c.state.players,
    move(c, to) {
      const player = movePlayer(c, to);
      c.broadcast("playerMoved", { playerId: player.id, position: to }, { except: c.conn });
      return player;
    },
    moveByLoop(c, to) {
      const player = movePlayer(c, to);
      for (const conn of c.conns.values()) {
        if (conn.id !== c.conn?.id) conn.send("playerMoved", { playerId: player.id, position: to });
      }
      return player;
    },
    whisper(c, to, text) {
      for (const conn of c.conns.values()) {
        if (conn.state.playerId === to) {
          conn.send("privateMessage", { from: c.conn?.state.playerId ?? "the game", text });
          return;
        }
      }
      throw c.errors.notConnected({ playerId: to });
    },
    start(c) {
      if (c.state.started) return false;
      c.state.started = true;
      c.broadcast("gameStarted", { at: new Date() });
      return true;
    },
  },
});

function movePlayer(c: GameRoomActionContext<"move">, to: Position): Player {
  const player = playerOf(c.state.players, c.conn?.state.playerId ?? "");
  if (player === undefined || player.role === "spectator") throw c.errors.spectating();
  player.position = to;
  return player;
}

// A player may be called "constructor".
function playerOf(players: Record<string, Player>, id: string): Player | undefined {
  return Object.hasOwn(players, id) ? players[id] : undefined;
}
