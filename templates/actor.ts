// Emits <actor>.ts: what a client knows of one actor, as types and as a descriptor.
import type { ActionContract, ActorContract, NamedSchema } from "../src/schema/contract.js";
import type { EmittedFile, Template, TemplateInput } from "../src/schema/template.js";
import { serverOnlyComment, serverOnlyPlaces } from "./server-only.js";
import { Imports } from "./typescript/imports.js";
import { fileOf, typeOf } from "./typescript/names.js";
import { clientDescriptor } from "./actor-descriptor.js";
import { doc, header, member, method } from "./typescript/text.js";
import { declaration, typeText, type TypeScope } from "./typescript/type-text.js";
import { isDefaulted, resolve, type Definitions } from "./typescript/view.js";
import type { JsonSchema } from "../src/schema/json-schema.js";

/** One file per actor. */
export const actors: Template = (input) => Object.values(input.contract.actors).map((actor) => actorFile(actor, input));

function actorFile(actor: ActorContract, input: TemplateInput): EmittedFile {
  const imports = new Imports();
  const scope: TypeScope = { definitions: input.contract.$defs, used: new Set() };
  const name = typeOf(actor.name);
  const body = [
    keyType(actor, scope),
    optionTypes(actor, scope, imports),
    eventTypes(actor, scope),
    actionTypes(actor, scope),
    errorTypes(actor, scope, imports),
    handleTypes(actor, scope, imports),
    clientDescriptor(actor, input, imports),
    Object.values(actor.actions).some((action) => Object.keys(action.errors).length > 0) &&
      `/** Narrows what was caught from an action to the errors that it declares. */
export const is${name}Error: ${imports.type("actorgen/client", "ErrorGuard")}<${name}Errors> = /* @__PURE__ */ ${imports.value("actorgen/client", "errorGuard")}(${actor.name});\n`,
  ];
  for (const used of scope.used) imports.type(`./types${input.project.importExtension}`, used);
  const text = body.filter((part) => typeof part === "string" && part !== "").join("\n");
  const head = header([actor.source]) + serverOnlyComment(serverOnlyPlaces(actor, scope.definitions));
  return { path: `${fileOf(actor.name)}.ts`, text: `${head}${imports.text()}\n${text}` };
}

function keyType(actor: ActorContract, scope: TypeScope): string {
  const name = typeOf(actor.name);
  if (actor.key === null)
    return `/** Which ${actor.name}: any number of strings. */\nexport type ${name}Key = string | readonly string[];\n`;
  const segments = actor.key.map(
    (segment) => `${segment.name}${segment.optional ? "?" : ""}: ${typeText(segment.schema, "input", scope)}`,
  );
  const single = actor.key.length === 1 ? `${typeText(actor.key[0]?.schema ?? {}, "input", scope)} | ` : "";
  return `/** Which ${actor.name}. */\nexport type ${name}Key = ${single}readonly [${segments.join(", ")}];\n`;
}

function optionTypes(actor: ActorContract, scope: TypeScope, imports: Imports): string {
  const name = typeOf(actor.name);
  let text = "";
  if (actor.params)
    text += declaration(`${name}Params`, actor.params, "input", scope, "What a client sends to connect.");
  if (actor.input)
    text += declaration(`${name}Input`, actor.input, "input", scope, "What the creator of an actor hands to it.");
  const params = actor.params ? `${name}Params` : "undefined";
  const options = imports.type(
    "actorgen/client",
    mayBeEmpty(actor.params, scope.definitions) ? "OptionalParams" : "RequiredParams",
  );
  text += `\n/** How to reach a ${actor.name}. */\nexport type ${name}Options = ${options}<${params}>;\n`;
  if (actor.input) {
    const optional = mayBeEmpty(actor.input, scope.definitions) ? "?" : "";
    text += `\n/** How to reach or make a ${actor.name}. */\nexport type ${name}CreateOptions = ${name}Options & { readonly input${optional}: ${name}Input };\n`;
  }
  return text;
}

/** May a caller leave this value out altogether? */
export function mayBeEmpty(schema: JsonSchema | null, definitions: Definitions): boolean {
  if (schema === null || isDefaulted(schema, definitions)) return true;
  const node = resolve(schema, definitions);
  return (
    node["x-actorgen-kind"] === "undefined" ||
    (node.anyOf ?? []).some((option) => option["x-actorgen-kind"] === "undefined")
  );
}

