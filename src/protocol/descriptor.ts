// Descriptors: what generated code tells the runtime of an actor, as data and converters.
import type { Delivery } from "../schema/contract.js";
import type { Convert, Issue } from "./issue.js";

/** An action as the client runtime sees it. */
export interface ClientAction {
  readonly hash: string;
  /** Arguments as the caller wrote them (an array) to the array on the wire. Absent: takes none. */
  readonly encodeArgs?: Convert;
  /** Absent: void. */
  readonly decodeResult?: Convert;
  /** Data of the declared errors by code; null where an error carries none. */
  readonly decodeErrors?: Readonly<Record<string, Convert | null>>;
}

/** An event as the client runtime sees it. */
export interface ClientEvent {
  readonly hash: string;
  readonly delivery: Delivery;
  /** Absent: void. */
  readonly decode?: Convert;
}

/** An actor as the client runtime sees it. Emitted into `generated/<actor>.ts`. */
export interface ClientActor {
  readonly name: string;
  readonly hash: string;
  /** Checks the key's segments (an array of strings). Absent: any strings. */
  readonly checkKey?: Convert;
  readonly encodeInput?: Convert;
  readonly encodeParams?: Convert;
  readonly actions: Readonly<Record<string, ClientAction>>;
  readonly events: Readonly<Record<string, ClientEvent>>;
}

/** An action as the server runtime sees it. */
export interface ServerAction {
  readonly hash: string;
  readonly concurrent: boolean;
  /** Names of the arguments in order, for issues. */
  readonly args: readonly string[];
  /** Arguments as a caller writes them (an array) to the array on the wire, for what is planned. Absent: they are in wire form. */
  readonly encodeArgs?: Convert;
  /** The wire's array to the handler's arguments. Absent: takes none. */
  readonly decodeArgs?: Convert;
  /** What the handler returned to its wire form. Absent: void. */
  readonly encodeResult?: Convert;
  readonly encodeErrors?: Readonly<Record<string, Convert | null>>;
}

/** An event as the server runtime sees it. */
export interface ServerEvent {
  readonly hash: string;
  readonly delivery: Delivery;
  readonly encode?: Convert;
}

/** Checks a kept value where it stands; adds to `issues`. `paths` narrows it to the subtrees that changed. */
export type CheckState = (
  value: unknown,
  issues: Issue[],
  paths?: readonly (readonly (string | number)[])[],
) => unknown;

/** The public contract as JSON texts, so that a server gives it without keeping it twice. Emitted into `generated/contract.public.ts`. */
export interface PublicContract {
  /** `actorgen` of contract.json. */
  readonly format: number;
  /** Its `actors`, each as JSON. */
  readonly actors: Readonly<Record<string, string>>;
  /** Its `$defs`, each as JSON. */
  readonly types: Readonly<Record<string, string>>;
}

/** An actor as the server runtime sees it. Emitted into `generated/<actor>.server.ts`. */
export interface ServerActor {
  readonly name: string;
  readonly hash: string;
  readonly version: number;
  /** Holds the public contract of this actor, maybe beside others. Absent: there is none to give. */
  readonly contract?: PublicContract;
  readonly checkKey?: Convert;
  readonly decodeInput?: Convert;
  readonly decodeParams?: Convert;
  /** What `authorize` returned to `c.auth`. Absent: the actor does not ask who is calling. */
  readonly parseAuth?: Convert;
  /** What `createState` gave (the schema's input) to the state that is kept (its output). Absent: kept as it is. */
  readonly parseState?: Convert;
  readonly parseConnState?: Convert;
  readonly checkState?: CheckState;
  readonly checkConnState?: CheckState;
  readonly actions: Readonly<Record<string, ServerAction>>;
  readonly events: Readonly<Record<string, ServerEvent>>;
}
