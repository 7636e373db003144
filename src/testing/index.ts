// The entry `actorgen/testing`: a server, its clients, a network and a clock in one process, for tests.
export { createFakeServer } from "./fake-server.js";
export { createTestServer } from "./server.js";
export type * from "./fake-types.js";
export type * from "./types.js";
export type { Authorize, AuthorizeRequest, AuthorizeTarget } from "../server/authorize.js";
