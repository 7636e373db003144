// Zod 3's objects, records, tuples, unions and intersections.
import type { JsonSchema } from "../../../schema/json-schema.js";
import { required, type Lowered, type Lowering } from "../lowering.js";
import * as nodes from "../nodes.js";
import { union, type UnionStyle } from "../union.js";
import { definitionOf, type Definition, type Schema3 } from "./definition.js";

type Of<Name extends Definition["typeName"]> = Extract<Definition, { typeName: Name }>;

/** Lowers a composite; undefined for anything else. */
export function lowerComposite3(def: Definition, lowering: Lowering): Lowered | undefined {
  switch (def.typeName) {
    case "ZodObject":
      return required(object(def, lowering));
    case "ZodRecord":
      return required(record(def, lowering));
    case "ZodTuple":
      return required(tuple(def, lowering));
    case "ZodUnion":
      return unionOf(def.options, { keyword: "anyOf" }, lowering);
    case "ZodDiscriminatedUnion":
      return unionOf(def.options, discriminated(def), lowering);
    case "ZodIntersection": {
      const sides = [lowering.lower(def.left), lowering.lower(def.right)];
      return {
        node: { allOf: sides.map((side) => side.node), "x-actorgen-dialect": "zod3" },
        optional: sides.every((side) => side.optional),
        undefined: false,
      };
    }
    default:
      return undefined;
  }
}

/** A part of a container, where `undefined` has no form on the wire. */
export function item(schema: Schema3, segment: string, lowering: Lowering): JsonSchema {
  const lowered = lowering.lower(schema, segment);
  if (lowered.undefined) lowering.report("AG021", "`undefined` has no form on the wire inside a container.", segment);
  return lowered.node;
}

function object(def: Of<"ZodObject">, lowering: Lowering): JsonSchema {
  const properties: [string, Lowered][] = [];
  for (const [name, schema] of Object.entries(def.shape())) {
    if (name === "__proto__") lowering.report("AG007", "Zod drops a property named `__proto__`.", name);
    else properties.push([name, lowering.lower(schema, name)]);
  }
  const keys = { strip: "strip", strict: "strict", passthrough: "loose" } as const;
  const catchall =
    definitionOf(def.catchall).typeName === "ZodNever" ? undefined : item(def.catchall, "<value>", lowering);
  const node = nodes.object(Object.fromEntries(properties), catchall ?? keys[def.unknownKeys]);
  return { ...node, "x-actorgen-dialect": "zod3" };
}

// Listed keys may be missing in Zod 3. A key is a string, so a number schema refuses every one.
function record(def: Extract<Definition, { keyType: Schema3 }>, lowering: Lowering): JsonSchema {
  const names = lowering.lower(def.keyType, "<key>").node;
  const listed = names.enum !== undefined || names.const !== undefined;
  return {
    type: "object",
    propertyNames: names.type === "number" || names.type === "integer" ? nodes.neverNode : names,
    additionalProperties: item(def.valueType, "<value>", lowering),
    ...(listed && { "x-actorgen-record": "partial" }),
    "x-actorgen-dialect": "zod3",
  };
}

// Every item must be there in Zod 3.
function tuple(def: Of<"ZodTuple">, lowering: Lowering): JsonSchema {
  const items = def.items.map((part, index) => required(item(part, `[${index}]`, lowering)));
  if (def.rest === null) return nodes.tuple(items, undefined);
  return { ...nodes.tuple(items, item(def.rest, "[]", lowering)), "x-actorgen-dialect": "zod3" };
}

function unionOf(options: readonly Schema3[], style: UnionStyle, lowering: Lowering): Lowered {
  const branches = options.map((option, index) => lowering.lower(option, `|${index}`));
  const lowered = union(branches, style);
  lowering.union(lowered.node);
  return lowered;
}

function discriminated(def: Of<"ZodDiscriminatedUnion">): UnionStyle {
  const values = def.options.map((option) =>
    [...def.optionsMap].filter(([, chosen]) => chosen === option).map(([value]) => value),
  );
  const absent = values.findIndex((list) => list.includes(undefined));
  const keywords: JsonSchema = {
    "x-actorgen-discriminator": def.discriminator,
    "x-actorgen-branches": values.map((list) => list.flatMap((value) => wireOf(value))),
    ...(absent >= 0 && { "x-actorgen-absent-branch": absent }),
    "x-actorgen-dialect": "zod3",
  };
  return { keyword: "oneOf", keywords };
}

function wireOf(value: unknown): readonly (string | number | boolean | null)[] {
  if (typeof value === "bigint") return [value.toString()];
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return [value];
  return [];
}
