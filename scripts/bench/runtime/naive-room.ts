// The peers' server logic: the same room without any validation, and state that is changed in place.
import type { ActionName } from "./messages.js";

/** A call, as a peer's client sends it. */
export interface PeerCall {
  readonly id: number;
  readonly action: ActionName;
  readonly args: readonly [user: string, text: string] | readonly [to: { x: number; y: number }] | readonly [number];
}

const messages: object[] = [];
let started = false;
const players: Record<string, { id: string; role: string; position: object }> = {};

/** Does what the measured server's handler does. `broadcast` sends to everyone. */
export function answer({ action, args }: PeerCall, who: string, broadcast: (message: object) => void): unknown {
  if (action === "whisper") return undefined;
  if (action === "toggle") return (started = !started);
  if (action === "newest") return messages.slice(-args[0]);
  if (action === "move") {
    const player = (players[who] ??= { id: who, role: "player", position: {} });
    player.position = Object(args[0]);
    return player;
  }
  const message = { id: crypto.randomUUID(), userId: args[0], text: args[1], sentAt: new Date() };
  if (action === "shout") broadcast(message);
  else messages[0] = message;
  return message;
}
