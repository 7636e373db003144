// Snapshots: the actors in memory as a list, and one of them as a whole, as they may be shown.
import { mask, type MaskBounds } from "../../../server/mask.js";
import type { LiveActor } from "../directory.js";
import type { ActorSchemas } from "./schemas.js";

/** A line of the list. */
export interface ActorRow {
  readonly actorId: string;
  readonly actor: string;
  readonly key: readonly string[];
  /** Connections, and those of them that have a socket. */
  readonly connections: number;
  readonly online: number;
  readonly running: number;
  readonly waiting: number;
}

/** One actor as a whole. */
export interface ActorDetail extends ActorRow {
  readonly seq: number;
  readonly keptEvents: number;
  readonly scheduled: number;
  readonly state: unknown;
  readonly connectionList: readonly object[];
}

/** How much of a state is shown. */
const stateBounds: MaskBounds = { parts: 5_000, characters: 200_000 };
const connectionBounds: MaskBounds = { parts: 100, characters: 4_000 };
/** Connections that are shown of one actor. */
const maxConnections = 200;

/** A line of the list. */
export function rowOf({ address: { actor, key, id }, core }: LiveActor): ActorRow {
  const { connections, running, waiting } = core.inspect();
  const online = connections.filter((connection) => connection.online).length;
  return { actorId: id, actor, key, connections: connections.length, online, running, waiting };
}

/** One actor as a whole, without what is secret. */
export function detailOf(live: LiveActor, schemas: ActorSchemas): ActorDetail {
  const { seq, keptEvents, scheduled } = live.core.inspect();
  const { state, connections } = live.core.contents();
  return {
    ...rowOf(live),
    seq,
    keptEvents,
    scheduled,
    state: mask(schemas.state, state, stateBounds),
    connectionList: connections.slice(0, maxConnections).map((connection) => ({
      ...connection,
      params: mask(schemas.params, connection.params, connectionBounds),
      auth: mask(schemas.auth, connection.auth, connectionBounds),
      state: mask(schemas.connState, connection.state, connectionBounds),
    })),
  };
}
