import { defineActor } from "actorgen";
import { z } from "zod";
import { z as z3 } from "zod/v3";

export const Name = z.string().refine(async (name) => name !== "");

export const room = defineActor({
  connParams: z.custom<string>(async () => true),
  state: z.object({ text: z.string().overwrite(async (text) => text as never) }),
  actions: {
    join: { args: { name: Name, checked: z.string().check(async () => {}) } },
    find: {
      args: { mail: z.preprocess(async (mail) => mail, z.string()) },
      returns: z
        .string()
        .transform(async (text) => text.length)
        .pipe(z.int()),
    },
    old: {
      args: {
        changed: z3.string().transform(async (text) => text),
        refined: z3.string().superRefine(async () => {}),
        prepared: z3.preprocess(async (text) => text, z3.string()),
      },
    },
  },
  events: {
    coded: z.codec(z.string(), z.int(), { decode: (text) => Number(text), encode: async (n) => String(n) }),
    sane: z.string().refine((text) => text !== ""),
  },
});
