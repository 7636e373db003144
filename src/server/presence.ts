// Presence: connections that lost their socket, for as long as they may come back, and what is left of those that did not.
import type { Resume, WelcomeFrame } from "../protocol/frames.js";
import type { Actor } from "./actor.js";
import type { LoadedCall } from "./call-rows.js";
import { Connection, connectionKey, isAttachment, type Attachment } from "./connection.js";
import { Expiry } from "./expiry.js";
import type { HostSocket, StorageChange } from "./host.js";
import { fitConnState } from "./stored-state.js";

/** What a connection that is over leaves behind, in a durable store. */
interface Remains extends Attachment {
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Keeps the connections of one actor that have no socket. */
export class Presence {
  readonly #actor: Actor;
  readonly #offline: Expiry<Connection>;
  /** Connections that are over, by id, for their call records. */
  readonly #remains = new Map<string, Connection>();
  readonly #expiry: Expiry<Connection>;

  /** `over` is told of each connection that did not come back. */
  constructor(actor: Actor, over: (connection: Connection) => void) {
    this.#actor = actor;
    const { host } = actor;
    this.#offline = new Expiry(host, host.limits.resumeWindow, over);
    this.#expiry = new Expiry(host, host.limits.retryWindow, (connection) => this.#forget(connection));
  }

  /** Is nobody expected back? */
  get empty(): boolean {
    return this.#offline.size === 0 && this.#expiry.size === 0;
  }

  /** The connection that a hello goes on with; undefined when there is none, or the secret is another's. */
  find(resume: Resume | undefined): Connection | undefined {
    const connection = resume && this.#actor.connections.get(resume.connection);
    return connection?.open && isSame(connection.data.secret, resume?.secret ?? "") ? connection : undefined;
  }

  /** A connection has lost its socket. Gives the one that has to end for it, if there are too many. */
  lost(connection: Connection): Connection | undefined {
    connection.socket = undefined;
    const { offlineConnections } = this.#actor.host.limits;
    const oldest = this.#offline.size >= offlineConnections ? this.#offline.oldest() : undefined;
    if (oldest) this.#offline.delete(oldest);
    this.#offline.add(connection);
    return oldest;
  }

  /** Puts a connection on another socket. The one it had is closed by its owner. */
  attach(connection: Connection, socket: HostSocket): HostSocket | undefined {
    const before = connection.socket;
    this.#offline.delete(connection);
    connection.socket = socket;
    socket.attachment = connection.lasting;
    connection.lastRetry = connection.lastCall;
    connection.tokens = this.#actor.host.limits.frameBurst;
    return before;
  }

  /** Hands what was left of an earlier connection to a new one. True when its calls may be sent again. */
  inherit(connection: Connection, resume: Resume | undefined): boolean {
    const before = resume && this.#remains.get(resume.connection);
    if (!before || !isSame(before.data.secret, resume?.secret ?? "")) return false;
    this.#remains.delete(before.id);
    this.#expiry.delete(before);
    before.heir = connection;
    connection.records = before.records;
    connection.calls = before.calls;
    connection.lastCall = connection.lastRetry = before.lastCall;
    if (connection.records) connection.records.connection = connection.id;
    if (this.#actor.callLog) {
      const changes = cleared(before);
      if (connection.records) this.#actor.callLog.restore(changes, connection.records);
      this.#actor.persist(changes);
    }
    return true;
  }

  /** A connection is over: keeps what its client may still ask for. Gives what is to be stored. */
  left(connection: Connection): StorageChange[] {
    this.#offline.delete(connection);
    this.#actor.log.forget(connection.id);
    const waits = (connection.calls?.size ?? 0) > 0 || connection.records?.empty === false;
    if (!waits) {
      return this.#cleared(connection);
    }
    this.#remains.set(connection.id, connection);
    this.#expiry.add(connection);
    const until = this.#actor.host.now() + this.#actor.host.limits.retryWindow;
    const { params: _params, state: _state, auth: _auth, ...data } = connection.data;
    return [{ put: connectionKey(connection.id), value: { ...data, until } }];
  }

  /** What a welcome says of the events that were missed for good. */
  gap(connection: Connection, resume: Resume | undefined): Pick<WelcomeFrame, "gap"> {
    if (!resume) return {};
    const { log, released } = this.#actor;
    const from = resume.seq + 1;
    if (resume.epoch !== log.epoch) return { gap: { from } };
    if (connection.id === resume.connection) {
      const to = log.gap(connection, resume.seq);
      return to === undefined ? {} : { gap: { from, to } };
    }
    // A connection that is over is not sent what it missed; it is told whether there was anything.
    const reader = {
      id: resume.connection,
      since: (event: string) => (connection.since(event) === undefined ? undefined : 0),
    };
    const missed = log.gap(reader, resume.seq) !== undefined || log.missed(reader, resume.seq, released).length > 0;
    return missed ? { gap: { from, to: released } } : {};
  }

  /** Takes the connections that a durable store kept, as offline ones. */
  load(stored: Iterable<unknown>, calls: ReadonlyMap<string, readonly LoadedCall[]>): void {
    const { host } = this.#actor;
    for (const data of stored) {
      if (!isAttachment(data) || this.#actor.connections.has(data.connection)) continue;
      const fitted = isRemains(data) ? { value: undefined } : fitConnState(this.#actor.implementation, data.state);
      if (!fitted) {
        this.#actor.persist(cleared({ id: data.connection }));
        continue;
      }
      const kept = { ...data, state: fitted.value };
      const connection = new Connection(
        undefined,
        kept,
        this.#actor.implementation.secrets,
        host.limits.frameBurst,
        host.now(),
      );
      const replies = calls.get(connection.id);
      if (replies) {
        this.#actor.callLog?.take(replies);
        connection.lastCall = connection.lastRetry = this.#actor.records(connection).load(replies);
      }
      if (isRemains(data)) {
        connection.status = "closed";
        this.#remains.set(connection.id, connection);
        this.#expiry.add(connection, data.until);
      } else {
        connection.status = "open";
        this.#actor.add(connection);
        this.#offline.add(connection);
      }
    }
  }

  /** The actor leaves memory. */
  stop(): void {
    this.#offline.clear();
    this.#expiry.clear();
  }

  #forget(connection: Connection): void {
    this.#remains.delete(connection.id);
    const changes = this.#cleared(connection);
    if (this.#actor.durable) this.#actor.persist(changes);
  }

  #cleared(connection: Connection): StorageChange[] {
    const changes = cleared(connection);
    connection.records?.close();
    this.#actor.callLog?.sweep(changes);
    return changes;
  }
}

function cleared({ id }: Pick<Connection, "id">): StorageChange[] {
  return [{ delete: connectionKey(id) }];
}

function isRemains(value: Attachment): value is Remains {
  return "until" in value;
}

// Takes as long wherever the two differ.
function isSame(secret: string, other: string): boolean {
  if (secret.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < secret.length; at++) difference |= secret.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}
