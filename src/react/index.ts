// The entry `actorgen/react`: what the emitted react.ts stands on, and the types that components name.
export { createHooks } from "./create-hooks.js";
export type * from "./types.js";
