// The types that emitted code and programs build on: handles, connections, and their options.
import type { ActorError } from "../protocol/errors.js";
import type { Gap } from "../protocol/frames.js";
import type { Clock } from "./clock.js";
import type { Transport } from "./transport.js";

/** Ends what it was returned for. Calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * How a connection stands:
 * - `idle`: not connected and not trying, because it was disposed or refused;
 * - `connecting`: an attempt is under way;
 * - `connected`: the server has welcomed it;
 * - `disconnected`: lost, and waiting for the next attempt.
 */
export type ConnectionStatus = "idle" | "connecting" | "connected" | "disconnected";

/**
 * How one call ends early.
 *
 * @example await room.withOptions({ timeout: 2_000, signal: controller.signal }).history(10);
 */
export interface CallOptions {
  /** Gives the call up: it rejects with `aborted`, and the handler's `abortSignal` fires. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the call rejects with `timeout`, also while it waits for a connection. Default: the client's. */
  readonly timeout?: number | undefined;
}

/** How to reach an actor whose connection params may be left out. */
export interface OptionalParams<Params> {
  readonly params?: Params | undefined;
  /** Asked before every request and every attempt to connect, instead of `params`: for tokens that run out. */
  readonly getParams?: (() => Params | Promise<Params>) | undefined;
}

/** How to reach an actor that asks for connection params: as a value, or as a function that gives it. */
export type RequiredParams<Params> =
  | { readonly params: Params; readonly getParams?: undefined }
  | { readonly getParams: () => Params | Promise<Params>; readonly params?: undefined };

/** What every handle has; emitted handles add the actions. */
export interface ActorHandle {
  /** The key's strings; undefined when the handle is by id. */
  readonly key: readonly string[] | undefined;
  /**
   * The actor's id; makes the actor when the handle came from `getOrCreate`.
   * Rejects with `actor_not_found` when there is none.
   */
  resolve(): Promise<string>;
}

/** Client and server were generated from different schemas. */
export interface ContractChange {
  /** The actor's name. */
  readonly actor: string;
  readonly clientHash: string;
  readonly serverHash: string;
}

/**
 * What every connection has; emitted connections add the actions. It connects again by itself until it is
 * disposed or refused, subscribes again to what is listened to, and is sent what it missed. Calls that wait for their
 * reply are sent again; none runs twice.
 */
export interface ActorConnection<Events> {
  /** For the compiler only: lets functions such as `eventsOf` tell the events of a connection. Never there at run time. */
  readonly "~events"?: Events;
  /**
   * Calls `listener` with each event of this name. All listeners get the same payload object. One that throws does not
   * stop the others: what it threw goes to `onError` as `callback_failed`, or is thrown uncaught when nobody listens there.
   * What the listeners of the `on...` methods below throw is always thrown uncaught.
   *
   * @throws ActorError `unknown_event` for a name that the schema does not have
   * @example const unsubscribe = connection.on("messageReceived", (message) => console.log(message.text));
   */
  on<Event extends keyof Events>(event: Event, listener: (payload: Events[Event]) => void): Unsubscribe;
  /** Like `on`, for the next event only. */
  once<Event extends keyof Events>(event: Event, listener: (payload: Events[Event]) => void): Unsubscribe;
  /** Calls `listener` each time the server has welcomed the connection. */
  onOpen(listener: () => void): Unsubscribe;
  /**
   * Calls `listener` each time an open connection ended, and says why: `disconnected`, or `actor_destroyed`. It comes
   * back by itself unless `connStatus` is `idle`.
   */
  onClose(listener: (why: ActorError) => void): Unsubscribe;
  /**
   * Calls `listener` with what belongs to no call: a refused connection or subscription, an event that does not fit
   * its schema (`invalid_event`), a listener or `getParams` that threw (`callback_failed`, with the `cause`).
   */
  onError(listener: (error: ActorError) => void): Unsubscribe;
  /** Calls `listener` with each new status. */
  onStatusChange(listener: (status: ConnectionStatus) => void): Unsubscribe;
  /** Calls `listener` when the server turns out to have another contract: a page may offer to reload. */
  onContractChange(listener: (change: ContractChange) => void): Unsubscribe;
  /**
   * Calls `listener` after a reconnect when events were missed that the server no longer keeps: time to load afresh.
   * Otherwise a connection that comes back is sent all that it missed, in order.
   */
  onGap(listener: (gap: Gap) => void): Unsubscribe;
  readonly connStatus: ConnectionStatus;
  /** The server's name for this connection; undefined before the first welcome. */
  readonly connectionId: string | undefined;
  /** The actor's id; undefined before the first welcome. */
  readonly actorId: string | undefined;
  /** Resolves at the first welcome. Rejects when the connection is refused, gives up, or is disposed before that. */
  readonly ready: Promise<void>;
  /** Ends the connection: calls that wait, and later ones, reject with `disconnected`. Resolves when the socket is closed. */
  dispose(): Promise<void>;
}

/** How a lost connection comes back: after a random part of a delay that doubles from attempt to attempt. */
export interface ReconnectOptions {
  /** The first delay in milliseconds. Default 100. */
  readonly minDelay?: number | undefined;
  /** The longest delay in milliseconds. Default 10,000. */
  readonly maxDelay?: number | undefined;
  /** Attempts that may fail in a row before the connection gives up with `disconnected`. Default: no bound. */
  readonly attempts?: number | undefined;
}

/** How a client behaves. */
export interface ClientOptions {
  /** Milliseconds that a call may take, unless it says otherwise. Default 60,000. */
  readonly timeout?: number | undefined;
  /** Calls that may wait while a connection is not open; one more rejects with `too_many_requests`. Default 1,000. */
  readonly queueLimit?: number | undefined;
  readonly reconnect?: ReconnectOptions | undefined;
  /**
   * Milliseconds without a message after which a socket counts as dead. A third of it is between pings, and is the time for
   * the first message: it has to be longer than three times what `authorize` and `onConnect` take. Default 45,000.
   */
  readonly silence?: number | undefined;
  /** Listens to `onContractChange` of every connection. */
  readonly onContractChange?: ((change: ContractChange) => void) | undefined;
  /**
   * Carries connections. Default: WebSocket, and where that does not open twice in a row server-sent events, which are
   * loaded then; WebSocket is tried again every now and then.
   * `sseTransport` of `actorgen/client/sse` takes these alone.
   */
  readonly transport?: Transport | undefined;
  /** Carries single actions. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Time and chance. Default: the platform's. */
  readonly clock?: Clock | undefined;
}

/** What every client has; emitted clients add an accessor per actor. */
export interface BaseClient {
  /** Disposes every connection of this client. Resolves when they are closed. */
  dispose(): Promise<void>;
}

/** An error that an action declares, as a caller catches it. */
export interface DeclaredError<Code extends string, Data> extends ActorError {
  readonly code: Code;
  readonly data: Data;
}

/** Narrows what was caught from `action` to the errors that it declares. */
export interface ErrorGuard<Errors> {
  <Action extends keyof Errors>(action: Action, error: unknown): error is Errors[Action];
}
