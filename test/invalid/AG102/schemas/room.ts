import { defineActor } from "actorgen";
import { Message } from "./mesage.js";
import { Player } from "@acme/players/schema";
import { limits } from "~/limits";

export const room = defineActor({ events: { posted: Message, joined: Player, limited: limits } });
