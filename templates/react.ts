// Emits react.ts: hooks typed by what the client's files declare.
import type { ActorContract } from "../src/schema/contract.js";
import type { Template } from "../src/schema/template.js";
import { mayBeEmpty } from "./actor.js";
import { sources } from "./types.js";
import { Imports } from "./typescript/imports.js";
import { typeOf } from "./typescript/names.js";
import { header } from "./typescript/text.js";
import type { Definitions } from "./typescript/view.js";

/** A table of types by actor, and `createHooks`. Nothing where the project does not use React. */
export const react: Template = (input) => {
  if (input.project.react !== true) return [];
  const imports = new Imports();
  const client = `./client${input.project.importExtension}`;
  const actors = Object.values(input.contract.actors);
  const types = actors.map((actor) => actorTypes(actor, input.contract.$defs, imports, client));
  imports.value("actorgen/react", "createHooks as createActorHooks");
  const hooks = imports.type("actorgen/react", "ActorHooks");
  const settings = imports.type("actorgen/react", "HooksSettings");
  const body = `
${types.join("\n")}
/** What the hooks know of each actor. */
export interface Actors {
${actors.map(({ name }) => `readonly ${name}: ${typeOf(name)}Types;`).join("\n")}
}

/** What \`createHooks\` gives. */
export type Hooks = ${hooks}<Actors>;

/**
 * React hooks over a client. Call it once per client, outside of components: what it returns shares connections.
 *
 * @example export const { useActor } = createHooks(createClient("http://localhost:8080"));
 */
export function createHooks(client: ${imports.type(client, "Client")}, settings?: ${settings}): Hooks {
  return createActorHooks<Actors>(client, settings);
}
`;
  return [{ path: "react.ts", text: header(sources(input)) + imports.text() + body }];
};

function actorTypes(actor: ActorContract, definitions: Definitions, imports: Imports, client: string): string {
  const own = (suffix: string): string => imports.type(client, typeOf(actor.name) + suffix);
  const hasErrors = Object.values(actor.actions).some((action) => Object.keys(action.errors).length > 0);
  return `/** What the hooks know of ${actor.name}. */
export interface ${typeOf(actor.name)}Types {
readonly key: ${own("Key")};
readonly options: ${own("Options")} & ${creation(actor, definitions, imports, own)};
readonly handle: ${own("Handle")};
readonly connection: ${own("Connection")};
readonly actions: ${own("Actions")};
readonly events: ${own("Events")};
readonly errors: ${hasErrors ? own("Errors") : "object"};
}
`;
}

function creation(
  actor: ActorContract,
  definitions: Definitions,
  imports: Imports,
  own: (suffix: string) => string,
): string {
  if (!actor.input) return imports.type("actorgen/react", "MayCreate");
  const type = mayBeEmpty(actor.input, definitions) ? "MayCreateWith" : "CreatesWith";
  return `${imports.type("actorgen/react", type)}<${own("Input")}>`;
}
