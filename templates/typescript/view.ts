// The two sides of a type: what is written (input) and what is read (output), and where they differ.
import type { JsonSchema } from "../../src/schema/json-schema.js";

/** `input`: as one who writes the value sees it, defaults optional. `output`: as one who reads it. */
export type View = "input" | "output";

/** Named types of a contract. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** The name a `$ref` points at. */
export function refName(ref: string): string {
  return decodeURIComponent(ref.slice("#/$defs/".length)).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The node itself, or what its `$ref` leads to. */
export function resolve(schema: JsonSchema, definitions: Definitions): JsonSchema {
  let node = schema;
  // A chain of names cannot be longer than there are names.
  for (let hops = Object.keys(definitions).length; node.$ref !== undefined && hops >= 0; hops--) {
    node = {
      ...definitions[refName(node.$ref)],
      ...(node["x-actorgen-default"] && { "x-actorgen-default": node["x-actorgen-default"] }),
    };
  }
  return node;
}

/** Is the value filled in when it is absent? */
export function isDefaulted(schema: JsonSchema, definitions: Definitions): boolean {
  const node = resolve(schema, definitions);
  return node["x-actorgen-default"] !== undefined || node["x-actorgen-catch"] !== undefined;
}

/** Every node directly inside this one. */
export function children(node: JsonSchema): JsonSchema[] {
  const { properties, additionalProperties, propertyNames, prefixItems, items, anyOf, oneOf, allOf } = node;
  const { "x-actorgen-template": template, "x-actorgen-loose": loose } = node;
  return [
    ...Object.values(properties ?? {}),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
    ...(propertyNames ? [propertyNames] : []),
    ...(loose ? [loose] : []),
    ...(prefixItems ?? []),
    ...(items ? [items] : []),
    ...(anyOf ?? []),
    ...(oneOf ?? []),
    ...(allOf ?? []),
    ...(template ?? []).filter((part) => typeof part !== "string"),
  ];
}

/** Does `holds` hold for this node or any below it, through names too? */
export function someNode(schema: JsonSchema, definitions: Definitions, holds: (node: JsonSchema) => boolean): boolean {
  const seen = new Set<string>();
  const visit = (node: JsonSchema): boolean => {
    if (holds(node)) return true;
    if (node.$ref !== undefined) {
      const name = refName(node.$ref);
      const target = definitions[name];
      if (!seen.has(name) && target) {
        seen.add(name);
        if (visit(target)) return true;
      }
    }
    return children(node).some(visit);
  };
  return visit(schema);
}

/** Is the input view of this schema another type than its output view? */
export function viewsDiffer(schema: JsonSchema, definitions: Definitions): boolean {
  return someNode(
    schema,
    definitions,
    (node) => node["x-actorgen-default"] !== undefined || node["x-actorgen-catch"] !== undefined,
  );
}

/** Does user code hang on this schema, so that the server must run Zod? */
export function hasUserCode(schema: JsonSchema, definitions: Definitions): boolean {
  return someNode(schema, definitions, (node) => node["x-actorgen-server-only"] !== undefined);
}

/** Does Zod encode values of this schema on their way out, so that the handler gives the decoded side? */
export function isEncoded(schema: JsonSchema, definitions: Definitions): boolean {
  return someNode(
    schema,
    definitions,
    (node) => node["x-actorgen-kind"] === "stringbool" || node["x-actorgen-server-only"]?.includes("codec") === true,
  );
}

/** Does the handler see a type that the contract cannot say? */
export function isOpaque(schema: JsonSchema, definitions: Definitions): boolean {
  return someNode(
    schema,
    definitions,
    (node) => node["x-actorgen-opaque"] === true || node["x-actorgen-kind"] === "stringbool",
  );
}
