import { defineActor } from "actorgen";
import { z } from "zod";

export const Date = z.object({ day: z.int() });
export const ChatRoomEvents = z.string();
export const chatRoom = defineActor({ events: { on: Date, said: ChatRoomEvents } });
