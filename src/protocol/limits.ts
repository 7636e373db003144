// Limits that both ends know, with their defaults.

/** What a server accepts. Every one can be set in `serve(actors, { limits })`. */
export interface Limits {
  /** Bytes of one message from a client. Default 1 MiB. */
  readonly messageBytes: number;
  /** Bytes of the hello (params, input). Default 8 KiB: proxies cut headers at 16. */
  readonly helloBytes: number;
  /** Frames in one message. Default 1,024. */
  readonly framesPerMessage: number;
  /** Calls of one connection that wait for their reply: for their turn, for what they await, for their commit. Default 4,096. */
  readonly callsInFlight: number;
  /** Frames per second of one connection, sustained, and at once. Default 5,000 and 10,000. */
  readonly framesPerSecond: number;
  readonly frameBurst: number;
  /** Bytes that wait for a slow reader before its socket is dropped. Default 8 MiB. */
  readonly bufferedBytes: number;
  /** Milliseconds an action may take. Default 60,000. */
  readonly actionTimeout: number;
  /** Milliseconds of silence after which a socket is dropped. Default 45,000. Clients ping each third of it. */
  readonly silence: number;
  /** Milliseconds after which an actor that nobody needs leaves memory. Default 30,000; `Infinity` keeps all. */
  readonly sleepAfter: number;
  /** Milliseconds that a connection outlives its socket. Default 30,000. */
  readonly resumeWindow: number;
  /** Milliseconds that the replies of a connection that is over are kept for calls that are sent again. Default 600,000. */
  readonly retryWindow: number;
  /** Connections of one actor that may be offline; the one that is so for longest ends first. Default 10,000. */
  readonly offlineConnections: number;
  /** Events that an actor keeps for connections that come back: how many, how much text, and for how many milliseconds. Default 4,096, 1 MiB and 120,000. */
  readonly logEvents: number;
  readonly logBytes: number;
  readonly logAge: number;
  /** Actions that an actor may have planned. Default 10,000. */
  readonly schedules: number;
}

/** What holds where nothing else is said. */
export const defaultLimits: Limits = {
  messageBytes: 1 << 20,
  helloBytes: 8 << 10,
  framesPerMessage: 1_024,
  callsInFlight: 4_096,
  framesPerSecond: 5_000,
  frameBurst: 10_000,
  bufferedBytes: 8 << 20,
  actionTimeout: 60_000,
  silence: 45_000,
  sleepAfter: 30_000,
  resumeWindow: 30_000,
  retryWindow: 600_000,
  offlineConnections: 10_000,
  logEvents: 4_096,
  logBytes: 1 << 20,
  logAge: 120_000,
  schedules: 10_000,
};
