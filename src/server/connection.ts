// Connections: what the core keeps of each, and the object that handlers see.
import type { CallRecords } from "./call-records.js";
import type { Draft } from "./draft.js";
import type { EventReader } from "./event-log.js";
import type { ConnectionContents, ConnectionInspection, HostSocket, OutFrame, StorageChange } from "./host.js";
import type { EventEntry } from "./implement.js";
import type { ScheduleChange } from "./schedule.js";
import { Refusal } from "./failures.js";
import { encodePayload } from "./events.js";
import { withoutSecrets, type Secrets } from "./secrets.js";

/** An event that a connection asked for. */
export interface Subscription {
  readonly event: string;
  /** Events after this number are delivered. */
  readonly since: number;
}

/** What of a connection outlives memory: plain data, in the socket's attachment and in a durable store. */
export interface Attachment {
  readonly connection: string;
  /** Resumes the connection; never logged. */
  readonly secret: string;
  readonly params: unknown;
  /** Who it is, as `authorize` told. */
  readonly auth?: unknown;
  readonly state: unknown;
  readonly subscriptions: readonly Subscription[];
}

/** A call that has no reply yet. */
export interface OpenCall {
  cancel(): void;
}

/** One connection, as the core keeps it. It outlives its socket for a while. */
export class Connection implements EventReader {
  /** Absent while the connection is offline. */
  socket: HostSocket | undefined;
  data: Attachment;
  /** Nothing is sent before the welcome. */
  status: "opening" | "open" | "closed" = "opening";
  /** Messages that came before the welcome. */
  early: string[] | undefined;
  lastCall = 0;
  /** Calls up to this one may be sent again. */
  lastRetry = 0;
  /** Calls that have no reply yet, other than those answered at once. */
  calls: Map<number, OpenCall> | undefined;
  /** Replies that the client may not have. */
  records: CallRecords | undefined;
  /** The connection that took over what was left of this one. */
  heir: Connection | undefined;
  tokens: number;
  refilled: number;
  readonly #secrets: Secrets;
  #handle: ConnectionHandle | undefined;

  constructor(socket: HostSocket | undefined, data: Attachment, secrets: Secrets, tokens: number, now: number) {
    this.socket = socket;
    this.data = data;
    this.#secrets = secrets;
    this.tokens = tokens;
    this.refilled = now;
  }

  /** What of its data may leave memory: no secrets. */
  get lasting(): Attachment {
    const { params, auth } = this.#secrets;
    if (!params && !auth) return this.data;
    return {
      ...this.data,
      params: withoutSecrets(params, this.data.params),
      auth: withoutSecrets(auth, this.data.auth),
    };
  }

  get id(): string {
    return this.data.connection;
  }

  get open(): boolean {
    return this.status === "open";
  }

  get online(): boolean {
    return this.status === "open" && this.socket !== undefined;
  }

  /** Sends a frame to where the client is now, if it is anywhere. */
  send(frame: OutFrame): void {
    if (this.status === "open") this.socket?.send(frame);
    else this.heir?.send(frame);
  }

  since(event: string): number | undefined {
    return this.data.subscriptions.find((one) => one.event === event)?.since;
  }

  /** For people and tools. */
  inspect(): ConnectionInspection {
    const { id, online, data, calls } = this;
    return { id, online, subscriptions: data.subscriptions.map(({ event }) => event), calls: calls?.size ?? 0 };
  }

  /** For those who may see everything. */
  contents(): ConnectionContents {
    const { params, auth, state } = this.data;
    return { ...this.inspect(), params, auth, state };
  }

  /** What handlers of serial turns see: the same object for as long as the connection lives. */
  handle(scope: Scope): ConnectionHandle {
    return (this.#handle ??= new ConnectionHandle(this, scope));
  }

  /** Replaces what is kept, in memory and at the socket. */
  keep(change: Partial<Attachment>): void {
    this.data = { ...this.data, ...change };
    if (this.status !== "closed" && this.socket) this.socket.attachment = this.lasting;
  }
}

/** Where a durable store keeps a connection. */
export function connectionKey(id: string): string {
  return `conn/${id}`;
}

/** What a durable store keeps of a connection. */
export function stored({ id, lasting }: Connection): StorageChange {
  return { put: connectionKey(id), value: lasting };
}

/** Reads an attachment, which is `unknown` to hosts. */
export function isAttachment(value: unknown): value is Attachment {
  return typeof value === "object" && value !== null && "connection" in value && "secret" in value;
}

/** An effect of a turn, kept back until it commits: something sent, or a change of the schedule. */
export type Effect = SendEffect | { readonly work: ScheduleChange };

/** An event, or the end of a connection. */
export interface SendEffect {
  /** Absent: closes `to`. */
  readonly event: EventEntry | undefined;
  /** JSON text of the payload, absent for void; or the reason of a close. */
  readonly text: string | undefined;
  /** Absent: everyone who subscribed. */
  readonly to: Connection | undefined;
  readonly except: readonly Connection[] | undefined;
}

/** Where a handler's doings go: the turn that runs, or a commit of their own. */
export interface Scope {
  readonly events: ReadonlyMap<string, EventEntry>;
  emit(effect: Effect): void;
  /** The draft of the connection's state; `undefined` outside of any turn. */
  connDraft(connection: Connection): Draft | undefined;
}

/** A commit of its own, inside of a turn or after it. */
export interface Step extends Scope {
  state: unknown;
  /** What was emitted and is not real yet. */
  readonly pending: readonly Effect[];
  commit(): void;
}

/** A turn that goes on after a step. */
export interface SteppingTurn {
  /** Adds to what the step stores. */
  begun(changes: StorageChange[]): void;
}

/** `ActorConn` of types.ts. Holds no data of its own, so that nothing leaks when it is printed. */
export class ConnectionHandle {
  readonly #connection: Connection;
  readonly #scope: Scope;

  constructor(connection: Connection, scope: Scope) {
    this.#connection = connection;
    this.#scope = scope;
  }

  /** The connection behind what a handler holds. */
  static connection(handle: unknown): Connection {
    if (handle instanceof ConnectionHandle) return handle.#connection;
    throw new TypeError("This is not a connection of an actor.");
  }

  get id(): string {
    return this.#connection.data.connection;
  }

  get params(): unknown {
    return this.#connection.data.params;
  }

  get online(): boolean {
    return this.#connection.online;
  }

  get auth(): unknown {
    return this.#connection.data.auth;
  }

  get state(): unknown {
    const draft = this.#scope.connDraft(this.#connection);
    return draft ? draft.value : this.#connection.data.state;
  }

  set state(value: unknown) {
    const draft = this.#scope.connDraft(this.#connection);
    if (!draft) throw new Error("The state of a connection changes within a turn only.");
    draft.value = value;
  }

  send(event: string, payload?: unknown): void {
    const entry = eventOf(this.#scope, event);
    const text = encodePayload(entry, payload);
    this.#scope.emit({ event: entry, text, to: this.#connection, except: undefined });
  }

  disconnect(reason = ""): void {
    this.#scope.emit({ event: undefined, text: String(reason), to: this.#connection, except: undefined });
  }
}

/** Looks an event up. */
export function eventOf(scope: Scope, name: string): EventEntry {
  const entry = scope.events.get(name);
  if (!entry) throw new Refusal("unknown_event", `There is no event "${String(name)}".`);
  return entry;
}
