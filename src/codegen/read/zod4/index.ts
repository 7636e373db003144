// Reads Zod 4 schemas (classic, mini and core) into nodes of the contract.
import { globalRegistry, type $ZodType } from "zod/v4/core";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { withChecks } from "../check-keywords.js";
import { required, type Docs, type Lowered, type Lowering } from "../lowering.js";
import * as nodes from "../nodes.js";
import { constantMessage, readChecks } from "./checks.js";
import { bagOf, checksOf, definitionOf, type Definition } from "./definition.js";
import { asyncCode } from "./async-code.js";
import { isJson, object, record, templateLiteral, unionOf } from "./composite.js";
import { leaf, standardKeywords } from "./leaf.js";
import { lowerPipe } from "./pipe.js";
import { lowerCatch, lowerDefault } from "./stand-in.js";

/** Lowers one Zod 4 schema; its parts go through `lowering`. */
export function lowerZod4(schema: $ZodType, lowering: Lowering): Lowered {
  const def = definitionOf(schema);
  const code = asyncCode(schema);
  if (code !== undefined) lowering.report("AG030", `This ${code} is asynchronous.`);
  const lowered = lowerDefinition(schema, def, lowering);
  const message = constantMessage(def.error);
  return message === undefined ? lowered : { ...lowered, node: { ...lowered.node, "x-actorgen-message": message } };
}

function lowerDefinition(schema: $ZodType, def: Definition, lowering: Lowering): Lowered {
  switch (def.type) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
    case "date":
      return "coerce" in def && def.coerce === true ? coerced(schema, lowering) : required(leaf(schema));
    case "null":
    case "never":
    case "enum":
      return required(checked(schema, standardKeywords(schema)));
    case "literal":
      return withUserChecks(schema, nodes.literal(def.values));
    case "nan":
      return required(checked(schema, nodes.nanNode));
    case "undefined":
      return { node: checked(schema, nodes.undefinedNode), optional: false, undefined: true };
    case "void":
      return { node: { ...nodes.undefinedNode, "x-actorgen-void": true }, optional: false, undefined: true };
    case "any":
    case "unknown":
      return required(checked(schema, {}));
    case "template_literal":
      return required(checked(schema, templateLiteral(schema, def, lowering)));
    case "custom":
      return required(custom(schema, lowering));
    default:
      return lowerComposite(schema, def, lowering);
  }
}

function lowerComposite(schema: $ZodType, def: Definition, lowering: Lowering): Lowered {
  switch (def.type) {
    case "object":
      return required(checked(schema, object(def, lowering)));
    case "array":
      return required(checked(schema, { type: "array", items: item(def.element, "[]", lowering) }));
    case "set":
      return required(checked(schema, nodes.set(item(def.valueType, "[]", lowering))));
    case "map":
      return required(
        checked(schema, nodes.map(item(def.keyType, "<key>", lowering), item(def.valueType, "<value>", lowering))),
      );
    case "record":
      return required(checked(schema, record(def, lowering)));
    case "tuple":
      return required(checked(schema, tuple(def, lowering)));
    case "union":
      return withUserChecks(schema, unionOf(schema, def, lowering));
    case "intersection":
      return required(checked(schema, { allOf: [lowering.lower(def.left).node, lowering.lower(def.right).node] }));
    default:
      return lowerWrapper(schema, def, lowering);
  }
}

function lowerWrapper(schema: $ZodType, def: Definition, lowering: Lowering): Lowered {
  switch (def.type) {
    case "optional": {
      const inner = lowering.lower(def.innerType);
      if (!schema._zod.traits.has("$ZodExactOptional")) return withUserChecks(schema, nodes.optional(inner));
      const node: JsonSchema = { ...inner.node, "x-actorgen-exact-optional": true };
      return withUserChecks(schema, { ...inner, node, optional: true });
    }
    case "nullable":
      return withUserChecks(schema, nodes.nullable(lowering.lower(def.innerType)));
    case "nonoptional":
      return withUserChecks(schema, nodes.nonoptional(lowering.lower(def.innerType)));
    case "readonly": {
      const inner = lowering.lower(def.innerType);
      return withUserChecks(schema, { ...inner, node: { ...inner.node, readOnly: true } });
    }
    case "default":
    case "prefault":
      return withUserChecks(schema, lowerDefault(def, lowering));
    case "catch":
      return withUserChecks(schema, lowerCatch(def, lowering));
    case "lazy":
      if (isJson(schema)) return required(checked(schema, nodes.jsonNode));
      return withUserChecks(schema, lowering.lower(def.getter === undefined ? undefined : innerOfLazy(schema)));
    case "pipe":
      return withUserChecks(schema, lowerPipe(schema, def, lowering));
    case "transform":
      return lowerBareTransform(lowering);
    case "success":
      lowering.report("AG020", "`z.success` tells whether a value fits and cannot be sent back.");
      return required({ type: "boolean" });
    default:
      return uncrossable(def.type, lowering);
  }
}

