import { defineActor } from "actorgen";
import { z } from "zod";

/** A room. */
export const room = defineActor({
  actions: { post: { args: { text: z.string() } }, clear: {} },
  events: { posted: z.string() },
});
