// Zod 4's objects, records, unions and template literals.
import type { $ZodType } from "zod/v4/core";
import { regexes } from "zod/v4/core";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { takesUndefined } from "../absence.js";
import type { Lowered, Lowering } from "../lowering.js";
import * as nodes from "../nodes.js";
import { union, type UnionStyle } from "../union.js";
import { definitionOf, isZod4, type Definition } from "./definition.js";

type Of<Type extends Definition["type"]> = Extract<Definition, { type: Type }>;

/** `z.object` and its variants. */
export function object(def: Of<"object">, lowering: Lowering): JsonSchema {
  const properties: [string, Lowered][] = [];
  for (const [name, schema] of Object.entries(def.shape)) {
    if (name === "__proto__") lowering.report("AG007", "Zod drops a property named `__proto__`.", name);
    else properties.push([name, lowering.lower(schema, name)]);
  }
  if (Object.getOwnPropertySymbols(def.shape).length > 0) {
    lowering.report("AG020", "A property with a symbol for a key cannot cross the wire.");
  }
  return nodes.object(Object.fromEntries(properties), keysOf(def, lowering));
}

function keysOf(def: Of<"object">, lowering: Lowering): Parameters<typeof nodes.object>[1] {
  if (!def.catchall) return "strip";
  const { type } = def.catchall._zod.def;
  if (type === "never") return "strict";
  if (type === "unknown" || type === "any") return "loose";
  const rest = lowering.lower(def.catchall, "<value>");
  if (rest.undefined) lowering.report("AG021", "`undefined` has no form on the wire among further keys.", "<value>");
  return rest.node;
}

/** `z.record`, `z.partialRecord`, `z.looseRecord`. */
export function record(def: Of<"record">, lowering: Lowering): JsonSchema {
  const value = lowering.lower(def.valueType, "<value>");
  if (value.undefined) lowering.report("AG021", "`undefined` has no form on the wire in a record.", "<value>");
  const names = keyNode(def.keyType, lowering);
  const keys = def.keyType._zod.values;
  const loose = def.mode === "loose";
  const exhaustive = keys !== undefined && def.partial !== true;
  const kind = loose ? "loose" : exhaustive ? "exhaustive" : keys !== undefined ? "partial" : undefined;
  // Zod takes an absent key for undefined.
  const mayLack = value.optional || takesUndefined(value.node, (ref) => lowering.resolve(ref));
  const needed = exhaustive && !mayLack ? [...keys].map(String) : [];
  const entries: JsonSchema = { propertyNames: names, additionalProperties: value.node };
  return {
    type: "object",
    // Keys that a loose record does not check pass through, so plain JSON Schema may not check any.
    ...(loose ? { "x-actorgen-loose": entries } : entries),
    ...(needed.length > 0 && { required: needed }),
    ...(kind && { "x-actorgen-record": kind }),
  };
}

// A property's name is a string, so number keys are read from one.
function keyNode(schema: $ZodType, lowering: Lowering): JsonSchema {
  const { node } = lowering.lower(schema, "<key>");
  return stringKey(node, (ref) => lowering.resolve(ref)) ?? node;
}

function stringKey(node: JsonSchema, resolve: (ref: string) => JsonSchema | undefined): JsonSchema | undefined {
  const target = node.$ref === undefined ? node : (resolve(node.$ref) ?? node);
  if (target.type === "number" || target.type === "integer") {
    return { type: "string", ...numberNames(target), "x-actorgen-numeric-key": node };
  }
  if (target.enum?.some((value) => typeof value === "number")) {
    return { type: "string", enum: target.enum.map(String), "x-actorgen-numeric-key": node };
  }
  const branches = target.anyOf?.map((branch) => stringKey(branch, resolve) ?? branch);
  const changed = branches?.some((branch, index) => branch !== target.anyOf?.[index]);
  return branches && changed ? { ...target, anyOf: branches } : undefined;
}

