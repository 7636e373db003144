// The built-in templates, in the order in which their files are listed.
import type { Template } from "../src/schema/template.js";
import { actorServers } from "./actor-server.js";
import { actors } from "./actor.js";
import { client } from "./client.js";
import { clientServer } from "./client-server.js";
import { contractFiles } from "./contract.js";
import { contractPublic } from "./contract-public.js";
import { positionsOf } from "./positions.js";
import { react } from "./react.js";
import { server } from "./server.js";
import { testing } from "./testing.js";
import { types } from "./types.js";

const validators: Template = (input) => positionsOf(input).plan.files();

/** What `actorgen` emits by itself. */
export const builtIn: readonly Template[] = [
  contractFiles,
  contractPublic,
  types,
  actors,
  actorServers,
  client,
  clientServer,
  server,
  react,
  testing,
  validators,
];
