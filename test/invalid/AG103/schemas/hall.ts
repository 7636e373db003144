import { defineActor } from "actorgen";

export const hall = defineActor({ events: {} });
