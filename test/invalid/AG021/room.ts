import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  events: {
    list: z.array(z.string().optional()),
    pair: z.tuple([z.string().optional(), z.string()]),
    byName: z.record(z.string(), z.string().optional()),
    map: z.map(z.string(), z.string().optional()),
    set: z.set(z.undefined()),
    fine: z.tuple([z.string(), z.string().optional()]),
  },
});
