import { defineActor } from "actorgen";
import { z } from "zod";

/** A room. */
export const room = defineActor({
  actions: { post: { args: { text: z.string(), limit: z.int().default(50) } }, clear: {} },
  events: { posted: z.string() },
});
