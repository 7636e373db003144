// Emits testing.ts and <actor>.testing.ts: a scripted server for tests of user interfaces, typed by the client's files.
import type { ActionContract, ActorContract, NamedSchema } from "../src/schema/contract.js";
import type { JsonSchema } from "../src/schema/json-schema.js";
import type { EmittedFile, Template, TemplateInput } from "../src/schema/template.js";
import type { ConverterRef, Mode } from "./converters/index.js";
import { errorPosition, positionsOf } from "./positions.js";
import { sources } from "./types.js";
import { Imports } from "./typescript/imports.js";
import { fileOf, typeOf } from "./typescript/names.js";
import { header, literal, member } from "./typescript/text.js";
import { typeText, type TypeScope } from "./typescript/type-text.js";
import { hasUserCode, isDefaulted, type View } from "./typescript/view.js";

/** What each actor's fake knows, and `createFakeServer`. Nothing where the project does not ask for it. */
export const testing: Template = (input) => {
  if (input.project.testing !== true) return [];
  const actors = Object.values(input.contract.actors);
  return [...actors.map((actor) => actorFile(actor, input)), serverFile(actors, input)];
};

function serverFile(actors: readonly ActorContract[], input: TemplateInput): EmittedFile {
  const ending = input.project.importExtension;
  const imports = new Imports();
  const own = (actor: ActorContract): string => `./${fileOf(actor.name)}.testing${ending}`;
  imports.value("actorgen/testing", "createFakeServer as createActorServer");
  const type = (name: string): string => imports.type("actorgen/testing", name);
  const client = imports.type(`./client${ending}`, "Client");
  imports.value(`./client${ending}`, "createClient");
  const descriptors = actors.map((actor) => imports.value(own(actor), `${actor.name}Fake`));
  const members = actors.map(
    (actor) => `readonly ${actor.name}: ${imports.type(own(actor), `${typeOf(actor.name)}FakeTypes`)};`,
  );
  const body = `
/** What the fake server knows of each actor. */
export interface FakeActors {
${members.join("\n")}
}

/** What \`createFakeServer\` gives. */
export type FakeServer = ${type("FakeServer")}<${client}, FakeActors>;

/**
 * A scripted server in this process, for tests of user interfaces: a handler or a result per action, and \`server.client\`
 * to give to what is tested. Values are validated in both directions. Close it after each test.
 *
 * @example const server = createFakeServer({ ${actors[0] ? example(actors[0]) : ""} });
 */
export function createFakeServer(scripts: ${type("FakeScripts")}<FakeActors> = {}, options?: ${type("FakeServerOptions")}): FakeServer {
return createActorServer<${client}, FakeActors>(createClient, [${descriptors.join(", ")}], scripts, options);
}
`;
  // The alias is this file's own: the exported type has the name that the entry's generic one has.
  const text = imports.text().replace("type FakeServer,", "type FakeServer as FakeServerOf,");
  return {
    path: "testing.ts",
    text: header(sources(input)) + text + body.replace("= FakeServer<", "= FakeServerOf<"),
  };
}
