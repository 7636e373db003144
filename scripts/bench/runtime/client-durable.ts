// The same client, to the server that has a store.
export { open } from "./client-actorgen.js";
