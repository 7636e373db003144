import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  conState: z.string(),
  actions: { move: { arguments: {}, result: z.string() } },
  events: { moved: { payload: z.int(), delivry: "latest" } },
});
