// An actor with user code in every position, for a process that forbids code from strings.
import { defineActor } from "actorgen";
import { z } from "zod";

const even = z.int().refine((n) => n % 2 === 0, "must be even");

export const subject = defineActor({
  connParams: z.object({ user: z.string().refine((user) => user !== "nobody", "nobody is not welcome") }),
  state: z.object({ total: even, plain: z.object({ text: z.string().max(5) }) }),
  actions: {
    add: {
      args: { n: even, text: z.string().transform((text) => text.trim()) },
      returns: z.object({ total: even }),
      errors: { tooMuch: z.object({ by: even }) },
    },
  },
  events: { added: z.object({ n: even }) },
});
