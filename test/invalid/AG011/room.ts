import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({ actions: { move: { args: { x: z.int() }, input: z.string() } } });
