// The Host interface: all that the actor core knows of the world. A host gives these and drives an ActorCore.
import type { WireError } from "../protocol/errors.js";
import type { Hello } from "../protocol/frames.js";
import type { Limits } from "../protocol/limits.js";
import type { StatePatches } from "./draft.js";

/** Where an actor lives. `id` is its identity; a destroyed and recreated actor has the same key and another id. */
export interface ActorAddress {
  readonly actor: string;
  readonly key: readonly string[];
  readonly id: string;
}

/** What differs between hosts, as data. */
export interface HostCapabilities {
  /** Memory may vanish while sockets stay open: nothing that must survive may live in it. */
  readonly memoryMayVanish: boolean;
  /** Sockets outlive the core that accepted them. */
  readonly socketsSurviveOwner: boolean;
  /** A message may be delivered twice. */
  readonly redelivers: boolean;
  /** The platform itself holds output back until writes are durable. */
  readonly outputGate: boolean;
  /** What is committed outlives the process: connections, events and replies are worth storing. */
  readonly durable: boolean;
  /** Bytes of one socket's attachment. */
  readonly attachmentBytes: number;
}

/**
 * A change of the store; a list of them is committed as one. Keys are short strings, values any structured-cloneable
 * data that is never changed in place. `patches` say how the value differs from the one before, so that a store may
 * write them alone and make the value of them when it is asked for it (`applyPatches`).
 */
export type StorageChange =
  | { readonly put: string; readonly value: unknown; readonly patches?: StatePatches | undefined }
  | { readonly delete: string }
  | { readonly deletePrefix: string };

