// Emits client.ts: createClient, and everything that a client program imports.
import type { Template } from "../src/schema/template.js";
import { sources } from "./types.js";
import { Imports } from "./typescript/imports.js";
import { fileOf, typeOf } from "./typescript/names.js";
import { header } from "./typescript/text.js";

/** One `Client` with an accessor per actor. */
export const client: Template = (input) => {
  const ending = input.project.importExtension;
  const imports = new Imports();
  const actors = Object.values(input.contract.actors);
  const members = actors.map(
    (actor) =>
      `readonly ${actor.name}: ${imports.type(`./${fileOf(actor.name)}${ending}`, `${typeOf(actor.name)}Access`)};`,
  );
  const descriptors = actors.map((actor) => imports.value(`./${fileOf(actor.name)}${ending}`, actor.name));
  imports.value("actorgen/client", "createClient as createActorClient");
  const options = imports.type("actorgen/client", "ClientOptions");
  const base = imports.type("actorgen/client", "BaseClient");
  const body = `
export { ActorError, isActorError } from "actorgen/client";
${actors.map((actor) => `export * from "./${fileOf(actor.name)}${ending}";`).join("\n")}
${Object.keys(input.contract.$defs).length > 0 ? `export type * from "./types${ending}";` : ""}

/** One accessor per actor. */
export interface Client extends ${base} {
${members.join("\n")}
}

/**
 * A client of the server at \`endpoint\`. Nothing is sent until a handle is used.
 *
 * @example const client = createClient("http://localhost:8080");
 */
export function createClient(endpoint: string, options?: ${options}): Client {
  return createActorClient<Client>(endpoint, [${descriptors.join(", ")}], options);
}
`;
  return [{ path: "client.ts", text: header(sources(input)) + imports.text() + body }];
};
