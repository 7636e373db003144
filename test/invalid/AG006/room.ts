import { defineActor } from "actorgen";

export const dispose = defineActor({});
