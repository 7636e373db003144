// Gives nodes their fixed order of keys, so that the contract's text never depends on how a node was built.
import type { JsonSchema } from "../../schema/json-schema.js";
import { compare } from "./findings.js";

const keyOrder = [
  "$ref",
  "title",
  "description",
  "deprecated",
  "examples",
  "type",
  "format",
  "pattern",
  "contentEncoding",
  "minLength",
  "maxLength",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "const",
  "enum",
  "properties",
  "required",
  "propertyNames",
  "additionalProperties",
  "prefixItems",
  "items",
  "minItems",
  "maxItems",
  "uniqueItems",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "default",
  "readOnly",
] as const satisfies readonly (keyof JsonSchema)[];

const places = new Map<string, number>(keyOrder.map((key, place) => [key, place]));

// Leaves are shared by many nodes.
const known = new WeakMap<JsonSchema, JsonSchema>();

/** The node with its keys and those of all nodes in it in order; `x-actorgen-*` come last, by name. */
export function ordered(node: JsonSchema): JsonSchema {
  const held = known.get(node);
  if (held) return held;
  const entries = Object.entries(node)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => place(one) - place(other) || compare(one, other));
  const result: JsonSchema = Object.fromEntries(entries.map(([key, value]) => [key, orderedPart(key, value)]));
  known.set(node, result).set(result, result);
  return result;
}

function place(key: string): number {
  return places.get(key) ?? places.size;
}

const nodeKeys = new Set([
  "propertyNames",
  "additionalProperties",
  "items",
  "not",
  "x-actorgen-loose",
  "x-actorgen-numeric-key",
]);
const listKeys = new Set(["prefixItems", "anyOf", "oneOf", "allOf", "x-actorgen-template"]);

function orderedPart(key: string, value: unknown): unknown {
  if (nodeKeys.has(key)) return isNode(value) ? ordered(value) : value;
  if (listKeys.has(key) && Array.isArray(value)) {
    return value.map((item: unknown) => (isNode(item) ? ordered(item) : item));
  }
  if (key === "properties" && typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, isNode(part) ? ordered(part) : part]));
  }
  return value;
}

/** Is this a node, among what keywords hold? */
export function isNode(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node with every `$ref` in it replaced by what `rename` says. */
export function renamed(node: JsonSchema, rename: (ref: string) => string): JsonSchema {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, renamedPart(key, value, rename)]));
}

function renamedPart(key: string, value: unknown, rename: (ref: string) => string): unknown {
  if (key === "$ref" && typeof value === "string") return rename(value);
  if (nodeKeys.has(key)) return isNode(value) ? renamed(value, rename) : value;
  if (listKeys.has(key) && Array.isArray(value)) {
    return value.map((item: unknown) => (isNode(item) ? renamed(item, rename) : item));
  }
  if (key === "properties" && typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, isNode(part) ? renamed(part, rename) : part]),
    );
  }
  return value;
}
