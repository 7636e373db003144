// Actor: what one actor has in memory, and how its effects reach the sockets.
import { closeCodes } from "../protocol/frames.js";
import type { Connection, ConnectionHandle, Effect, Scope } from "./connection.js";
import type { Draft } from "./draft.js";
import { eventText } from "./events.js";
import type { Host } from "./host.js";
import type { ActorImplementation, EventEntry } from "./implement.js";

/** One actor in memory. As a scope it is the serial turn that runs, or a commit of its own when none does. */
export class Actor implements Scope {
  readonly implementation: ActorImplementation;
  readonly host: Host;
  readonly events: ReadonlyMap<string, EventEntry>;
  /** The committed state. */
  state: unknown;
  vars: unknown;
  /** Numbers of events count within an epoch; a new one begins whenever the count is lost. */
  epoch: string;
  seq = 0;
  readonly connections = new Map<string, Connection>();
  /** The serial turn that runs. */
  serial: Scope | undefined;
  /** Makes an effect real as a commit of its own. Set by the scheduler. */
  immediate: (effect: Effect) => void = () => {};
  /** A connection was ended from here. Set by the core. */
  dropped: (connection: Connection) => void = () => {};
  readonly #subscribers = new Map<string, Set<Connection>>();
  #handles: Map<string, ConnectionHandle> | undefined;

  constructor(implementation: ActorImplementation, host: Host) {
    this.implementation = implementation;
    this.host = host;
    this.events = implementation.events;
    this.epoch = host.randomId();
  }

  emit(effect: Effect): void {
    if (this.serial) this.serial.emit(effect);
    else this.immediate(effect);
  }

  connDraft(connection: Connection): Draft | undefined {
    return this.serial?.connDraft(connection);
  }

  /** The connections as handlers of serial turns see them. */
  handles(): ReadonlyMap<string, ConnectionHandle> {
    if (!this.#handles) {
      this.#handles = new Map();
      for (const [id, connection] of this.connections) this.#handles.set(id, connection.handle(this));
    }
    return this.#handles;
  }

  add(connection: Connection): void {
    this.connections.set(connection.data.connection, connection);
    this.#handles?.set(connection.data.connection, connection.handle(this));
    for (const event of connection.data.events) this.#subscribe(connection, event);
  }

  /** Takes a connection out. False when it was out already. */
  remove(connection: Connection): boolean {
    connection.status = "closed";
    const { connection: id, events } = connection.data;
    this.#handles?.delete(id);
    for (const event of events) this.#subscribers.get(event)?.delete(connection);
    return this.connections.delete(id);
  }

  /** Ends a connection from this side. */
  drop(connection: Connection, code: number, reason: string): void {
    const accepted = this.remove(connection);
    connection.socket.close(code, reason);
    if (accepted) this.dropped(connection);
  }

  subscribe(connection: Connection, event: string): void {
    if (connection.data.events.includes(event)) return;
    connection.keep({ events: [...connection.data.events, event] });
    this.#subscribe(connection, event);
  }

  unsubscribe(connection: Connection, event: string): void {
    if (!connection.data.events.includes(event)) return;
    connection.keep({ events: connection.data.events.filter((name) => name !== event) });
    this.#subscribers.get(event)?.delete(connection);
  }

  #subscribe(connection: Connection, event: string): void {
    const subscribers = this.#subscribers.get(event);
    if (subscribers) subscribers.add(connection);
    else this.#subscribers.set(event, new Set([connection]));
  }

  /** Sends what a turn wanted sent. */
  deliver(effects: readonly Effect[]): void {
    for (const { event, text, to, except } of effects) {
      if (!event) {
        if (to) this.drop(to, closeCodes.done, text ?? "");
        continue;
      }
      const frame = { text: eventText(event, event.delivery === "volatile" ? undefined : ++this.seq, text) };
      if (to) {
        if (to.open) to.socket.send(frame);
        continue;
      }
      for (const connection of this.#subscribers.get(event.name) ?? []) {
        if (connection.open && !except?.includes(connection)) connection.socket.send(frame);
      }
    }
  }
}
