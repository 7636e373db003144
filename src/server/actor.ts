// Actor: what one actor has in memory, and how its effects reach the sockets.
import { closeCodes } from "../protocol/frames.js";
import { CallLog } from "./call-log.js";
import { CallRecords } from "./call-records.js";
import type { Connection, ConnectionHandle, Effect, Scope, SendEffect, Step, SteppingTurn } from "./connection.js";
import type { Draft } from "./draft.js";
import { EventLog, type SentEvent } from "./event-log.js";
import { eventText } from "./events.js";
import type { Host, StorageChange } from "./host.js";
import type { ActorImplementation, EventEntry } from "./implement.js";
import { RequestRecords } from "./request-records.js";
import { Schedule } from "./schedule.js";

/** One actor in memory. As a scope it is the serial turn that runs, or a commit of its own when none does. */
export class Actor implements Scope {
  readonly implementation: ActorImplementation;
  readonly host: Host;
  readonly events: ReadonlyMap<string, EventEntry>;
  /** The committed state. */
  state: unknown;
  vars: unknown;
  /** What was sent; it counts the events. */
  readonly log: EventLog;
  /** The number of the last event that has left. */
  released = 0;
  /** The state is not the stored one with its patches: it has to be stored as a whole. */
  rebased = false;
  /** Is more than the state worth storing? */
  readonly durable: boolean;
  readonly connections = new Map<string, Connection>();
  readonly schedule: Schedule;
  /** Where what came of calls is stored; absent where the store is not durable. */
  readonly callLog: CallLog | undefined;
  /** What came of requests that have an id. */
  readonly requests: RequestRecords;
  /** The serial turn that runs. */
  serial: Scope | undefined;
  /** Begins a commit of its own; `outer` goes on after it. Set by the scheduler. */
  step: (outer?: SteppingTurn) => Step = unset;
  /** Makes an effect real as a commit of its own. Set by the scheduler. */
  immediate: (effect: Effect) => void = () => {};
  /** Stores changes that nobody waits for. Set by the scheduler. */
  persist: (changes: readonly StorageChange[]) => void = () => {};
  /** A connection was ended from here. Set by the core. */
  dropped: (connection: Connection) => void = () => {};
  readonly #subscribers = new Map<string, Set<Connection>>();
  #handles: Map<string, ConnectionHandle> | undefined;

  constructor(implementation: ActorImplementation, host: Host) {
    this.implementation = implementation;
    this.host = host;
    this.events = implementation.events;
    this.log = new EventLog(host.limits, host.randomId());
    this.durable = host.capabilities.durable;
    this.callLog = this.durable ? new CallLog(host.storage) : undefined;
    this.schedule = new Schedule(host);
    this.requests = new RequestRecords(host, (changes) => this.persist(changes));
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

  /** What came of the calls of a connection, or of the one that goes on with them. */
  records(connection: Connection): CallRecords {
    if (connection.heir) return this.records(connection.heir);
    return (connection.records ??= new CallRecords(connection.id, this.host.limits.callsInFlight, this.callLog));
  }

  add(connection: Connection): void {
    this.connections.set(connection.id, connection);
    this.watchConnections();
    this.#handles?.set(connection.id, connection.handle(this));
    for (const { event } of connection.data.subscriptions) this.#subscribe(connection, event);
  }

  /** Has the actor woken after a crash, where connections outlive one and there are any. */
  watchConnections(): void {
    if (this.durable) this.schedule.watch(this.connections.size > 0);
  }

  /** Takes a connection out. False when it was out already. */
  remove(connection: Connection): boolean {
    connection.status = "closed";
    const { id, data } = connection;
    this.#handles?.delete(id);
    for (const { event } of data.subscriptions) this.#subscribers.get(event)?.delete(connection);
    return this.connections.delete(id);
  }

  /** Ends a connection from this side. */
  drop(connection: Connection, code: number, reason: string): void {
    const accepted = this.remove(connection);
    connection.socket?.close(code, reason);
    if (accepted) this.dropped(connection);
  }

  subscribe(connection: Connection, event: string): void {
    const { subscriptions } = connection.data;
    if (subscriptions.some((one) => one.event === event)) return;
    connection.keep({ subscriptions: [...subscriptions, { event, since: this.released }] });
    this.#subscribe(connection, event);
  }

  unsubscribe(connection: Connection, event: string): void {
    const { subscriptions } = connection.data;
    const others = subscriptions.filter((one) => one.event !== event);
    if (others.length === subscriptions.length) return;
    connection.keep({ subscriptions: others });
    this.#subscribers.get(event)?.delete(connection);
  }

  #subscribe(connection: Connection, event: string): void {
    const subscribers = this.#subscribers.get(event);
    if (subscribers) subscribers.add(connection);
    else this.#subscribers.set(event, new Set([connection]));
  }

  /**
   * Makes the effects of a turn real: changes the schedule, and numbers and logs what is to be sent, which leaves with
   * `deliver`. `changes` gets what is to be stored of it; the host has its alarm before it is.
   */
  number(effects: readonly Effect[], changes: StorageChange[] | undefined): readonly Departure[] {
    const departures: Departure[] = [];
    const logged = this.durable ? changes : undefined;
    let planned = false;
    for (const effect of effects) {
      if ("work" in effect) {
        this.schedule.apply(effect.work, changes);
        planned = true;
      } else departures.push(this.#departure(effect, logged));
    }
    if (planned) this.schedule.arm();
    return departures;
  }

  #departure({ event, text, to, except }: SendEffect, changes: StorageChange[] | undefined): Departure {
    if (!event) return { close: to, reason: text ?? "" };
    const volatile = event.delivery === "volatile";
    const seq = volatile ? 0 : this.log.seq + 1;
    const sent: SentEvent = {
      text: eventText(event, seq, text),
      seq,
      event: event.name,
      to: to?.id,
      except: except?.map(({ id }) => id),
      at: volatile ? 0 : this.host.now(),
    };
    if (!volatile) this.log.append(sent, event.delivery === "latest", changes);
    return sent;
  }

  #receivers({ event, to, except = [] }: SentEvent): number {
    if (to !== undefined) return this.connections.has(to) ? 1 : 0;
    const subscribers = [...(this.#subscribers.get(event) ?? [])];
    return subscribers.filter(({ id }) => !except.includes(id)).length;
  }

  /** Sends what a turn wanted sent. */
  deliver(departures: readonly Departure[]): void {
    for (const one of departures) {
      if ("reason" in one) {
        if (one.close) this.drop(one.close, closeCodes.done, one.reason);
        continue;
      }
      if (one.seq > 0) this.released = one.seq;
      this.host.witness?.sent(one, this.#receivers(one));
      if (one.to !== undefined) this.connections.get(one.to)?.send(one);
      else {
        for (const connection of this.#subscribers.get(one.event) ?? []) {
          if (!one.except?.includes(connection.id)) connection.send(one);
        }
      }
    }
  }
}

function unset(): never {
  throw new Error("The actor has no scheduler yet.");
}

/** Something on its way out: an event, or the end of a connection. */
export type Departure = SentEvent | { readonly close: Connection | undefined; readonly reason: string };
