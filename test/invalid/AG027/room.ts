import { defineActor } from "actorgen";
import { z } from "zod";

const tree = () => z.object({ label: z.string(), get child() { return tree(); } });
export const room = defineActor({ events: { grown: tree() } });
