// The two sides of a type: what is written (input) and what is read (output), and where they differ.
import type { JsonSchema } from "../../src/schema/json-schema.js";

/** `input`: as one who writes the value sees it, defaults optional. `output`: as one who reads it. */
export type View = "input" | "output";

/** Named types of a contract. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** The name a `$ref` points at. */
export function refName(ref: string): string {
  const name = ref.slice("#/$defs/".length);
  return /[%~]/.test(name) ? decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~") : name;
}

/** The node itself, or what its `$ref` leads to. */
export function resolve(schema: JsonSchema, definitions: Definitions): JsonSchema {
  let node = schema;
  const seen = new Set<string>();
  while (node.$ref !== undefined && !seen.has(node.$ref)) {
    seen.add(node.$ref);
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
  const found: JsonSchema[] = properties === undefined ? [] : Object.values(properties);
  if (typeof additionalProperties === "object") found.push(additionalProperties);
  if (propertyNames) found.push(propertyNames);
  if (loose) found.push(loose);
  if (prefixItems) found.push(...prefixItems);
  if (items) found.push(items);
  for (const options of [anyOf, oneOf, allOf]) if (options) found.push(...options);
  for (const part of template ?? []) if (typeof part !== "string") found.push(part);
  return found;
}

type Test = (node: JsonSchema) => boolean;

// What was found of a schema, for as long as its contract is in use.
const answers = new WeakMap<Definitions, WeakMap<Test, WeakMap<JsonSchema, boolean>>>();

// As someNode, remembered: `holds` is a function of this file.
function someNodeEver(schema: JsonSchema, definitions: Definitions, holds: Test): boolean {
  const tests = remembered(answers, definitions, () => new WeakMap<Test, WeakMap<JsonSchema, boolean>>());
  const known = remembered(tests, holds, () => new WeakMap<JsonSchema, boolean>());
  return remembered(known, schema, () => someNode(schema, definitions, holds));
}

/** What the map holds under this key, made now if it holds nothing. */
export function remembered<Key extends WeakKey, Value>(
  map: WeakMap<Key, Value>,
  key: Key,
  make: (key: Key) => Value,
): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  map.set(key, made);
  return made;
}

/** Does `holds` hold for this node or any below it, through names too? */
export function someNode(schema: JsonSchema, definitions: Definitions, holds: Test): boolean {
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
  return someNodeEver(schema, definitions, hasStandIn);
}

function hasStandIn(node: JsonSchema): boolean {
  return node["x-actorgen-default"] !== undefined || node["x-actorgen-catch"] !== undefined;
}

/** Does user code hang on this schema, so that the server must run Zod? */
export function hasUserCode(schema: JsonSchema, definitions: Definitions): boolean {
  return someNodeEver(schema, definitions, isServerOnly);
}

function isServerOnly(node: JsonSchema): boolean {
  return node["x-actorgen-server-only"] !== undefined;
}

/** Does Zod encode values of this schema on their way out, so that the handler gives the decoded side? */
export function isEncoded(schema: JsonSchema, definitions: Definitions): boolean {
  return someNodeEver(schema, definitions, hasCodec);
}

function hasCodec(node: JsonSchema): boolean {
  return node["x-actorgen-kind"] === "stringbool" || node["x-actorgen-server-only"]?.includes("codec") === true;
}

/** Does the handler see a type that the contract cannot say? */
export function isOpaque(schema: JsonSchema, definitions: Definitions): boolean {
  return someNodeEver(schema, definitions, isUnsayable);
}

function isUnsayable(node: JsonSchema): boolean {
  return node["x-actorgen-opaque"] === true || node["x-actorgen-kind"] === "stringbool";
}
