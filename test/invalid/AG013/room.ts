import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({ events: { moved: { payload: z.int(), delivery: "once" } } });
