import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  actions: { find: { args: { limit: z.int().default(10), text: z.string() } } },
});
