import { defineActor } from "actorgen";

export const room = defineActor({ events: {} });
