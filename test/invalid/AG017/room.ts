import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({ version: 0, actions: { move: { concurrent: 1 } }, events: z.string() });
