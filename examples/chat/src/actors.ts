// The client and its hooks: all that the page needs of actorgen.
import { createClient, type Role } from "../../../generated/client.js";
import { createHooks } from "../../../generated/react.js";

const endpoint = document.querySelector<HTMLMetaElement>('meta[name="actors"]')?.content ?? location.origin;

export const { useActor } = createHooks(createClient(endpoint, { reconnect: { maxDelay: 3_000 } }));

/** Who is in which room. */
export interface Visit {
  readonly name: string;
  readonly room: string;
  readonly role: Role;
}

/** Both rooms of a visit; components that ask for the same visit share the connections. */
export function useChat({ name, room }: Visit) {
  return useActor({ name: "chatRoom", key: [room], params: { userId: name } });
}

/** The board of a visit. */
export function useGame({ name, room, role }: Visit) {
  return useActor({ name: "gameRoom", key: [room], params: { playerId: name, role } });
}

export type Chat = ReturnType<typeof useChat>;
export type Game = ReturnType<typeof useGame>;
