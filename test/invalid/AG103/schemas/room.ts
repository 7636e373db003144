import { defineActor } from "actorgen";
import { tableOf } from "../lib/database.js";

export const room = defineActor({ events: { posted: tableOf("messages") } });
