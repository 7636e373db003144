import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  actions: { move: { args: { new: z.string(), c: z.string(), "the-end": z.string() } } },
});
