// The chat room's implementation.
import { implementChatRoom } from "../../generated/server.js";

/** Ready for `serve`. */
export const chatRoom = implementChatRoom({
  createState: () => ({ messages: [] }),
  createConnState: (_c, params) => ({ userId: params.userId }),
  actions: {
    sendMessage(c, userId, text) {
      // A user may be called "constructor".
      const until = Object.hasOwn(c.state.mutedUntil, userId) ? c.state.mutedUntil[userId] : undefined;
      if (until !== undefined && until.getTime() > Date.now()) throw c.errors.muted({ until });
      const message = { id: crypto.randomUUID(), userId, text, sentAt: new Date() };
      c.state.messages.push(message);
      c.broadcast("messageReceived", message);
      return message;
    },
    history: (c, limit) => c.state.messages.slice(-limit),
    mute(c, userId, seconds) {
      c.state.mutedUntil[userId] = new Date(Date.now() + seconds * 1000);
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
