import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  actions: {
    ["__proto__"]: {},
    move: { args: { "0": z.string() }, returns: z.object({ ["__proto__"]: z.string() }) },
  },
  events: { "7": z.void() },
});

const hall = defineActor({});
const Note = z.object({ text: z.string() });
export { hall as "my hall", Note as class };
