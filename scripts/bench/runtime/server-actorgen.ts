// The measured server: the generated actors, validated, with handlers whose state stays small.
import { serve } from "actorgen/node";
import { implementChatRoom, implementGameRoom } from "../../../generated/server.js";
import { reportTo } from "./server-process.js";

const chatRoom = implementChatRoom({
  createState: () => ({ messages: [] }),
  createConnState: (_c, { userId }) => ({ userId }),
  actions: {
    sendMessage(c, userId, text) {
      const message = { id: crypto.randomUUID(), userId, text, sentAt: new Date() };
      if (c.key[0] === "square") c.broadcast("messageReceived", message);
      else c.state.messages[0] = message;
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute() {},
    typing() {},
    clear() {},
  },
});

const gameRoom = implementGameRoom({
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

// One connection calls as fast as it can: the rate limit would end it.
const limits = { framesPerSecond: 1e9, frameBurst: 1e9 };
const { url } = await serve([chatRoom, gameRoom], { port: 0, limits, store: "memory" });
reportTo(url);
