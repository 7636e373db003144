import { defineActor } from "actorgen";
import { z } from "zod";

const newer = z.string();
Object.assign(newer._zod.def, { type: "hologram" });
export const room = defineActor({ events: { shown: newer } });
