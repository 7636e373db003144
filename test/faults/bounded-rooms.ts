// The example rooms with handlers whose state stays small, whatever comes.
import { implementChatRoom, implementGameRoom } from "../../generated/server.js";

/** Keeps one message. */
export const boundedChatRoom = implementChatRoom({
  createState: () => ({ messages: [] }),
  createConnState: (_c, { userId }) => ({ userId }),
  actions: {
    sendMessage(c, userId, text) {
      // A user may be named "constructor".
      const until = Object.hasOwn(c.state.mutedUntil, userId) ? c.state.mutedUntil[userId] : undefined;
      if (until !== undefined && until.getTime() > Date.now()) throw c.errors.muted({ until });
      const message = { id: crypto.randomUUID(), userId, text, sentAt: new Date() };
      c.state.messages[0] = message;
      c.broadcast("messageReceived", message);
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute(c, userId, seconds) {
      if (seconds < 1e6) c.state.mutedUntil = { [userId]: new Date(Date.now() + seconds * 1000) };
    },
    typing(c) {
      if (c.conn) c.broadcast("typing", { userId: c.conn.state.userId }, { except: c.conn });
    },
    clear(c) {
      c.state.messages = [];
      c.broadcast("cleared");
    },
  },
});

/** Keeps eight players. */
export const boundedGameRoom = implementGameRoom({
  createState: (_c, { map }) => ({ map, started: false, players: {} }),
  createConnState: (_c, { playerId, role = "player" }) => ({ playerId, role }),
  onConnect(c, conn) {
    const { playerId, role } = conn.state;
    if (Object.keys(c.state.players).length >= 8) c.state.players = {};
    const player = { id: playerId, role, position: { x: 0, y: 0 } };
    c.state.players[playerId] = player;
    c.broadcast("playerJoined", player, { except: conn });
  },
  actions: {
    players: (c) => c.state.players,
    move(c, to) {
      const player = c.state.players[c.conn?.state.playerId ?? ""];
      if (player === undefined) throw c.errors.spectating();
      player.position = to;
      c.broadcast("playerMoved", { playerId: player.id, position: to }, { except: c.conn });
      return player;
    },
    moveByLoop: (c) => Promise.reject(c.errors.spectating()),
    whisper(c, to, text) {
      for (const conn of c.conns.values()) {
        if (conn.state.playerId === to) return conn.send("privateMessage", { from: "someone", text });
      }
      throw c.errors.notConnected({ playerId: to });
    },
    start: (c) => (c.state.started = !c.state.started),
  },
});
