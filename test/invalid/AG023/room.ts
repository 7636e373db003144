import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  state: z.object({ size: z.string().transform((text) => text.length) }),
  actions: {
    size: { args: { text: z.string().transform((text) => text.length) }, returns: z.string().transform((text) => text.length) },
    fine: { returns: z.string().transform((text) => text.length).pipe(z.number()) },
  },
});
