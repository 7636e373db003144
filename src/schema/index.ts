// Entry `actorgen`: what a schema file and a config file import.
export {
  defineActor,
  eventPayload,
  isActorDefinition,
  type ActionDefinition,
  type ActorDefinition,
  type EventDefinition,
  type EventPayload,
  type NamedSchemas,
  type Schema,
  type SchemaInput,
  type SchemaOutput,
} from "./define-actor.js";
export { defineConfig, type Config } from "./define-config.js";
export type {
  ActionContract,
  ActorContract,
  Contract,
  Delivery,
  EventContract,
  NamedSchema,
  PrivateActorContract,
  PrivateContract,
} from "./contract.js";
export type { Check, JsonSchema, JsonValue, ServerOnly, UnknownKeys, WireKind } from "./json-schema.js";
export type { EmittedFile, ProjectFacts, Template, TemplateInput } from "./template.js";
