// Connections as the load sees them, whichever contender they belong to.
import type { ActionName } from "./messages.js";

/** One connection. */
export interface Room {
  call(count: number): Promise<unknown>;
}

/** Opens a connection number `index`; `heard` is called for each event that arrives. */
export type OpenRoom = (url: string, index: number, action: ActionName, heard: () => void) => Promise<Room>;

/** What is said. */
export const text = "Hello everyone in this room!";

/** The arguments of a peer's call. */
export function argsOf(action: ActionName, index: number, count: number): readonly unknown[] {
  if (action === "toggle") return [];
  if (action === "newest") return [1];
  return action === "move" ? [{ x: count, y: index }] : [`user-${index}`, text];
}

/** The connection of a peer whose client has one function for all calls. */
export async function peerRoom(
  call: (action: ActionName, args: readonly unknown[]) => Promise<unknown>,
  index: number,
  action: ActionName,
): Promise<Room> {
  // There has to be one to be read.
  if (action === "newest" && index === 0) await call("post", argsOf("post", 0, 0));
  return { call: (count) => call(action, argsOf(action, index, count)) };
}
