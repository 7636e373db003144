import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.string();
export const message = z.number();
export const chatRoom = defineActor({ events: { said: Message } });
export const chatroom = defineActor({ events: { said: message } });