/** What an actor keeps. */
export interface HostStorage {
  get(key: string): Promise<unknown>;
  list(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  /** Atomic. Resolves only when the changes are durable and this host still owns the actor. Undefined: nothing to wait for. */
  commit(changes: readonly StorageChange[]): Promise<void> | undefined;
  /**
   * Counts: what is committed while it stays the same becomes durable together, and the values are read only then, so
   * that one may still grow. Absent: they are read at each commit.
   */
  readonly turn?: number;
  /** Forgets the actor and everything it kept. */
  destroy(): Promise<void>;
}

/** One frame's text, shared by all that get it. The object's identity lets a host encode a broadcast once. */
export interface OutFrame {
  readonly text: string;
}

/** An open socket of one connection. */
export interface HostSocket {
  readonly id: string;
  /** Small data (see `attachmentBytes`) that lives as long as the socket, whatever becomes of memory. */
  attachment: unknown;
  /** The `permit` of its caller. */
  readonly permit?: Permit | undefined;
  /** Queues a frame. Frames of one tick leave together, in order. */
  send(frame: OutFrame): void;
  /** After what was queued. */
  close(code: number, reason: string): void;
}

/** Structured one-line logging in pino's shape. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A turn, for whoever observes. */
export interface TurnInfo {
  readonly kind: "action" | "hook";
  readonly name: string;
  /** How an action was called. */
  readonly transport?: "connection" | "request" | "schedule";
  /** What the action was called with, as its handler takes it. */
  readonly args?: readonly unknown[];
  /** The id of the connection that called. */
  readonly connection?: string | undefined;
}

/** One turn being observed. */
export interface Observation {
  /** Runs the handler. */
  run<Result>(body: () => Result): Result;
  /** Once: it is over, well or with the error that its caller gets. `result` is an action's, as JSON text; absent for void. */
  end(error: WireError | undefined, result?: string): void;
}

/** Is told of each turn when it is asked for. */
export type Observer = (turn: TurnInfo) => Observation;

/** Something that was refused before it became a turn. */
export interface Refused {
  readonly action?: string | undefined;
  readonly event?: string | undefined;
  /** The id of the connection that asked; absent for a request. */
  readonly connection?: string | undefined;
}

/** An event that has left. */
export interface Sent {
  readonly event: string;
  /** 0 for a volatile one. */
  readonly seq: number;
  /** The frame. */
  readonly text: string;
  /** The one connection that it was for. */
  readonly to: string | undefined;
}

/** Sees what passes beside the turns when it is asked for. */
export interface Witness {
  /** `receivers`: how many connections it was for. */
  sent(event: Sent, receivers: number): void;
  refused(what: Refused, error: WireError): void;
}

/** What the core gets. */
export interface Host {
  readonly address: ActorAddress;
  readonly capabilities: HostCapabilities;
  readonly storage: HostStorage;
  readonly limits: Limits;
  readonly log: Logger;
  /** Absent: nobody observes. Both may come and go; the core asks each time. */
  readonly observer?: Observer | undefined;
  readonly witness?: Witness | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once after `ms`. Returns how to cancel it. */
  timer(ms: number, run: () => void): () => void;
  /** 128 random bits as text that fits in a URL. */
  randomId(): string;
  /** The sockets now open, also those accepted before memory vanished. */
  sockets(): Iterable<HostSocket>;
  /**
   * One alarm per actor, milliseconds since 1970; the core keeps its schedule itself. Null clears it. It is stored with
   * the commit that follows in the same tick, and stands until another is, also after it has rung. At its time, or at
   * once when that is over, the host calls `alarm` of the actor's core: once, and never from within this call.
   */
  setAlarm(at: number | null): void;
  /** The core is of no more use (destroyed, broken, or never came to be): the host forgets it, and a later access makes a new one. */
  ended(): void;
  /**
   * Calls an action of another actor; the reply's value is in wire form. `key` is one actor id where the hello's mode is
   * `id`. Never rejects.
   */
  call(actor: string, key: readonly string[], call: OutboundCall): Promise<CallReply>;
}

/** A call to another actor. `chain` lists the actor ids that wait for it, for cycle detection. */
export interface OutboundCall {
  /** Who called the actor that calls: its `c.auth`. */
  readonly auth: unknown;
  readonly hello: Hello;
  /** Absent: only resolves the actor; the reply's value is its id. */
  readonly action?: string;
  readonly args: readonly unknown[];
  /** The caller's hash of the action. */
  readonly hash?: string;
  /** The same for the same call of a turn that runs again. */
  readonly id: string;
  readonly chain: readonly string[];
  readonly signal?: AbortSignal;
}

/** Who asks, as the host's `authorize` and headers tell. */
export interface Caller {
  /** What `authorize` returned; undefined when there is none. */
  readonly auth: unknown;
  readonly chain: readonly string[];
  /** May the caller's connection do this, too? Gives the error if not. Absent: it may do anything. */
  readonly permit?: Permit;
}

/** Something that a connection wants. */
export type Access = { readonly action: string } | { readonly event: string };

/** See `Caller`. Asked before each call and subscription; it remembers its answers. */
export type Permit = (access: Access) => WireError | undefined | Promise<WireError | undefined>;

/** A single action without a connection. */
export interface ActorRequest {
  readonly caller: Caller;
  readonly hello: Hello;
  readonly action: string;
  readonly args: readonly unknown[];
  /** The client's hash of the action. */
  readonly hash?: string;
  /** A request with an id that was answered before is answered the same, and not run again. */
  readonly id?: string;
  readonly signal?: AbortSignal;
}

/** The reply to a request or call: JSON text of the value in wire form (absent for void), or an error. */
export type CallReply = { readonly value?: string; readonly error?: undefined } | { readonly error: WireError };

/** May this caller have a socket? Everything `open` needs is in it, as plain data. */
export type Admission =
  { readonly admitted: true; readonly attachment: unknown } | { readonly admitted: false; readonly error: WireError };

/** One connection, for people and tools: neither its secret nor what it sent. */
export interface ConnectionInspection {
  readonly id: string;
  readonly online: boolean;
  readonly subscriptions: readonly string[];
  /** Calls that have no reply yet. */
  readonly calls: number;
}

/** All of one actor, for those who may see everything: what must not be shown is still in it. None of it may be changed. */
export interface ActorContents {
  readonly state: unknown;
  readonly connections: readonly ConnectionContents[];
}

/** All of one connection but its secret. */
export interface ConnectionContents extends ConnectionInspection {
  readonly params: unknown;
  readonly auth: unknown;
  readonly state: unknown;
}

/** What goes on in one actor that is in memory: no state, params or identities. */
export interface ActorInspection {
  readonly connections: readonly ConnectionInspection[];
  /** Turns that run, and those that wait for them. */
  readonly running: number;
  readonly waiting: number;
  /** The number of the last event that has left, and how many are kept for those who come back. */
  readonly seq: number;
  readonly keptEvents: number;
  /** Actions that are planned. */
  readonly scheduled: number;
}

/** One actor, as its host drives it. None of these throws or rejects. */
export interface ActorCore {
  /** Before a socket exists: creates or wakes the actor, checks the hello, runs onBeforeConnect and createConnState. */
  admit(caller: Caller, hello: Hello): Promise<Admission>;
  /** The socket of an admission is open; its attachment is set. Sends the welcome. */
  open(socket: HostSocket): void;
  /** One message of a socket: a frame or an array of frames, as text. */
  message(socket: HostSocket, text: string): void;
  closed(socket: HostSocket, code: number): void;
  request(request: ActorRequest): Promise<CallReply>;
  /** Creates the actor if `hello.mode` says so, and gives its id. */
  resolve(caller: Caller, hello: Hello): Promise<{ readonly id: string } | { readonly error: WireError }>;
  /** What is planned may be due: runs it, and resolves when it has run. Wakes the actor, if it exists. */
  alarm(): Promise<void>;
  inspect(): ActorInspection;
  contents(): ActorContents;
  /** Finishes the turns that run, refuses new ones, tells the connections. */
  stop(): Promise<void>;
}
