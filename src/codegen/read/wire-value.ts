// Writes a value that the generator itself holds (a default, a caught value) in its wire form.
import type { JsonSchema, JsonValue } from "../../schema/json-schema.js";

/** Finds the node behind a `$ref`. */
export type Resolve = (ref: string) => JsonSchema | undefined;

/** The wire form of `value` under `node`; undefined where it has none or does not fit. */
export function wireValue(value: unknown, node: JsonSchema, resolve: Resolve): JsonValue | undefined {
  if (node.$ref !== undefined) {
    const target = resolve(node.$ref);
    return target && wireValue(value, target, resolve);
  }
  const branches = node.anyOf ?? node.oneOf;
  if (branches) return firstWire(value, branches, resolve);
  if (node.allOf) return mergedWire(value, node.allOf, resolve);
  switch (node["x-actorgen-kind"]) {
    case "date":
      return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
    case "bigint":
      return typeof value === "bigint" ? value.toString() : undefined;
    case "bytes":
      return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : undefined;
    case "nan":
      return Number.isNaN(value) ? "NaN" : undefined;
    case "map":
      return value instanceof Map ? listWire([...value], node, resolve) : undefined;
    case "set":
      return value instanceof Set ? listWire([...value], node, resolve) : undefined;
    case "undefined":
      return undefined;
  }
  return plainWire(value, node, resolve);
}

function firstWire(value: unknown, branches: readonly JsonSchema[], resolve: Resolve): JsonValue | undefined {
  for (const branch of branches) {
    const wire = wireValue(value, branch, resolve);
    if (wire !== undefined) return wire;
  }
  return undefined;
}

function mergedWire(value: unknown, sides: readonly JsonSchema[], resolve: Resolve): JsonValue | undefined {
  let merged: JsonValue | undefined;
  for (const side of sides) {
    const wire = wireValue(value, side, resolve);
    if (wire === undefined) return undefined;
    merged = isRecord(merged) && isRecord(wire) ? { ...merged, ...wire } : wire;
  }
  return merged;
}

function plainWire(value: unknown, node: JsonSchema, resolve: Resolve): JsonValue | undefined {
  if (node.const !== undefined) return value === node.const ? node.const : undefined;
  if (node.enum) return node.enum.find((entry) => entry === value);
  if (value === null) return node.type === undefined || node.type === "null" ? null : undefined;
  if (typeof value === "string" || typeof value === "boolean") {
    return node.type === undefined || node.type === typeof value ? value : undefined;
  }
  if (typeof value === "number") {
    const fits = node.type === undefined || node.type === "number" || node.type === "integer";
    return fits && Number.isFinite(value) ? value : undefined;
  }
  if (Array.isArray(value)) {
    return node.type === undefined || node.type === "array" ? listWire(value, node, resolve) : undefined;
  }
  return isRecord(value) && (node.type === undefined || node.type === "object")
    ? recordWire(value, node, resolve)
    : undefined;
}

function listWire(values: readonly unknown[], node: JsonSchema, resolve: Resolve): JsonValue | undefined {
  const wire: JsonValue[] = [];
  for (const [index, value] of values.entries()) {
    const item = node.prefixItems?.[index] ?? node.items;
    const encoded = item === false ? undefined : wireValue(value, item ?? {}, resolve);
    if (encoded === undefined) return undefined;
    wire.push(encoded);
  }
  return wire;
}

function recordWire(value: object, node: JsonSchema, resolve: Resolve): JsonValue | undefined {
  const wire: [string, JsonValue][] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const { additionalProperties } = node["x-actorgen-loose"] ?? node;
    const extra = typeof additionalProperties === "object" ? additionalProperties : {};
    const encoded = wireValue(entry, node.properties?.[key] ?? extra, resolve);
    if (encoded === undefined) return undefined;
    wire.push([key, encoded]);
  }
  return Object.fromEntries(wire);
}

function isRecord(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
