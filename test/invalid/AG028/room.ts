import { defineActor } from "actorgen";
import { z } from "zod";

const later = z.lazy(() => {
  throw new Error("Not yet.");
});
const untagged = z.discriminatedUnion("kind", [z.lazy(() => z.object({ text: z.string() }))]);

export const room = defineActor({ events: { shown: z.object({ later }), said: untagged } });
