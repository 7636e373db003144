// Limits that both ends know, with their defaults.

/** What a server accepts. Every one can be set in `serve(actors, { limits })`. */
export interface Limits {
  /** Bytes of one message from a client. Default 1 MiB. */
  readonly messageBytes: number;
  /** Bytes of the hello (params, input). Default 8 KiB: proxies cut headers at 16. */
  readonly helloBytes: number;
  /** Frames in one message. Default 1,024. */
  readonly framesPerMessage: number;
  /** Calls of one connection that wait for their reply. Default 1,024. */
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
}

/** What holds where nothing else is said. */
export const defaultLimits: Limits = {
  messageBytes: 1 << 20,
  helloBytes: 8 << 10,
  framesPerMessage: 1_024,
  callsInFlight: 1_024,
  framesPerSecond: 5_000,
  frameBurst: 10_000,
  bufferedBytes: 8 << 20,
  actionTimeout: 60_000,
  silence: 45_000,
};
