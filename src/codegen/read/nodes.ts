// Nodes that both Zod dialects build alike: wrappers, containers and objects.
import type { JsonSchema, JsonValue, ServerOnly, UnknownKeys } from "../../schema/json-schema.js";
import { required, type Lowered } from "./lowering.js";

/** Keywords that say what stands in for a missing or wrong value; they always stand on the outermost node. */
const outerKeywords = ["default", "x-actorgen-default", "x-actorgen-catch"] as const;

/** Splits a node into itself without its stand-ins, and the stand-ins. */
export function splitOuter(node: JsonSchema): { readonly inner: JsonSchema; readonly outer: JsonSchema } {
  const outer = Object.fromEntries(outerKeywords.flatMap((key) => (key in node ? [[key, node[key]]] : [])));
  const inner = Object.fromEntries(Object.entries(node).filter(([key]) => !(key in outer)));
  return { inner, outer };
}

/** The node with more user code that only the server can run. */
export function serverOnly(node: JsonSchema, ...kinds: readonly ServerOnly[]): JsonSchema {
  if (kinds.length === 0) return node;
  const all = new Set([...(node["x-actorgen-server-only"] ?? []), ...kinds]);
  return { ...node, "x-actorgen-server-only": [...all].sort() };
}

/** `schema.optional()`. A default inside goes on filling in. */
export function optional(inner: Lowered): Lowered {
  const filled = "x-actorgen-default" in inner.node;
  return { node: inner.node, optional: true, undefined: !filled };
}

/** `schema.nullable()`. */
export function nullable(schema: Lowered): Lowered {
  const { inner, outer } = splitOuter(schema.node);
  return { ...schema, node: { anyOf: [inner, { type: "null" }], "x-actorgen-nullable": true, ...outer } };
}

/** `schema.nonoptional()`. */
export function nonoptional(inner: Lowered): Lowered {
  if (!inner.optional && !inner.undefined) return inner;
  const { default: _value, "x-actorgen-default": _kind, ...node } = inner.node;
  return required({ ...node, "x-actorgen-nonoptional": true });
}

/** `schema.default(value)` and `schema.prefault(value)`; no value means that user code makes it on the server. */
export function withDefault(inner: Lowered, kind: "value" | "prefault", value: JsonValue | undefined): Lowered {
  const { default: _value, "x-actorgen-default": _kind, ...node } = inner.node;
  return {
    node:
      value === undefined
        ? { ...serverOnly(node, "default"), "x-actorgen-default": "factory" }
        : { ...node, default: value, "x-actorgen-default": kind },
    optional: true,
    undefined: false,
  };
}

/** `schema.catch(value)`; no value means that user code makes it on the server. */
export function withCatch(inner: Lowered, value: JsonValue | undefined): Lowered {
  const node = value === undefined ? serverOnly(inner.node, "catch") : { ...inner.node, "x-actorgen-catch": value };
  return { node, optional: true, undefined: inner.undefined };
}

/** A property of an object: its node, and whether the wire must have it. */
function property(schema: Lowered): { readonly node: JsonSchema; readonly required: boolean } {
  const { node } = schema;
  if (!schema.undefined) return { node, required: !schema.optional };
  if (!schema.optional) return { node: { ...node, "x-actorgen-undefined": "present" }, required: false };
  const caught = "x-actorgen-catch" in node || node["x-actorgen-server-only"]?.includes("catch");
  return { node: caught ? { ...node, "x-actorgen-undefined": "allowed" } : node, required: false };
}

/** An object. `keys` is its policy for keys it does not name; a schema there checks their values. */
export function object(properties: Readonly<Record<string, Lowered>>, keys: UnknownKeys | JsonSchema): JsonSchema {
  const entries = Object.entries(properties).map(([name, schema]) => ({ name, ...property(schema) }));
  const needed = entries.filter((entry) => entry.required).map((entry) => entry.name);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(({ name, node }) => [name, node])),
    ...(needed.length > 0 && { required: needed }),
    ...(typeof keys === "object"
      ? { additionalProperties: keys }
      : keys === "strict"
        ? { additionalProperties: false, "x-actorgen-keys": "strict" }
        : keys === "loose"
          ? { additionalProperties: true, "x-actorgen-keys": "loose" }
          : {}),
  };
}

