import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  actions: { say: { args: { text: z.string().min(1).default("") } } },
});
