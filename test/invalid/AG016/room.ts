import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({ actions: { join: { errors: { timeout: z.void() } } } });
