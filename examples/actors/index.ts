// All example actors, as `serve` takes them.
import { chatRoom } from "./chat-room.js";
import { gameRoom } from "./game-room.js";
import { wireKinds } from "./wire-kinds.js";

/** The actors of `schemas/`. */
export const actors = [chatRoom, gameRoom, wireKinds];
