// The contract: the one document between the schemas and everything that is made from them.
import type { JsonSchema } from "./json-schema.js";

/** How an event is kept for clients that were away. See docs/protocol.md. */
export type Delivery = "resume" | "latest" | "volatile";

/** One named value: an argument of an action, or a segment of a key. */
export interface NamedSchema {
  readonly name: string;
  /** May be left out by the caller: optional, or with a default. */
  readonly optional: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** One action: its ordered arguments, its result and the errors it declares. */
export interface ActionContract {
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Of what crosses the wire: argument order and schemas, result, errors. Never of docs. */
  readonly hash: string;
  /** `input` when the schema declared one `input` instead of named `args`. */
  readonly style: "args" | "input";
  /** Schemas in input mode (what the caller writes). */
  readonly args: readonly NamedSchema[];
  /** Schema in output mode (what the caller reads); null is void. */
  readonly returns: JsonSchema | null;
  /** Data of each declared error, in output mode; null where an error carries none. */
  readonly errors: Readonly<Record<string, JsonSchema | null>>;
  readonly concurrent: boolean;
}

/** One event: its payload (null is void) and how it is delivered. */
export interface EventContract {
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly hash: string;
  readonly payload: JsonSchema | null;
  readonly delivery: Delivery;
}

/** One actor as clients see it. */
export interface ActorContract {
  /** The export name of the definition, and the name on the wire. */
  readonly name: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** Of all its actions, events, params, key and input. */
  readonly hash: string;
  /** Posix path of the schema file, relative to the folder of the config. */
  readonly source: string;
  /** Named segments; null means any number of strings. */
  readonly key: readonly NamedSchema[] | null;
  readonly input: JsonSchema | null;
  readonly params: JsonSchema | null;
  readonly actions: Readonly<Record<string, ActionContract>>;
  readonly events: Readonly<Record<string, EventContract>>;
}

/** `generated/contract.json`: everything a client may know. Actors are sorted by name. */
export interface Contract {
  readonly $schema: string;
  /** Version of this format. */
  readonly actorgen: 1;
  readonly hash: string;
  readonly actors: Readonly<Record<string, ActorContract>>;
  /** Named types: each exported schema under its export name, sorted by name. */
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}

/** The server's half of one actor. */
export interface PrivateActorContract {
  readonly version: number;
  readonly state: JsonSchema | null;
  readonly connState: JsonSchema | null;
  /** Who is calling, as `authorize` returns it. */
  readonly auth: JsonSchema | null;
  readonly hash: string;
}

/** `generated/contract.server.json`: state and connection state. `$defs` holds the types that only these use. */
export interface PrivateContract {
  readonly $schema: string;
  readonly actorgen: 1;
  readonly hash: string;
  readonly actors: Readonly<Record<string, PrivateActorContract>>;
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}
