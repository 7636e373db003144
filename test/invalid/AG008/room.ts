import { defineActor } from "actorgen";

export const room = defineActor({ actions: { then: {}, connect: {} } });
