// The frames of protocol actorgen.v1: what each side may send. See docs/protocol.md.
import type { WireError } from "./errors.js";

/** The WebSocket subprotocol. */
export const subprotocol = "actorgen.v1";

/** Calls an action. `id` grows with every call of a connection. `hash` only where the contracts differ. */
export interface CallFrame {
  readonly t: "call";
  readonly id: number;
  readonly action: string;
  readonly args: readonly unknown[];
  readonly hash?: string;
  /** The client waits for no reply up to this id. */
  readonly ack?: number;
}
/** Gives up a call. */
export interface CancelFrame {
  readonly t: "cancel";
  readonly id: number;
}
/** Starts or ends the delivery of one event. */
export interface SubscribeFrame {
  readonly t: "subscribe" | "unsubscribe";
  readonly event: string;
  readonly hash?: string;
}
/** Says "still here"; the server answers with a pong. */
export interface PingFrame {
  readonly t: "ping";
}
/** Any frame that a client may send. */
export type ClientFrame = CallFrame | CancelFrame | SubscribeFrame | PingFrame;

/** First frame of every accepted connection. Events after `seq` of `epoch` will be delivered. */
export interface WelcomeFrame {
  readonly t: "welcome";
  readonly connection: string;
  /** Resumes this connection; unguessable, never logged. */
  readonly secret: string;
  readonly actorId: string;
  readonly epoch: string;
  readonly seq: number;
  /** The server's hash of this actor's contract. */
  readonly hash: string;
  /** The calls of the earlier connection may be sent again: each is answered, and none runs twice. */
  readonly retry?: true;
  /** Events were missed that are no longer kept. */
  readonly gap?: Gap;
}
/** Numbers of the first and last event that may have been missed. No `to` where the server lost its count. */
export interface Gap {
  readonly from: number;
  readonly to?: number;
}
/** Answers a call. `value` is absent for void. */
export interface ResultFrame {
  readonly t: "result";
  readonly id: number;
  readonly value?: unknown;
}
/** Refuses a call (`id`), a subscription (`event`), or the connection itself (neither). */
export interface ErrorFrame extends WireError {
  readonly t: "error";
  readonly id?: number;
  readonly event?: string;
}
/** An event. `seq` is absent for volatile events. `payload` is absent for void. */
export interface EventFrame {
  readonly t: "event";
  readonly event: string;
  readonly seq?: number;
  readonly payload?: unknown;
}
/** Answers a ping. All events up to `seq` that are for this connection were sent before it. */
export interface PongFrame {
  readonly t: "pong";
  readonly seq?: number;
}
/** Any frame that a server may send. */
export type ServerFrame = WelcomeFrame | ResultFrame | ErrorFrame | EventFrame | PongFrame;

/**
 * What a client says before there is a connection: the base64url entry after the subprotocol in
 * `Sec-WebSocket-Protocol`, or the header `actorgen-hello` over HTTP and SSE.
 */
export interface Hello {
  /** What to do about the actor's existence. `id` addresses by actor id instead of key. */
  readonly mode: "get" | "getOrCreate" | "create" | "id";
  readonly params?: unknown;
  readonly input?: unknown;
  /** The client's hash of this actor's contract. */
  readonly hash?: string;
  /** Continues an earlier connection. */
  readonly resume?: Resume;
  /** Events wanted from the first moment. */
  readonly events?: readonly string[];
}

/** How far an earlier connection had come. */
export interface Resume {
  readonly connection: string;
  readonly secret: string;
  readonly epoch: string;
  /** The number of the last event. */
  readonly seq: number;
}

/** WebSocket close codes of the protocol. Anything else is a network fault and is retried. */
export const closeCodes = {
  done: 1000,
  /** Refused for now: the same attempt may succeed later. */
  later: 1013,
  refused: 4400,
  destroyed: 4410,
  slow: 4429,
  silent: 4408,
  goingAway: 1001,
  badFrames: 4422,
  fenced: 4409,
} as const;
