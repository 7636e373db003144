import { defineActor } from "actorgen";
import { z } from "zod";

const At = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
const Size = z
  .string()
  .transform((text) => text.length)
  .pipe(z.int());

export const room = defineActor({
  state: z.object({ at: At, size: Size }),
  actions: {
    show: {
      args: { at: At, size: Size, both: z.object({ at: At, size: Size }) },
      returns: z.object({ at: At, size: Size }),
      errors: { gone: z.array(z.union([z.object({ at: At }), z.object({ size: Size })])) },
    },
  },
  events: {
    told: z.object({ on: z.stringbool(), text: z.preprocess(String, z.string()) }),
    encoded: z.object({ at: At, name: z.string().trim().pipe(z.string().min(1)), count: z.int().default(1) }),
    forward: z.object({ year: At.transform((date) => date.getFullYear()).pipe(z.int()), size: Size }),
  },
});
