// The converters of a contract: which function checks and converts each position, and the files that hold them.
import type { NamedSchema } from "../../src/schema/contract.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";
import type { EmittedFile, TemplateInput } from "../../src/schema/template.js";
import { fileOf } from "../typescript/names.js";
import { argsBody, isUndirected } from "./args.js";
import { capital, type Context } from "./context.js";
import { commonSchemas } from "./common-schemas.js";
import { ConverterEmitter } from "./emitter.js";
import { ending, reduced, verb, wayKey, ways, type Mode } from "./mode.js";
import { ConverterModule, type EmittedFunction } from "./module.js";
import { sharedNames } from "./shared-names.js";
import { Traits } from "./traits.js";

export type { Mode } from "./mode.js";

/** An emitted converter. */
export interface ConverterRef {
  readonly name: string;
  /** Emitted file without ending, such as `validators` or `chat-room.validators`. */
  readonly module: string;
}

/** Collects the converters that a contract's positions need, then emits exactly those. */
export interface ConverterPlan {
  /**
   * The exported function that converts one value at a position of this actor, such as `sendMessage.result`: any text that
   * no other position has. Its letters and digits make the function's name.
   */
  value(actor: string, position: string, schema: JsonSchema, mode: Mode): ConverterRef;
  /** The same for an action's arguments, an array on both sides. Issue paths start with the argument's name. */
  args(actor: string, position: string, args: readonly NamedSchema[], mode: Mode): ConverterRef;
  /** The files for what was asked so far: `validators.ts` and `<actor>.validators.ts`. */
  files(): readonly EmittedFile[];
}

/** Starts a plan for one contract. */
export function planConverters(input: TemplateInput): ConverterPlan {
  const { contract, server, project } = input;
  const traits = new Traits({ ...server?.$defs, ...contract.$defs }).prepare();
  const modules = new Map<string, ConverterModule>();
  const named = new ConverterModule("validators", sharedNames, { [Symbol.iterator]: () => modules.values() });
  const emitter = new ConverterEmitter(traits, named, commonSchemas(contract));
  const asked = new Map<string, EmittedFunction>();

  const contextOf = (actor: string, position: string, mode: Mode, schemas: readonly JsonSchema[]): Context => {
    const module = modules.get(actor) ?? new ConverterModule(`${fileOf(actor)}.validators`, sharedNames, [named]);
    modules.set(actor, module);
    const leavesKeys = ways[mode].leavesKeys && schemas.some((schema) => traits.chooses(schema));
    return { way: { ...ways[mode], leavesKeys }, module, name: identifierOf(position), deep: false, traits, emitter };
  };
  const exported = (emitted: EmittedFunction): ConverterRef => {
    emitted.exported = true;
    return { name: emitted.name, module: emitted.module.name };
  };

  return {
    value(actor, position, schema, mode) {
      const context = contextOf(actor, position, mode, [schema]);
      // Simple values are named after their own position; whatever has parts is emitted once.
      return exported(
        isSimple(schema) ? emitter.ownFunction(position, schema, context) : emitter.functionOf(schema, context),
      );
    },
    args(actor, position, args, mode) {
      const schemas = args.map((arg) => arg.schema);
      const context = contextOf(actor, position, mode, schemas);
      const differences = schemas.map((schema) => traits.differences(schema));
      const differs = {
        direction: !isUndirected(args, context),
        decoding: args.some((arg) => arg.optional) || differences.some((one) => one.decoding),
        sides: differences.some((one) => one.sides),
        dropping: differences.some((one) => one.dropping),
      };
      const way = reduced(context.way, differs);
      const key = `${actor} ${position} ${wayKey(way)}`;
      const known = asked.get(key);
      if (known !== undefined) return exported(known);
      const deep = args.some((arg) => traits.isDeep(arg.schema));
      const emitted = context.module.add(`${verb(way, differs)}${context.name}${ending(way, differs)}`, deep);
      asked.set(key, emitted);
      emitted.body = argsBody(args, { ...context, way, deep });
      return exported(emitted);
    },
    files() {
      const sources = Object.values(contract.actors).map((actor) => actor.source);
      const ofActors = [...modules].map(([actor, module]) => fileText(module, [contract.actors[actor]?.source ?? ""]));
      return [fileText(named, sources), ...ofActors].filter((file) => file !== undefined);
    },
  };

  function fileText(module: ConverterModule, sources: readonly string[]): EmittedFile | undefined {
    if (module.isEmpty) return undefined;
    return { path: `${module.name}.ts`, text: module.text(sources, project.importExtension) };
  }
}

/** The position as part of an identifier: `was-read.event` as `WasReadEvent`. Two may become one; a number then tells them apart. */
function identifierOf(position: string): string {
  const plain = /^([A-Za-z]\w*)\.([A-Za-z]\w*)$/.exec(position);
  if (plain !== null) return capital(plain[1] ?? "") + capital(plain[2] ?? "");
  // Without letters beyond the basic plane, of which not every compiler knows the newest.
  const words = position.split(/(?:[^\p{ID_Continue}$]|[\u{10000}-\u{10FFFF}])+/u);
  const name = words.map(capital).join("");
  return /^[\p{ID_Start}$]/u.test(name) ? name : `_${name}`;
}

function isSimple(schema: JsonSchema): boolean {
  return [
    "$ref",
    "properties",
    "items",
    "prefixItems",
    "anyOf",
    "oneOf",
    "allOf",
    "propertyNames",
    "x-actorgen-loose",
  ].every((key) => !(key in schema));
}