/** A map: an array of pairs. */
export function map(key: JsonSchema, value: JsonSchema): JsonSchema {
  return {
    type: "array",
    items: { type: "array", prefixItems: [key, value], items: false, minItems: 2, maxItems: 2 },
    "x-actorgen-kind": "map",
  };
}

/** A set: an array. Only primitive items are told apart by their wire form, so only they are said to be unique. */
export function set(item: JsonSchema): JsonSchema {
  const primitive = ["string", "number", "integer", "boolean", "null"].includes(item.type ?? "");
  return { type: "array", items: item, ...(primitive && { uniqueItems: true }), "x-actorgen-kind": "set" };
}

/** A tuple. Items after the last required one may be left out. */
export function tuple(items: readonly Lowered[], rest: JsonSchema | undefined): JsonSchema {
  const minimum = items.findLastIndex((item) => !item.optional) + 1;
  return {
    type: "array",
    ...(items.length > 0 ? { prefixItems: items.map((item) => item.node) } : { "x-actorgen-tuple": true }),
    items: rest ?? false,
    ...(minimum > 0 && { minItems: minimum }),
    ...(rest === undefined && { maxItems: items.length }),
  };
}

/** A date, before its bounds. */
export const dateNode: JsonSchema = { type: "string", format: "date-time", "x-actorgen-kind": "date" };
/** A bigint, before its checks. */
export const bigintNode: JsonSchema = { type: "string", pattern: "^-?(?:0|[1-9]\\d*)$", "x-actorgen-kind": "bigint" };
/** A `Uint8Array`. */
export const bytesNode: JsonSchema = { type: "string", contentEncoding: "base64", "x-actorgen-kind": "bytes" };
/** NaN. */
export const nanNode: JsonSchema = { type: "string", const: "NaN", "x-actorgen-kind": "nan" };
/** `z.undefined()`, and with the mark `z.void()`. */
export const undefinedNode: JsonSchema = { not: {}, "x-actorgen-kind": "undefined" };
/** Any JSON value. */
export const jsonNode: JsonSchema = { "x-actorgen-format": "json" };
/** What nothing fits. */
export const neverNode: JsonSchema = { not: {} };

type Primitive = string | number | boolean | null;

/** Values to choose from: a `const` for one, an `enum` for more, with a `type` where they share one. */
export function choice(values: readonly Primitive[]): JsonSchema {
  const [first] = values;
  if (first === undefined) return neverNode;
  const types = new Set(values.map((value) => (value === null ? "null" : typeof value)));
  const [type] = types;
  const typed = types.size === 1 && (type === "string" || type === "number" || type === "boolean" || type === "null");
  return { ...(typed && { type }), ...(values.length === 1 ? { const: first } : { enum: values }) };
}

/** `z.literal`, whose values may be bigints and `undefined` as well. */
export function literal(values: readonly unknown[]): Lowered {
  const plain = values.filter((value) => value === null || ["string", "number", "boolean"].includes(typeof value));
  const bigints = values.filter((value) => typeof value === "bigint").map(String);
  const parts: JsonSchema[] = [
    ...(plain.length > 0 ? [choice(plain.filter(isPrimitive))] : []),
    ...(bigints.length > 0 ? [{ ...choice(bigints), "x-actorgen-kind": "bigint" as const }] : []),
  ];
  const [only = undefinedNode] = parts;
  return {
    node: parts.length > 1 ? { anyOf: parts } : values.length === 0 ? neverNode : only,
    optional: false,
    undefined: values.includes(undefined),
  };
}

function isPrimitive(value: unknown): value is Primitive {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
