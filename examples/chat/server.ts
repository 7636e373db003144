// The actor server of the page: the chat room and the game room, kept in a file.
import { serve, type RunningServer } from "actorgen/node";
import { chatRoom } from "../actors/chat-room.js";
import { gameRoom } from "../actors/game-room.js";

/** Serves both rooms on loopback. With the same file, all that was said and moved is there again after a restart. */
export async function startServer(port: number, file: string): Promise<RunningServer> {
  let started = false;
  const logger = {
    debug() {},
    info() {},
    warn: console.warn,
    // Why it did not start, the rejection tells.
    error: (details: object, message: string) => started && console.error(message, details),
  };
  const server = await serve([chatRoom, gameRoom], { port, store: { path: file }, logger });
  started = true;
  return server;
}
