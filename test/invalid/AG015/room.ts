import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({ key: { id: z.int(), day: z.date(), name: z.string().min(1), kind: z.enum(["a"]) } });
