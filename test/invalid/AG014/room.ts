import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  state: { x: z.int() },
  actions: { move: { args: { x: "number" }, returns: undefined } },
  events: { moved: { x: z.int() } },
});
