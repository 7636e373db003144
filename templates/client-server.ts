// Emits client.server.ts: the actors as one of them calls the others, by `c.client()`.
import type { ActorContract } from "../src/schema/contract.js";
import type { Template, TemplateInput } from "../src/schema/template.js";
import { mayBeEmpty } from "./actor.js";
import { sources } from "./types.js";
import { Imports } from "./typescript/imports.js";
import { fileOf, typeOf } from "./typescript/names.js";
import { header } from "./typescript/text.js";

/** `ServerClient`, and the descriptors that stand behind it. Nothing where only a client is made. */
export const clientServer: Template = (input) => {
  if (!input.server) return [];
  const imports = new Imports();
  const actors = Object.values(input.contract.actors);
  const module = (actor: ActorContract): string => `./${fileOf(actor.name)}${input.project.importExtension}`;
  const peers = actors.map((actor) => peerTypes(actor, input, imports, module(actor)));
  const descriptors = actors.map((actor) => imports.value(module(actor), actor.name));
  const body = `
${peers.join("\n")}
/** What \`c.client()\` gives: one accessor per actor. */
export interface ServerClient {
${actors.map(({ name }) => `readonly ${name}: ${typeOf(name)}Peers;`).join("\n")}
}

/** What the server runtime knows of the actors behind it. */
export const client: readonly ${imports.type("actorgen/server", "ClientActor")}[] = [${descriptors.join(", ")}];
`;
  return [{ path: "client.server.ts", text: header(sources(input)) + imports.text() + body }];
};

function peerTypes(actor: ActorContract, input: TemplateInput, imports: Imports, module: string): string {
  const name = typeOf(actor.name);
  const own = (suffix: string): string => imports.type(module, name + suffix);
  const { $defs } = input.contract;
  const reach = `options${mayBeEmpty(actor.params, $defs) ? "?" : ""}: ${own("Options")}`;
  const may = mayBeEmpty(actor.params, $defs) && mayBeEmpty(actor.input, $defs);
  const make = `options${may ? "?" : ""}: ${own(actor.input ? "CreateOptions" : "Options")}`;
  return `/** One ${actor.name}, as another actor calls it. */
export interface ${name}Peer extends ${imports.type("actorgen/server", "ActorPeer")}, ${own("Actions")} {}

/** Where they come from. */
export interface ${name}Peers {
/** An actor that exists; calls fail with \`actor_not_found\` otherwise. */
get(key: ${own("Key")}, ${reach}): ${name}Peer;
/** An actor that is made when it does not exist. */
getOrCreate(key: ${own("Key")}, ${make}): ${name}Peer;
/** A new actor, made now; rejects with \`actor_exists\` when there is one. */
create(key: ${own("Key")}, ${make}): Promise<${name}Peer>;
/** An actor by the id that \`resolve\` gave. */
getForId(actorId: string, ${reach}): ${name}Peer;
}
`;
}
