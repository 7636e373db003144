// Entry `actorgen/node`: actors in a Node process.
export { serve, type RunningServer } from "./serve.js";
export { createHandler, type ActorHandler, type ServerInspection } from "./handler.js";
export type { InspectedActor } from "./directory.js";
export type { InspectorOptions } from "./inspector/options.js";
export type { OpenTelemetryApi } from "./telemetry.js";
export type { HandlerOptions, ServeOptions, StoreLocation } from "./options.js";
export type { Authorize, AuthorizeRequest, AuthorizeTarget } from "../../server/authorize.js";
export type { AddressLimits } from "./address-limits.js";
export type { TrustProxy } from "./entrance.js";
export { UserError } from "../../server/user-error.js";
export { StoreError, type StoreErrorCode } from "../../store/index.js";
export type { Limits } from "../../protocol/limits.js";
export type { Logger } from "../../server/host.js";
