import { defineActor } from "actorgen";
import { Mesage } from "../lib/message.js";

export const hall = defineActor({ events: { posted: Mesage } });
