// The chat room: everyone connected sees every message.
import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.object({
  id: z.uuid(),
  userId: z.string(),
  text: z.string().max(2000),
  sentAt: z.date(),
});

/** A room in which everyone connected sees every message. */
export const chatRoom = defineActor({
  state: z.object({ messages: z.array(Message), mutedUntil: z.record(z.string(), z.date()).default({}) }),
  connParams: z.object({ userId: z.string().min(1) }),
  connState: z.object({ userId: z.string() }),
  actions: {
    /** Post a message to everyone in the room. */
    sendMessage: {
      args: { userId: z.string(), text: z.string().min(1).max(2000) },
      returns: Message,
      errors: { muted: z.object({ until: z.date() }) },
    },
    /** The newest messages, oldest first. */
    history: { args: { limit: z.int().min(1).max(500).default(50) }, returns: z.array(Message) },
    /** Keep a user from posting for some seconds. */
    mute: { args: { userId: z.string(), seconds: z.int().positive() } },
    /** Tell everyone else that this connection's user is typing. */
    typing: {},
    /** Forget all messages. */
    clear: {},
  },
  events: {
    /** A message was posted. */
    messageReceived: Message,
    cleared: z.void(),
    typing: { payload: z.object({ userId: z.string() }), delivery: "volatile" },
  },
});
