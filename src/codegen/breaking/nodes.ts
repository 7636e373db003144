// Nodes of a contract: what a reference leads to, the plain nodes of a union, what stands in.
import type { JsonSchema } from "../../schema/json-schema.js";
import { nameOfReference } from "../contract-hash.js";

/** Named types of a contract. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** The node itself, or what its reference leads to with what stands beside the reference. */
export function resolved(node: JsonSchema, definitions: Definitions): JsonSchema {
  let found = node;
  // A chain of names cannot be longer than there are names.
  for (let hops = Object.keys(definitions).length; found.$ref !== undefined && hops >= 0; hops--) {
    const { $ref, ...beside } = found;
    found = { ...definitions[nameOfReference($ref)], ...beside };
  }
  return found;
}

/** The plain nodes that this one is made of: branches of unions and sides of intersections, to a depth of 6. */
export function plainNodes(node: JsonSchema, definitions: Definitions, depth = 0): readonly JsonSchema[] {
  const found = resolved(node, definitions);
  const parts = [...(found.anyOf ?? []), ...(found.oneOf ?? []), ...(found.allOf ?? [])];
  if (parts.length === 0 || depth >= 6) return [found];
  return parts.flatMap((part) => plainNodes(part, definitions, depth + 1));
}

/** Is there a stand-in for a value that fails? */
export function hasCatch(node: JsonSchema): boolean {
  return node["x-actorgen-catch"] !== undefined || node["x-actorgen-server-only"]?.includes("catch") === true;
}

/** Is there a stand-in for an absent value? */
export function hasDefault(node: JsonSchema): boolean {
  return node["x-actorgen-default"] !== undefined || node["x-actorgen-server-only"]?.includes("default") === true;
}

const constraints = [
  "type",
  "enum",
  "const",
  "anyOf",
  "oneOf",
  "allOf",
  "not",
  "$ref",
  "x-actorgen-kind",
  "x-actorgen-loose",
  "propertyNames",
] as const;

/** Does it take any JSON value? */
export function isAny(node: JsonSchema): boolean {
  return constraints.every((key) => node[key] === undefined);
}
