// Entry `actorgen/server`: what generated server code and hosts import.
export { implement, type ActorImplementation } from "./implement.js";
export { checkWith } from "./check-with.js";
export { encodeThenWrite, parseThenWrite, parseWith, readArgsThenParse, readThenParse } from "./zod-converters.js";
export { UserError, type UserErrorOptions } from "./user-error.js";
export type {
  ActionContext,
  ActionArguments,
  ActorConn,
  ActorContext,
  ActorHandlers,
  ActorHooks,
  ActorPeer,
  ActorSchedule,
  ActorTypes,
  BroadcastOptions,
  ConcurrentContext,
  ConnectContext,
  CreateContext,
  ErrorFactory,
  MaybePromise,
  ScheduledAction,
} from "./types.js";
export { ActorError, type WireError } from "../protocol/errors.js";
export type {
  CheckState,
  ClientActor,
  PublicContract,
  ServerAction,
  ServerActor,
  ServerEvent,
} from "../protocol/descriptor.js";
export type { Convert, Issue } from "../protocol/issue.js";
export type { Limits } from "../protocol/limits.js";
export type { Logger } from "./host.js";