function eventTypes(actor: ActorContract, scope: TypeScope): string {
  const lines = Object.entries(actor.events).map(([event, { payload, description, deprecated }]) => {
    return `${doc(description, deprecated)}${member(event)}: ${payload ? typeText(payload, "output", scope) : "void"};`;
  });
  return `/** The events of ${actor.name} and their payloads. */\nexport interface ${typeOf(actor.name)}Events {\n${lines.join("\n")}\n}\n`;
}

function actionTypes(actor: ActorContract, scope: TypeScope): string {
  const lines = Object.entries(actor.actions).map(([action, contract]) => {
    const result = contract.returns ? typeText(contract.returns, "output", scope) : "void";
    return `${doc(contract.description, contract.deprecated)}${method(action)}(${parameters(contract.args, scope)}): Promise<${result}>;`;
  });
  return `/** The actions of ${actor.name}. */\nexport interface ${typeOf(actor.name)}Actions {\n${lines.join("\n")}\n}\n`;
}

function parameters(args: readonly NamedSchema[], scope: TypeScope): string {
  return args.map((arg) => `${arg.name}${arg.optional ? "?" : ""}: ${typeText(arg.schema, "input", scope)}`).join(", ");
}

function errorTypes(actor: ActorContract, scope: TypeScope, imports: Imports): string {
  const withErrors = Object.entries(actor.actions).filter(([, action]) => Object.keys(action.errors).length > 0);
  if (withErrors.length === 0) return "";
  const lines = withErrors.map(([name, action]) => `${member(name)}: ${declaredErrors(action, scope, imports)};`);
  return `/** The errors that actions of ${actor.name} declare. */\nexport interface ${typeOf(actor.name)}Errors {\n${lines.join("\n")}\n}\n`;
}

function declaredErrors(action: ActionContract, scope: TypeScope, imports: Imports): string {
  const declared = imports.type("actorgen/client", "DeclaredError");
  return Object.entries(action.errors)
    .map(
      ([code, data]) => `${declared}<${JSON.stringify(code)}, ${data ? typeText(data, "output", scope) : "undefined"}>`,
    )
    .join(" | ");
}

function handleTypes(actor: ActorContract, scope: TypeScope, imports: Imports): string {
  const name = typeOf(actor.name);
  const options = (type: string, schemas: readonly (JsonSchema | null)[]): string => {
    return `options${schemas.every((schema) => mayBeEmpty(schema, scope.definitions)) ? "?" : ""}: ${type}`;
  };
  const reach = options(`${name}Options`, [actor.params]);
  const make = options(actor.input ? `${name}CreateOptions` : `${name}Options`, [actor.params, actor.input]);
  const call = imports.type("actorgen/client", "CallOptions");
  return `/** One ${actor.name}; each action is a request of its own. */
export interface ${name}Handle extends ${imports.type("actorgen/client", "ActorHandle")}, ${name}Actions {
/** Opens a connection, over which events arrive. */
connect(): ${name}Connection;
/** The same handle, whose actions take a signal or a timeout. */
withOptions(options: ${call}): ${name}Handle;
}

/** An open connection to a ${actor.name}: actions, and events by \`on\` and \`once\`. */
export interface ${name}Connection extends ${imports.type("actorgen/client", "ActorConnection")}<${name}Events>, ${name}Actions {
/** The same connection, whose actions take a signal or a timeout. */
withOptions(options: ${call}): ${name}Connection;
}

/** Where handles come from. */
export interface ${name}Access {
/** An actor that exists; calls fail with \`actor_not_found\` otherwise. */
get(key: ${name}Key, ${reach}): ${name}Handle;
/** An actor that is made when it does not exist. */
getOrCreate(key: ${name}Key, ${make}): ${name}Handle;
/** A new actor, made now; rejects with \`actor_exists\` when there is one. */
create(key: ${name}Key, ${make}): Promise<${name}Handle>;
/** An actor by the id that \`resolve\` gave. */
getForId(actorId: string, ${reach}): ${name}Handle;
}
`;
}
