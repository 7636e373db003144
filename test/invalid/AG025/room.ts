import { defineActor } from "actorgen";
import { z } from "zod";

export const Size = z.string().transform((text) => text.length).pipe(z.number());
export const SizeInput = z.string();
export const room = defineActor({ actions: { grow: { args: { size: Size, by: SizeInput }, returns: Size } } });
