// Emits <actor>.server.ts: what a server implements of one actor, as types, a descriptor and `implement<Actor>`.
import type { ActionContract, ActorContract } from "../src/schema/contract.js";
import type { JsonSchema } from "../src/schema/json-schema.js";
import type { EmittedFile, Template, TemplateInput } from "../src/schema/template.js";
import { serverDescriptor } from "./server-descriptor.js";
import { Imports } from "./typescript/imports.js";
import { fileOf, typeOf } from "./typescript/names.js";
import { doc, header, member, method } from "./typescript/text.js";
import { declaration, typeText, type TypeScope } from "./typescript/type-text.js";
import { isEncoded, isOpaque, remembered, viewsDiffer, type Definitions, type View } from "./typescript/view.js";

/** One file per actor, when the server's part is made. */
export const actorServers: Template = (input) =>
  input.server ? Object.values(input.contract.actors).map((actor) => serverFile(actor, input)) : [];

/** How types of one actor's handlers are printed: plain where the contract can say them, else from the user's module. */
interface HandlerScope extends TypeScope {
  /** The type of `source`, such as `schema.state`, when `node` holds what the contract cannot say. */
  text(node: JsonSchema | null, view: View, source: string): string;
  /** The type of what handlers give to be sent: with a codec in it, the decoded side. */
  leaving(node: JsonSchema | null, source: string): string;
}

function serverFile(actor: ActorContract, input: TemplateInput): EmittedFile {
  const imports = new Imports();
  const ending = input.project.importExtension;
  const definitions = allDefinitions(input);
  const base: TypeScope = { definitions, used: new Set() };
  const scope: HandlerScope = {
    ...base,
    text: (node, view, source) => {
      if (node === null) return "undefined";
      if (!isOpaque(node, definitions)) return typeText(node, view, base);
      imports.type(schemaModule(actor, input), `${actor.name} as schema`);
      if (source.startsWith("EventPayload")) imports.type("actorgen", "EventPayload");
      return `${imports.type("actorgen", view === "input" ? "SchemaInput" : "SchemaOutput")}<${source}>`;
    },
    leaving: (node, source) =>
      scope.text(node, node !== null && isEncoded(node, definitions) ? "output" : "input", source),
  };
  const body = [
    stateTypes(actor, input, scope),
    eventTypes(actor, scope),
    errorTypes(actor, scope),
    contextTypes(actor, input, scope, imports),
    handlerTypes(actor, scope, imports),
    serverDescriptor(actor, input, imports, schemaModule(actor, input)),
    implementFunction(actor, imports, ending),
  ];
  for (const used of base.used) {
    const isPublic = [used, used.replace(/Input$/, "")].some((name) => Object.hasOwn(input.contract.$defs, name));
    imports.type(`./types${isPublic ? "" : ".server"}${ending}`, used);
  }
  return {
    path: `${fileOf(actor.name)}.server.ts`,
    text: `${header([actor.source])}${imports.text()}\n${body.join("\n")}`,
  };
}

/** Public and private named types, as one object for a whole run. */
function allDefinitions(input: TemplateInput): Definitions {
  return remembered(definitionsOf, input, ({ contract, server }) => ({ ...contract.$defs, ...server?.$defs }));
}

const definitionsOf = new WeakMap<TemplateInput, Definitions>();

/** The import specifier of the file that declares this actor. */
function schemaModule(actor: ActorContract, { project }: TemplateInput): string {
  const path = `${project.sourceRoot}/${actor.source}`.replace(/\.[cm]?tsx?$/, (ending) => {
    if (project.importExtension === ".js") return ending.replace("ts", "js").replace(/x$/, "");
    return project.importExtension === ".ts" ? ending : "";
  });
  return path.startsWith(".") ? path : `./${path}`;
}

/** The type of a place in the user's definition. */
function place(...path: readonly string[]): string {
  return `(typeof schema)${path.map((step) => `[${JSON.stringify(step)}]`).join("")}`;
}

function stateTypes(actor: ActorContract, input: TemplateInput, scope: HandlerScope): string {
  const name = typeOf(actor.name);
  const own = input.server?.actors[actor.name];
  const print = (type: string, node: JsonSchema | null | undefined, source: string, comment: string): string => {
    if (!node) return "";
    if (!isOpaque(node, scope.definitions)) return declaration(type, node, "output", scope, comment);
    return `\n/** ${comment} */\nexport type ${type} = ${scope.text(node, "output", source)};\n`;
  };
  return (
    print(`${name}State`, own?.state, place("state"), `What a ${actor.name} keeps.`) +
    print(`${name}ConnState`, own?.connState, place("connState"), `What a ${actor.name} keeps of each connection.`)
  );
}

function eventTypes(actor: ActorContract, scope: HandlerScope): string {
  const lines = Object.entries(actor.events).map(([event, { payload, description, deprecated }]) => {
    const source = `EventPayload<${place("events", event)}>`;
    return `${doc(description, deprecated)}${member(event)}: ${scope.leaving(payload, source)};`;
  });
  return `/** The events that a ${actor.name} may send, and what its handlers pass. */\nexport interface ${typeOf(actor.name)}ServerEvents {\n${lines.join("\n")}\n}\n`;
}

