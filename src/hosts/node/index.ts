// Entry `actorgen/node`: actors in a Node process.
export { serve, type RunningServer } from "./serve.js";
export { createHandler, type ActorHandler } from "./handler.js";
export type { HandlerOptions, ServeOptions } from "./options.js";
export type { Limits } from "../../protocol/limits.js";
export type { Logger } from "../../server/host.js";
