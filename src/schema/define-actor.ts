// defineActor: how a user declares an actor's state, actions and events.
import type { Delivery } from "./contract.js";

/**
 * Any Zod schema: Zod 4, Zod 4 mini or Zod 3 (`zod/v3`). Told by the Standard Schema interface that
 * all three carry, so that this file needs no Zod.
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Output; readonly issues?: undefined }
      | { readonly issues: readonly unknown[] }
      | Promise<{ readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly unknown[] }>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a caller may write for this schema. */
export type SchemaInput<S extends Schema> = NonNullable<S["~standard"]["types"]>["input"];
/** What a handler or a reader gets from this schema. */
export type SchemaOutput<S extends Schema> = NonNullable<S["~standard"]["types"]>["output"];

/** Named schemas in order: the arguments of an action, or the segments of a key. */
export interface NamedSchemas {
  readonly [name: string]: Schema;
}

/** One action. `args` and `input` exclude each other; neither means no argument. */
export interface ActionDefinition {
  /** Named positional arguments: key order is argument order. */
  readonly args?: NamedSchemas;
  /** Sugar for one argument named `input`. */
  readonly input?: Schema;
  /** Left out: void. */
  readonly returns?: Schema;
  /** Errors a caller can tell apart, by code, each with the schema of its data. */
  readonly errors?: NamedSchemas;
  /** Run beside other actions, on a read-only snapshot of the state. Default false. */
  readonly concurrent?: boolean;
}

/** One event: the schema of its payload, or that with its delivery (default "resume"). */
export type EventDefinition = Schema | { readonly payload: Schema; readonly delivery?: Delivery };

/** The schema of an event's payload, however the event was declared. */
export type EventPayload<Event extends EventDefinition> = Event extends {
  readonly payload: infer Payload extends Schema;
}
  ? Payload
  : Event extends Schema
    ? Event
    : never;

/** The schema of an event's payload, however the event was declared. */
export function eventPayload(event: EventDefinition): Schema {
  return "payload" in event ? event.payload : event;
}

/** What `defineActor` takes. Everything is optional. */
export interface ActorDefinition {
  /** Named segments of the key, each a string schema. Left out: any number of strings. */
  readonly key?: NamedSchemas;
  /** What a creator may hand to `createState`. */
  readonly input?: Schema;
  readonly state?: Schema;
  /** What a client must send to connect. */
  readonly connParams?: Schema;
  /** What the server keeps per connection. */
  readonly connState?: Schema;
  /** Who is calling, as `authorize` returns it; `c.auth` in handlers. */
  readonly auth?: Schema;
  readonly actions?: { readonly [name: string]: ActionDefinition };
  readonly events?: { readonly [name: string]: EventDefinition };
  /** Version of the state's shape, raised when `migrate` must convert older state. Default 1. */
  readonly version?: number;
}

const actorMark = Symbol.for("actorgen.actor");

/**
 * Declares an actor. The export name is the actor's name.
 *
 * @example
 * export const counter = defineActor({
 *   state: z.object({ count: z.int() }),
 *   actions: { add: { args: { by: z.int() }, returns: z.int() } },
 *   events: { changed: z.int() },
 * });
 */
export function defineActor<const Definition extends ActorDefinition>(definition: Definition): Definition {
  return Object.defineProperty(definition, actorMark, { value: true });
}

/** Was this value made by `defineActor`? Works across copies of the package. */
export function isActorDefinition(value: unknown): value is ActorDefinition {
  return typeof value === "object" && value !== null && actorMark in value;
}
