// What carries the messages of a connection. A WebSocket is the first of its kind.
import type { Clock } from "./clock.js";

/** Where to connect, and what to say first. */
export interface TransportAddress {
  /** `http:` or `https:`, ending with the actor and its key. */
  readonly url: string;
  /** The hello as base64url of JSON. */
  readonly hello: string;
  /** The client's, for transports that use it. */
  readonly fetch: typeof globalThis.fetch | undefined;
  /** The client's: takes the place of timers and time. */
  readonly clock: Clock;
  /** Milliseconds after which what is not answered counts as lost. */
  readonly silence: number;
}

/** What a transport tells. */
export interface TransportReceiver {
  /** One message: a frame or an array of frames, as text. */
  message(text: string): void;
  /** The end, told exactly once, also when the connection never opened. `code` is a WebSocket close code. */
  close(code: number, reason: string): void;
}

/** An open or opening connection. */
export interface TransportSocket {
  /** Only after the first message came. */
  send(text: string): void;
  /**
   * Ends it; the receiver's `close` follows. `code` is 1000 by default, which ends the connection for good; with any
   * other the server keeps it, to be resumed.
   */
  close(code?: number): void;
}

/** Opens a connection. Rejects only when no attempt could ever succeed; a fault of the network is a `close`. */
export type Transport = (address: TransportAddress, receiver: TransportReceiver) => Promise<TransportSocket>;
