// Emits testing.ts and <actor>.testing.ts: a scripted server for tests of user interfaces, typed by the client's files.
import type { ActionContract, ActorContract } from "../src/schema/contract.js";
import type { JsonSchema } from "../src/schema/json-schema.js";
import type { EmittedFile, Template, TemplateInput } from "../src/schema/template.js";
import type { ConverterRef } from "./converters/index.js";
import { errorPosition, positionsOf } from "./positions.js";
import { sources } from "./types.js";
import { Imports } from "./typescript/imports.js";
import { fileOf, typeOf } from "./typescript/names.js";
import { header, literal, member } from "./typescript/text.js";
import { typeText, type TypeScope } from "./typescript/type-text.js";
import { hasUserCode, isDefaulted } from "./typescript/view.js";

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
  const type = (name: string): string => imports.type("actorgen/testing", name);
  imports.value("actorgen/testing", "createFakeServer as createScriptedServer");
  type("FakeServer as ScriptedServer");
  const client = imports.type(`./client${ending}`, "Client");
  const create = imports.value(`./client${ending}`, "createClient");
  const members = actors.map(
    (actor) => `readonly ${actor.name}: ${imports.type(own(actor), `${typeOf(actor.name)}FakeTypes`)};`,
  );
  const descriptors = actors.map((actor) => imports.value(own(actor), `${actor.name}Fake`));
  const body = `
/** What the fake server knows of each actor. */
export interface FakeActors {
${members.join("\n")}
}

/** What \`createFakeServer\` gives. */
export type FakeServer = ScriptedServer<${client}, FakeActors>;

/**
 * A server in this process that answers by script, for tests of user interfaces: per action a handler or its result. Give
 * \`server.client\` to what is tested. Values are validated in both directions. Close it after each test.
 *
 * @example const server = createFakeServer({ ${actors[0]?.name ?? "actor"}: {} });
 */
export function createFakeServer(scripts: ${type("FakeScripts")}<FakeActors> = {}, options?: ${type("FakeServerOptions")}): FakeServer {
return createScriptedServer<${client}, FakeActors>(${create}, [${descriptors.join(", ")}], scripts, options);
}
`;
  return { path: "testing.ts", text: header(sources(input)) + imports.text() + body };
}

function actorFile(actor: ActorContract, input: TemplateInput): EmittedFile {
  const imports = new Imports();
  const ending = input.project.importExtension;
  const scope: TypeScope = { definitions: input.contract.$defs, used: new Set() };
  const body = `\n${fakeTypes(actor, scope, imports, ending)}\n${fakeDescriptor(actor, input, imports)}`;
  for (const used of scope.used) imports.type(`./types${ending}`, used);
  return {
    path: `${fileOf(actor.name)}.testing.ts`,
    text: `${header([actor.source])}${imports.text()}${body}`,
  };
}

function fakeTypes(actor: ActorContract, scope: TypeScope, imports: Imports, ending: string): string {
  const own = (suffix: string): string => imports.type(`./${fileOf(actor.name)}${ending}`, typeOf(actor.name) + suffix);
  const args = Object.entries(actor.actions).map(([name, action]) => `${member(name)}: ${tuple(action, scope)};`);
  const hasErrors = Object.values(actor.actions).some((action) => Object.keys(action.errors).length > 0);
  return `/** What a fake of ${actor.name} sees. */
export interface ${typeOf(actor.name)}FakeTypes {
readonly key: ${own("Key")};
readonly params: ${actor.params ? arrivingType(actor.params, scope) : "undefined"};
readonly actions: ${own("Actions")};
readonly args: {
${args.join("\n")}
};
readonly events: ${own("Events")};
readonly errors: ${hasErrors ? own("Errors") : "object"};
}
`;
}

/** The arguments as a script gets them. Behind an optional one, even those with a default may be absent for the compiler. */
function tuple(action: ActionContract, scope: TypeScope): string {
  const { definitions } = scope;
  const raw = action.args.some((arg) => hasUserCode(arg.schema, definitions));
  const mayLack = action.args.map((arg) => arg.optional && (raw || !isDefaulted(arg.schema, definitions)));
  const items = action.args.map((arg, index) => {
    const optional = mayLack.slice(index).every(Boolean);
    const type = typeText(arg.schema, raw ? "input" : "output", scope);
    return `${arg.name}${optional ? "?" : ""}: ${type}${mayLack[index] === true && !optional ? " | undefined" : ""}`;
  });
  return `[${items.join(", ")}]`;
}

/** Decoded, and with defaults where the generated code can fill them in: what Zod alone can do stays undone. */
function arrivingType(node: JsonSchema, scope: TypeScope): string {
  return typeText(node, hasUserCode(node, scope.definitions) ? "input" : "output", scope);
}

function fakeDescriptor(actor: ActorContract, input: TemplateInput, imports: Imports): string {
  const { plan } = positionsOf(input);
  const { $defs } = input.contract;
  const use = (ref: ConverterRef): string => imports.value(`./${ref.module}${input.project.importExtension}`, ref.name);
  const reading = (...schemas: readonly JsonSchema[]): "readInput" | "readInputRaw" =>
    schemas.some((schema) => hasUserCode(schema, $defs)) ? "readInputRaw" : "readInput";
  const arriving = (position: string, schema: JsonSchema): string =>
    use(plan.value(actor.name, position, schema, reading(schema)));
  // The converters that the server has; what Zod alone can do, a script has done.
  const leaving = (position: string, schema: JsonSchema | null): string => {
    if (schema === null) return "null";
    const mode = hasUserCode(schema, $defs) ? "writeOutputParsed" : "writeOutput";
    return use(plan.value(actor.name, position, schema, mode));
  };

  const actions = Object.entries(actor.actions).map(([name, { args, returns, errors }]) => {
    const mode = reading(...args.map((arg) => arg.schema));
    const encoders = Object.entries(errors).map(
      ([code, data]) => `${member(code)}: ${leaving(errorPosition(name, code), data)}`,
    );
    return `${member(name)}: {
args: [${args.map((arg) => literal(arg.name)).join(", ")}],
${args.length > 0 ? `decodeArgs: ${use(plan.args(actor.name, `${name}.args`, args, mode))},` : ""}
${returns ? `encodeResult: ${leaving(`${name}.result`, returns)},` : ""}
${encoders.length > 0 ? `encodeErrors: { ${encoders.join(", ")} },` : ""}
},`;
  });
  const events = Object.entries(actor.events).map(
    ([name, { payload }]) => `${member(name)}: ${leaving(`${name}.event`, payload)},`,
  );
  const descriptor = imports.value(`./${fileOf(actor.name)}${input.project.importExtension}`, actor.name);
  return `/** How a fake of ${actor.name} converts values: the server's side. */
export const ${actor.name}Fake: ${imports.type("actorgen/testing", "FakeDescriptor")} = {
actor: ${descriptor},${actor.input ? `\ndecodeInput: ${arriving("input", actor.input)},` : ""}${actor.params ? `\ndecodeParams: ${arriving("params", actor.params)},` : ""}
actions: {
${actions.join("\n")}
},
events: {
${events.join("\n")}
},
};
`;
}
