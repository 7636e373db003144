import { defineActor } from "actorgen";
import { z } from "zod";

class Point {}
const inner = z.object({
  /** Calls back. */
  fn: z.function(),
});

export const chatRoom = defineActor({
  state: z.object({ symbol: z.symbol() }),
  actions: {
    upload: { args: { file: z.file() }, returns: z.promise(z.string()) },
    draw: { args: { at: z.instanceof(Point), raw: z.instanceof(Buffer) } },
  },
  events: { tick: { payload: inner } },
});