function numberNames(node: JsonSchema): JsonSchema {
  if (node.const !== undefined) return { const: String(node.const) };
  if (node.enum) return { enum: node.enum.map(String) };
  return { pattern: regexes.number.source };
}

/** `z.union`, `z.discriminatedUnion` and `z.xor`. */
export function unionOf(schema: $ZodType, def: Of<"union">, lowering: Lowering): Lowered {
  const branches = def.options.map((option, index) => lowering.lower(option, `|${index}`));
  const lowered = union(branches, styleOf(schema, def, branches.length));
  lowering.union(lowered.node);
  return lowered;
}

function styleOf(schema: $ZodType, def: Of<"union">, count: number): UnionStyle {
  const discriminator = "discriminator" in def ? def.discriminator : undefined;
  if (typeof discriminator === "string") {
    const fallback = "unionFallback" in def && def.unionFallback === true;
    const keywords: JsonSchema = {
      "x-actorgen-discriminator": discriminator,
      ...branchValues(def.options, discriminator),
      ...(fallback && { "x-actorgen-union-fallback": true }),
    };
    return { keyword: fallback ? "anyOf" : "oneOf", keywords };
  }
  const exclusive = schema._zod.traits.has("$ZodXor") && count > 1;
  return exclusive ? { keyword: "oneOf", keywords: { "x-actorgen-xor": true } } : { keyword: "anyOf" };
}

function branchValues(options: readonly $ZodType[], discriminator: string): JsonSchema {
  const values = options.map((option) => [...(option._zod.propValues?.[discriminator] ?? [])]);
  // What Zod itself says of these when it first parses a value.
  const empty = values.findIndex((set) => set.length === 0);
  if (empty >= 0) throw new Error(`Branch ${empty} of this union has no literal \`${discriminator}\` to be told by.`);
  const all = values.flat().filter((value) => value !== undefined);
  const twice = all.find((value, index) => all.indexOf(value) !== index);
  if (twice !== undefined)
    throw new Error(`Two branches of this union have the \`${discriminator}\` ${String(twice)}.`);
  const absent = values.findIndex((set) => set.includes(undefined));
  return {
    "x-actorgen-branches": values.map((set) =>
      set.flatMap((value) =>
        value === null || isPlain(value) ? [value] : typeof value === "bigint" ? [`${value}`] : [],
      ),
    ),
    ...(absent >= 0 && { "x-actorgen-absent-branch": absent }),
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** `z.templateLiteral`. The whole pattern decides; the parts are for types. */
export function templateLiteral(schema: $ZodType, def: Of<"template_literal">, lowering: Lowering): JsonSchema {
  const parts = def.parts.map((part, index) => (isZod4(part) ? lowering.lower(part, `[${index}]`).node : String(part)));
  const pattern = schema._zod.pattern?.source ?? "";
  return { type: "string", pattern, "x-actorgen-template": parts };
}

/** Is this `z.json()`, or a copy of it with checks: a lazy union of everything JSON has, recursive through itself? */
export function isJson(schema: $ZodType): boolean {
  const def = definitionOf(schema);
  if (def.type !== "lazy") return false;
  const original = originalOf(schema);
  const inner: unknown = "innerType" in schema._zod ? schema._zod.innerType : undefined;
  if (!isZod4(inner)) return false;
  const union = definitionOf(inner);
  if (union.type !== "union") return false;
  const types = union.options.map((option) => option._zod.def.type).join();
  if (types !== "string,number,boolean,null,array,record") return false;
  return union.options.every((option) => {
    const part = definitionOf(option);
    if (part.type === "array") return part.element === original;
    if (part.type === "record") return part.valueType === original && part.keyType._zod.def.type === "string";
    return (part.checks?.length ?? 0) === 0;
  });
}

// A copy with a check still leads to the schema that it was copied from.
function originalOf(schema: $ZodType): $ZodType {
  const { parent } = schema._zod;
  return parent === undefined ? schema : originalOf(parent);
}
