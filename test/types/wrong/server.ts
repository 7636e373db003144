// Wrong implementations.
import { implementChatRoom, implementGameRoom } from "../../../generated/server.js";

const message = { id: "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d", userId: "ann", text: "hello", sentAt: new Date() };

export const wrongState = implementChatRoom({
  // error: Type 'string' is not assignable to type 'Message[]'
  createState: () => ({ messages: "none", mutedUntil: {} }),
  // error: Type 'number' is not assignable to type 'string'
  createConnState: () => ({ userId: 7 }),
  actions: {
    // error: is not assignable to type 'Message | Promise<Message>'
    sendMessage: () => "hello",
    history: (c, limit) => c.state.messages.slice(-limit),
    mute() {},
    typing() {},
    clear() {},
  },
});

export const wrongCalls = implementChatRoom({
  createState: () => ({ messages: [], mutedUntil: {} }),
  createConnState: (_c, params) => ({ userId: params.userId }),
  actions: {
    sendMessage(c, userId, text) {
      // error: Property 'mesages' does not exist on type 'ChatRoomState'
      c.state.mesages.push(message);
      // error: Argument of type '"mesageReceived"' is not assignable
      c.broadcast("mesageReceived", message);
      // error: Type 'string' is not assignable to type 'Date'
      c.broadcast("messageReceived", { ...message, sentAt: "now" });
      // error: Expected 2-3 arguments, but got 1
      c.broadcast("messageReceived");
      for (const conn of c.conns.values()) {
        // error: Argument of type '"privateMessage"' is not assignable
        conn.send("privateMessage", { from: userId, text });
        // error: Type 'number' is not assignable to type 'string'
        conn.send("typing", { userId: 42 });
        // error: Property 'name' does not exist on type 'ChatRoomConnState'
        conn.state.name;
      }
      // error: Property 'banned' does not exist
      if (text === "") throw c.errors.banned({});
      // error: Type 'string' is not assignable to type 'Date'
      if (text === "!") throw c.errors.muted({ until: "tomorrow" });
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute() {},
    typing() {},
    clear() {},
  },
});

export const missingActions = implementGameRoom({
  createState: () => ({ map: "meadow", started: false, players: {} }),
  createConnState: (_c, params) => ({ playerId: params.playerId, role: params.role ?? "player" }),
  // error: is missing the following properties from type 'GameRoomServerActions<undefined>': players, move, moveByLoop, whisper
  actions: { start: () => true },
});

export const unknownAction = implementChatRoom({
  createState: () => ({ messages: [] }),
  createConnState: (_c, params) => ({ userId: params.userId }),
  actions: {
    sendMessage: () => message,
    history: () => [],
    mute() {},
    typing() {},
    clear() {},
    // error: 'mutte' does not exist in type 'ChatRoomServerActions<undefined>'
    mutte() {},
  },
});