function errorTypes(actor: ActorContract, scope: HandlerScope): string {
  const lines = Object.entries(actor.actions).map(([name, action]) => {
    const errors = Object.entries(action.errors).map(([code, data]) => {
      return `${member(code)}: ${scope.leaving(data, place("actions", name, "errors", code))}`;
    });
    return `${member(name)}: ${errors.length > 0 ? `{ ${errors.join("; ")} }` : "object"};`;
  });
  return `/** The errors that each action may throw by \`c.errors\`, and their data. */\nexport interface ${typeOf(actor.name)}ServerErrors {\n${lines.join("\n")}\n}\n`;
}

function contextTypes(actor: ActorContract, input: TemplateInput, scope: HandlerScope, imports: Imports): string {
  const name = typeOf(actor.name);
  const own = input.server?.actors[actor.name];
  const key = actor.key
    ? `readonly [${actor.key.map((segment) => `${segment.name}${segment.optional ? "?" : ""}: ${typeText(segment.schema, "output", scope)}`).join(", ")}]`
    : "readonly string[]";
  // What a creating handler returns: the same type, unless defaults fill something in.
  const created = (node: JsonSchema | null | undefined, type: string, field: string): string => {
    if (!node) return "undefined";
    const differs = viewsDiffer(node, scope.definitions) || isOpaque(node, scope.definitions);
    return differs ? scope.text(node, "input", place(field)) : type;
  };
  return `/** The types that the handlers of ${actor.name} see. */
export interface ${name}Types {
state: ${own?.state ? `${name}State` : "undefined"};
stateInput: ${created(own?.state, `${name}State`, "state")};
connState: ${own?.connState ? `${name}ConnState` : "undefined"};
connStateInput: ${created(own?.connState, `${name}ConnState`, "connState")};
params: ${scope.text(actor.params, "output", place("connParams"))};
input: ${scope.text(actor.input, "output", place("input"))};
auth: ${scope.text(own?.auth ?? null, "output", place("auth"))};
key: ${key};
events: ${name}ServerEvents;
actions: ${imports.type(`./${fileOf(actor.name)}${input.project.importExtension}`, `${name}Actions`)};
client: ${imports.type(`./client.server${input.project.importExtension}`, "ServerClient")};
}

/** \`c\` in the hooks of ${actor.name}. */
export type ${name}Context<Vars = undefined> = ${imports.type("actorgen/server", "ActorContext")}<${name}Types, Vars>;

/** \`c\` in one action of ${actor.name}. */
export type ${name}ActionContext<Action extends keyof ${name}ServerErrors, Vars = undefined> = ${imports.type("actorgen/server", "ActionContext")}<${name}Types, Vars, ${name}ServerErrors[Action]>;
${concurrentType(actor, imports)}`;
}

function concurrentType(actor: ActorContract, imports: Imports): string {
  if (!Object.values(actor.actions).some((action) => action.concurrent)) return "";
  const name = typeOf(actor.name);
  const context = imports.type("actorgen/server", "ConcurrentContext");
  return `
/** \`c\` in one concurrent action of ${actor.name}: the state is a snapshot. */
export type ${name}ConcurrentContext<Action extends keyof ${name}ServerErrors, Vars = undefined> = ${context}<${name}Types, Vars, ${name}ServerErrors[Action]>;
`;
}

function handlerTypes(actor: ActorContract, scope: HandlerScope, imports: Imports): string {
  const name = typeOf(actor.name);
  const lines = Object.entries(actor.actions).map(([action, contract]) => {
    const args = contract.args.map(
      (arg) =>
        `, ${arg.name}${isStillOptional(arg.schema, arg.optional) ? "?" : ""}: ${scope.text(arg.schema, "output", argumentPlace(action, contract, arg.name))}`,
    );
    const result = contract.returns ? scope.leaving(contract.returns, place("actions", action, "returns")) : "void";
    return `${doc(contract.description, contract.deprecated)}${method(action)}(c: ${name}${contract.concurrent ? "Concurrent" : "Action"}Context<${JSON.stringify(action)}, Vars>${args.join("")}): ${result} | Promise<${result}>;`;
  });
  return `/** The actions of ${actor.name}, as its server implements them. */
export interface ${name}ServerActions<Vars = undefined> {
${lines.join("\n")}
}

/** All that \`implement${name}\` takes: hooks and actions. */
export type ${name}Handlers<Vars = undefined> = ${imports.type("actorgen/server", "ActorHandlers")}<${name}Types, Vars, ${name}ServerActions<Vars>>;
`;
}

/** A handler gets a default filled in, so only truly optional arguments stay so. */
function isStillOptional(schema: JsonSchema, optional: boolean): boolean {
  return optional && schema["x-actorgen-default"] === undefined && schema["x-actorgen-catch"] === undefined;
}

function argumentPlace(action: string, contract: ActionContract, name: string): string {
  return contract.style === "input" ? place("actions", action, "input") : place("actions", action, "args", name);
}

function implementFunction(actor: ActorContract, imports: Imports, ending: string): string {
  const name = typeOf(actor.name);
  return `/**
 * Implements ${actor.name}; give the result to \`serve\`.
 *
 * @example export const ${actor.name} = implement${name}({ actions: { ... } });
 */
export function implement${name}<Vars = undefined>(handlers: ${name}Handlers<Vars>): ${imports.type("actorgen/server", "ActorImplementation")} {
return ${imports.value("actorgen/server", "implement")}(${actor.name}Server, handlers, ${imports.value(`./client.server${ending}`, "client")});
}
`;
}
