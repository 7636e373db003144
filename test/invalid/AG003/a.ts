import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.string();
export const room = defineActor({ events: { said: Message } });
