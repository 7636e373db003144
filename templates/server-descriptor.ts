// Prints the descriptor of an actor for the server: the client's converters seen from the other side, and Zod where user code hangs on a schema.
import type { ActorContract } from "../src/schema/contract.js";
import type { TemplateInput } from "../src/schema/template.js";
import { publicContractName } from "./contract-public.js";
import { positionsOf, type ServerConverter } from "./positions.js";
import type { Imports } from "./typescript/imports.js";
import { access, literal, member, word } from "./typescript/text.js";

/** `export const chatRoomServer: ServerActor = {...}`. */
export function serverDescriptor(
  actor: ActorContract,
  input: TemplateInput,
  imports: Imports,
  schemaModule: string,
): string {
  const print = new DescriptorPrinter(input, imports, schemaModule, actor);
  const positions = positionsOf(input).actors[actor.name];
  const own = input.server?.actors[actor.name];

  const actions = Object.entries(actor.actions).map(([name, action]) => {
    const at = positions?.actions[name];
    const errors = Object.entries(at?.serverErrors ?? {}).map(([code, converter]) => {
      return `${member(code)}: ${converter ? print.leaving(converter, "actions", name, "errors", code) : "null"}`;
    });
    return `${member(name)}: {
hash: ${literal(action.hash)},
concurrent: ${action.concurrent},
args: [${action.args.map((arg) => literal(arg.name)).join(", ")}],
${at?.clientArgs ? `encodeArgs: ${print.use(at.clientArgs)},` : ""}
${at?.serverArgs ? `decodeArgs: ${print.args(name, at.serverArgs)},` : ""}
${at?.serverResult ? `encodeResult: ${print.leaving(at.serverResult, "actions", name, "returns")},` : ""}
${errors.length > 0 ? `encodeErrors: { ${errors.join(", ")} },` : ""}
},`;
  });
  const events = Object.entries(actor.events).map(([name, { hash, delivery }]) => {
    const converter = positions?.events[name]?.server;
    const encode = converter ? `encode: ${print.event(converter, name)},` : "";
    return `${member(name)}: { hash: ${literal(hash)}, delivery: ${word(name, delivery)}, ${encode} },`;
  });
  const lines = [
    `name: ${literal(actor.name)},`,
    `hash: ${literal(actor.hash)},`,
    `version: ${own?.version ?? 1},`,
    `contract: ${imports.value(`./contract.public${input.project.importExtension}`, publicContractName)},`,
    positions?.key && `checkKey: ${print.use(positions.key)},`,
    positions?.serverInput && `decodeInput: ${print.arriving(positions.serverInput, "input")},`,
    positions?.serverParams && `decodeParams: ${print.arriving(positions.serverParams, "connParams")},`,
    own?.auth && `parseAuth: ${print.kept("parseWith", "auth")},`,
    own?.state && `parseState: ${print.kept("parseWith", "state")},`,
    own?.state && `checkState: ${print.kept("checkWith", "state")},`,
    own?.connState && `parseConnState: ${print.kept("parseWith", "connState")},`,
    own?.connState && `checkConnState: ${print.kept("checkWith", "connState")},`,
    `actions: {\n${actions.join("\n")}\n},`,
    `events: {\n${events.join("\n")}\n},`,
  ];
  const text = lines.filter((line) => typeof line === "string").join("\n");
  return `/** What the server runtime knows of ${actor.name}. */\nexport const ${actor.name}Server: ${imports.type("actorgen/server", "ServerActor")} = {\n${text}\n};\n`;
}

/** Prints one converter expression; asks for its imports as it goes. */
class DescriptorPrinter {
  readonly #input: TemplateInput;
  readonly #imports: Imports;
  readonly #schemaModule: string;
  readonly #actor: ActorContract;

  constructor(input: TemplateInput, imports: Imports, schemaModule: string, actor: ActorContract) {
    this.#input = input;
    this.#imports = imports;
    this.#schemaModule = schemaModule;
    this.#actor = actor;
  }

  use(converter: { readonly name: string; readonly module: string }): string {
    return this.#imports.value(`./${converter.module}${this.#input.project.importExtension}`, converter.name);
  }

  /** Wire to handler. */
  arriving(converter: ServerConverter, ...path: readonly string[]): string {
    const read = this.use(converter);
    return converter.zod ? `${this.#runtime("readThenParse")}(${read}, ${this.#schema(path)})` : read;
  }

  /** Handler to wire. */
  leaving(converter: ServerConverter, ...path: readonly string[]): string {
    const write = this.use(converter);
    return converter.zod ? `${this.#leavingBy(converter)}(${this.#schema(path)}, ${write})` : write;
  }

  /** The payload of an event, which stands bare or under `payload`. */
  event(converter: ServerConverter, name: string): string {
    const write = this.use(converter);
    if (!converter.zod) return write;
    const payload = `${this.#imports.value("actorgen", "eventPayload")}(${this.#schema(["events", name])})`;
    return `${this.#leavingBy(converter)}(${payload}, ${write})`;
  }

  /** The arguments of an action. Once one holds user code all are read raw, so Zod runs on each. */
  args(name: string, converter: ServerConverter): string {
    const read = this.use(converter);
    const action = this.#actor.actions[name];
    if (!converter.zod || action === undefined) return read;
    const schemas = action.args.map((arg) => {
      const path = action.style === "input" ? ["actions", name, "input"] : ["actions", name, "args", arg.name];
      return `[${literal(arg.name)}, ${this.#schema(path)}]`;
    });
    return `${this.#runtime("readArgsThenParse")}(${read}, [${schemas.join(", ")}])`;
  }

  /** What is kept is parsed and checked by the schema itself. */
  kept(by: "parseWith" | "checkWith", field: string): string {
    return `${this.#runtime(by)}(${this.#schema([field])})`;
  }

  #leavingBy({ encoded }: ServerConverter): string {
    return this.#runtime(encoded === true ? "encodeThenWrite" : "parseThenWrite");
  }

  #runtime(name: string): string {
    return this.#imports.value("actorgen/server", name);
  }

  #schema(path: readonly string[]): string {
    this.#imports.value(this.#schemaModule, `${this.#actor.name} as schema`);
    return path.reduce((object, step) => access(object, step), "schema");
  }
}
