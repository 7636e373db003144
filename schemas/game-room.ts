// The game room: players move, whisper to one another and wait for the start.
import { defineActor } from "actorgen";
import { z } from "zod";

export const Position = z.object({ x: z.number(), y: z.number() });
export const Role = z.enum(["player", "spectator"]);

export const Player = z.object({ id: z.string(), role: Role, position: Position });

/** A game that up to some hundred players share. */
export const gameRoom = defineActor({
  key: { room: z.string().min(1).max(64) },
  input: z.object({ map: z.string().default("meadow") }).prefault({}),
  state: z.object({ map: z.string(), started: z.boolean(), players: z.record(z.string(), Player) }),
  connParams: z.object({ playerId: z.string().min(1), role: Role.optional() }),
  connState: z.object({ playerId: z.string(), role: Role }),
  actions: {
    /** Everyone here, by player id. */
    players: { returns: z.record(z.string(), Player) },
    /** Move the caller's piece; all others see it. */
    move: { args: { to: Position }, returns: Player, errors: { spectating: z.void() } },
    /** The same, written as a loop over the connections. */
    moveByLoop: { args: { to: Position }, returns: Player, errors: { spectating: z.void() } },
    /** A message that only its recipient sees. */
    whisper: {
      args: { to: z.string(), text: z.string().max(500) },
      errors: { notConnected: z.object({ playerId: z.string() }) },
    },
    /** Start the game, once. */
    start: { returns: z.boolean() },
  },
  events: {
    playerMoved: z.object({ playerId: z.string(), position: Position }),
    privateMessage: z.object({ from: z.string(), text: z.string() }),
    playerJoined: Player,
    gameStarted: z.object({ at: z.date() }),
  },
});