function innerOfLazy(schema: $ZodType): unknown {
  return "innerType" in schema._zod ? schema._zod.innerType : undefined;
}

// In input mode a lone transform takes anything; in output mode its result is not described.
function lowerBareTransform(lowering: Lowering): Lowered {
  if (lowering.mode === "output") lowering.report("AG023", "Nothing says what this transform returns.");
  const node: JsonSchema = { "x-actorgen-server-only": ["transform"], "x-actorgen-opaque": true };
  return { node, optional: true, undefined: false };
}

const uncrossableNames: Readonly<Record<string, string>> = {
  function: "A function",
  symbol: "A symbol",
  promise: "A promise",
  file: "A file",
};

function uncrossable(type: string, lowering: Lowering): Lowered {
  const name = uncrossableNames[type];
  if (name === undefined) lowering.report("AG026", `This kind of schema (\`${type}\`) is not known here.`);
  else lowering.report("AG020", `${name} cannot cross the wire.`);
  return required({});
}

// What is handed to a coercing schema may be anything; the result is what the type says.
function coerced(schema: $ZodType, lowering: Lowering): Lowered {
  if (lowering.mode === "output") {
    return required({ ...nodes.serverOnly(leaf(schema), "coerce"), "x-actorgen-opaque": true });
  }
  return required({ "x-actorgen-server-only": ["coerce"], "x-actorgen-opaque": true });
}

function custom(schema: $ZodType, lowering: Lowering): JsonSchema {
  const { Class } = bagOf(schema);
  if (Class === Uint8Array) return checked(schema, nodes.bytesNode);
  if (typeof Class === "function") {
    const mend = Class.prototype instanceof Uint8Array ? " Bytes cross as `z.instanceof(Uint8Array)`." : "";
    lowering.report("AG020", `An instance of \`${Class.name}\` cannot cross the wire.${mend}`);
  }
  return { "x-actorgen-server-only": ["custom"], "x-actorgen-opaque": true };
}

/** A part of a container, where `undefined` has no form on the wire. */
function item(schema: $ZodType, segment: string, lowering: Lowering): JsonSchema {
  const lowered = lowering.lower(schema, segment);
  if (lowered.undefined) lowering.report("AG021", "`undefined` has no form on the wire inside a container.", segment);
  return lowered.node;
}

function tuple(def: Extract<Definition, { type: "tuple" }>, lowering: Lowering): JsonSchema {
  const items = def.items.map((part, index) => lowering.lower(part, `[${index}]`));
  const last = items.findLastIndex((part) => !part.optional);
  for (const [index, part] of items.entries()) {
    if (part.undefined && (index < last || !part.optional || def.rest !== null)) {
      lowering.report("AG021", "`undefined` before the end of a tuple has no form on the wire.", `[${index}]`);
    }
  }
  return nodes.tuple(items, def.rest === null ? undefined : item(def.rest, "[]", lowering));
}

// Checks of containers and of everything that has no keywords of its own.
function checked(schema: $ZodType, node: JsonSchema): JsonSchema {
  const { checks, serverOnly } = readChecks(checksOf(schema));
  return nodes.serverOnly(withChecks(node, checks), ...serverOnly);
}

function withUserChecks(schema: $ZodType, lowered: Lowered): Lowered {
  return { ...lowered, node: checked(schema, lowered.node) };
}

/** What `.describe()` and `.meta()` say. The registry is one for all copies of Zod 4 in the process. */
export function docsOfZod4(schema: $ZodType): Docs {
  const meta: Readonly<Record<string, unknown>> = globalRegistry.get(schema) ?? {};
  return {
    ...(typeof meta["title"] === "string" && { title: meta["title"] }),
    ...(typeof meta["description"] === "string" && { description: meta["description"] }),
    ...(meta["deprecated"] === true && { deprecated: true }),
    ...(Array.isArray(meta["examples"]) && { examples: meta["examples"] }),
    ...(meta["secret"] === true && { secret: true }),
  };
}

/** `.describe()` and `.meta()` copy a schema and keep its definition. */
export function originalsOfZod4(schema: $ZodType): readonly $ZodType[] {
  const { parent } = schema._zod;
  return parent?._zod.def === schema._zod.def ? [schema, ...originalsOfZod4(parent)] : [schema];
}
