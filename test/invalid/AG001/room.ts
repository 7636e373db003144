import { defineActor } from "actorgen";

export default defineActor({});
