// A contract's node as other tools read it: references rewritten, and what their dialect cannot say left to x-actorgen-*.
import { refName } from "../../../templates/typescript/view.js";
import type { Check, JsonSchema } from "../../schema/json-schema.js";

/** A schema in another dialect. */
export type Schema = Readonly<Record<string, unknown>>;

/** Where a schema is to stand. */
export interface Dialect {
  /** The `$ref` of a named type. */
  readonly reference: (name: string) => string;
  /** AsyncAPI's own dialect is a superset of draft-07: other tuples, and nothing beside a `$ref`. */
  readonly draft: "2020-12" | "draft-07";
}

/**
 * The node in a dialect. Patterns that JSON Schema cannot say (flags, or no Unicode pattern) move to `x-actorgen-checks`, so
 * that no tool refuses what actorgen takes. Defaults and examples of secrets are left out.
 */
export function inDialect(node: JsonSchema, dialect: Dialect): Schema {
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(withoutSecrets(withPortablePattern(node)))) {
    result[keyword] =
      keyword === "$ref" ? dialect.reference(refName(node.$ref ?? "")) : inside(keyword, value, dialect);
  }
  return dialect.draft === "draft-07" ? asDraft07(result) : result;
}

const single = new Set([
  "additionalProperties",
  "propertyNames",
  "items",
  "x-actorgen-loose",
  "x-actorgen-numeric-key",
]);
const lists = new Set(["prefixItems", "anyOf", "oneOf", "allOf", "x-actorgen-template"]);

function inside(keyword: string, value: unknown, dialect: Dialect): unknown {
  if (single.has(keyword)) return isNode(value) ? inDialect(value, dialect) : value;
  if (lists.has(keyword) && Array.isArray(value))
    return value.map((part: unknown) => (isNode(part) ? inDialect(part, dialect) : part));
  if (keyword === "properties" && isNode(value)) {
    const members = Object.entries(value).map(([name, part]) => [name, isNode(part) ? inDialect(part, dialect) : part]);
    return Object.fromEntries(members);
  }
  return value;
}

function isNode(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withPortablePattern(node: JsonSchema): JsonSchema {
  const { pattern, "x-actorgen-flags": flags, ...rest } = node;
  if (pattern === undefined || ((flags ?? "").replace("u", "") === "" && isUnicode(pattern))) return node;
  const check: Check = { check: "regex", pattern, ...(flags === undefined ? {} : { flags }) };
  return { ...rest, "x-actorgen-checks": node["x-actorgen-checks"] ?? [check] };
}

// JSON Schema's tools read patterns as Unicode ones.
function isUnicode(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").source !== "";
  } catch {
    return false;
  }
}

function withoutSecrets(node: JsonSchema): JsonSchema {
  if (node["x-actorgen-secret"] !== true) return node;
  const { default: _default, examples: _examples, "x-actorgen-catch": _catch, ...rest } = node;
  return rest;
}

function asDraft07(schema: Schema): Schema {
  const { $ref, prefixItems, items, ...rest } = withoutNamesOfReferences(withoutValuesOfReferences(schema));
  if ($ref !== undefined) return Object.keys(rest).length === 0 ? { $ref } : { allOf: [{ $ref }], ...rest };
  if (prefixItems === undefined) return items === undefined ? rest : { ...rest, items };
  return { ...rest, items: prefixItems, ...(items === undefined ? {} : { additionalItems: items }) };
}

// AsyncAPI's tools resolve every `$ref` they find, also in values that are just data.
function withoutValuesOfReferences(schema: Schema): Schema {
  const isData = (keyword: string): boolean => ["default", "examples", "x-actorgen-catch"].includes(keyword);
  const entries = Object.entries(schema).filter(([keyword, value]) => !isData(keyword) || !mentionsReference(value));
  return Object.fromEntries(entries);
}

// A field called `$ref` is taken for a reference as well. A pattern says the same.
function withoutNamesOfReferences(schema: Schema): Schema {
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, "$ref")) return schema;
  const { $ref, ...others } = Object.fromEntries(Object.entries(properties));
  return { ...schema, properties: others, patternProperties: { "^\\$ref$": $ref } };
}

function mentionsReference(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "$ref") || Object.values(value).some(mentionsReference);
}
