// One connection as hooks use it: opened by the first component, closed after the last.
import type { ActorConnection, ActorError, ActorHandle, ConnectionStatus } from "../client/index.js";
import type { Pool } from "./pool.js";

/** What an action looks like before its types are known. */
export type Run = (...args: readonly unknown[]) => Promise<unknown>;

/** A connection before its types are known. */
export type Connection = ActorConnection<Record<string, unknown>> & Readonly<Record<string, Run>>;

/** A handle before its types are known. */
export type Handle = ActorHandle & { connect(): Connection } & Readonly<Record<string, Run>>;

/** What of a connection is rendered. */
export interface ActorSnapshot {
  readonly connection: Connection | undefined;
  readonly connStatus: ConnectionStatus;
  readonly error: ActorError | undefined;
}

/** Before a connection is open, on a server, and while not enabled. */
export const noConnection: ActorSnapshot = { connection: undefined, connStatus: "idle", error: undefined };

/** The connection of one actor, key and params. */
export interface ActorSource {
  readonly name: string;
  readonly enabled: boolean;
  readonly handle: Handle;
  get(): ActorSnapshot;
  /** Keeps the connection open until the returned function is called. */
  subscribe(listener?: () => void): () => void;
}

/** The source that shares its connection under `name`. */
export function actorSource(pool: Pool<ActorSnapshot>, name: string, enabled: boolean, handle: Handle): ActorSource {
  const open = (set: (snapshot: ActorSnapshot) => void): (() => void) => {
    const connection = handle.connect();
    let error: ActorError | undefined;
    const update = (): void => set({ connection, connStatus: connection.connStatus, error });
    connection.onStatusChange((status) => {
      if (status === "connected") error = undefined;
      update();
    });
    connection.onError((latest) => {
      error = latest;
      update();
    });
    update();
    return () => void connection.dispose();
  };
  return {
    name,
    enabled,
    handle,
    get: () => (enabled && pool.get(name)) || noConnection,
    subscribe: (listener) => (enabled ? pool.use(name, open, listener) : () => {}),
  };
}
