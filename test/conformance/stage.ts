// What the conformance suite needs of a transport: a server on it, and guests whose network can be cut.
import type { ClientOptions, Transport } from "actorgen/client";
import type { Limits } from "../../src/protocol/limits.js";
import type { ProbeClient, Witness } from "./probe.js";

/** One transport to be tried. */
export interface Contender {
  readonly name: string;
  /** Starts a server of `probe`. */
  start(limits?: Partial<Limits>): Promise<Stage>;
}

/** A server with its network. */
export interface Stage {
  readonly witness: Witness;
  /** A client with a network of its own. */
  join(options?: ClientOptions): Promise<Guest>;
  /** Stops the server as an operator would, and starts it again at the same address, if it can. */
  restart(): Promise<void>;
  /** Ends everything, guests too. */
  close(): Promise<void>;
}

/** One client and its network. */
export interface Guest {
  readonly client: ProbeClient;
  /** Where actors are, ending with `actors/`; for the transport alone, below the client. */
  readonly base: string;
  readonly transport: Transport;
  /** Cuts its open connections without a word. */
  cut(): void;
  /** Cuts them, and lets no other open until `unblock`. */
  block(): void;
  unblock(): void;
}
