// The measured actors: generated, validated, with handlers whose state stays small, or is vast from the beginning.
import { implementChatRoom, implementGameRoom } from "../../../generated/server.js";

const vast = Array.from({ length: 5_000 }, (_message, index) => {
  return {
    id: crypto.randomUUID(),
    userId: `user-${index}`,
    text: "x".repeat(2_000),
    sentAt: new Date(1.7e12 + index),
  };
});

/** A chat room. The one named `vast` has 10 MB of messages. */
export const chatRoom = implementChatRoom({
  createState: ({ key }) => ({ messages: key[0] === "vast" ? vast : [] }),
  createConnState: (_c, { userId }) => ({ userId }),
  actions: {
    sendMessage(c, userId, text) {
      const message = { id: crypto.randomUUID(), userId, text, sentAt: new Date() };
      if (c.key[0] === "square") c.broadcast("messageReceived", message);
      else c.state.messages[0] = message;
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute(c, userId, seconds) {
      c.state.mutedUntil[userId] = new Date(1.7e12 + seconds);
    },
    typing() {},
    clear() {},
  },
});

/** A game room. */
export const gameRoom = implementGameRoom({
  createState: (_c, { map }) => ({ map, started: false, players: {} }),
  createConnState: (_c, { playerId, role = "player" }) => ({ playerId, role }),
  onConnect(c, { state: { playerId, role } }) {
    c.state.players[playerId] = { id: playerId, role, position: { x: 0, y: 0 } };
  },
  actions: {
    players: (c) => c.state.players,
    move(c, to) {
      const player = c.state.players[c.conn?.state.playerId ?? ""];
      if (player === undefined) throw c.errors.spectating();
      player.position = to;
      return player;
    },
    moveByLoop: (c) => Promise.reject(c.errors.spectating()),
    whisper() {},
    start: (c) => (c.state.started = !c.state.started),
  },
});

/** One connection calls as fast as it can: the rate limit would end it. */
export const limits = { framesPerSecond: 1e9, frameBurst: 1e9 };
