import { defineActor } from "actorgen";
import { z } from "zod";

const Words = z.string().regex(/^(\w+\s?)+$/);
const Name = z.stringFormat("name", /^([a-z]|[a-z0-9])*$/i);
const Line = z.string().regex(/^.*,.*,.*,.*;$/);

export const room = defineActor({
  key: { id: z.string().regex(/^((ab)*)*c$/) },
  actions: {
    join: { args: { words: Words, name: Name.optional() }, returns: z.object({ lines: z.array(Line) }) },
    find: { args: { mail: z.email({ pattern: /^([\w.]+)*@example\.com$/u }) } },
    link: { args: { to: z.url({ hostname: /^(?:\w+\.?)+$/ }), as: z.record(z.string().regex(/^(a|a)*$/), z.int()) } },
  },
  events: {
    bounded: z.object({
      words: Words.max(20),
      line: z.string().max(50).regex(/^.*,.*,.*,.*;$/),
      code: z.string().length(8).regex(/^(\d+)+$/),
    }),
    sane: z.object({
      slug: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
      anything: z.string().regex(/^(.|\s)*$/),
      quadratic: z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
      email: z.email(),
    }),
  },
});
