// The entry `actorgen/client`: what emitted clients stand on, and the types that programs name.
export { ActorError } from "../protocol/errors.js";
export type { WireError } from "../protocol/errors.js";
export type { ClientAction, ClientActor, ClientEvent } from "../protocol/descriptor.js";
export type { Convert, Issue } from "../protocol/issue.js";
export { errorGuard, isActorError } from "./actor-errors.js";
export type { Clock } from "./clock.js";
export { createClient } from "./create-client.js";
export { eventsOf } from "./event-reader.js";
export type { Transport, TransportAddress, TransportReceiver, TransportSocket } from "./transport.js";
export type * from "./types.js";
