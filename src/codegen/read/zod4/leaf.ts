// Zod 4 schemas without parts: their JSON Schema is Zod's own, with what that loses put back.
import { toJSONSchema, type $ZodType } from "zod/v4/core";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { withChecks } from "../check-keywords.js";
import { bigintNode, dateNode, serverOnly } from "../nodes.js";
import { readChecks } from "./checks.js";
import { checksOf } from "./definition.js";

// Keywords whose meaning in Zod's JSON Schema is exact. Patterns, formats and sizes are read from the checks instead,
// which also know flags, order and what Zod tests with code.
const exactKeywords = [
  "type",
  "enum",
  "const",
  "not",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "contentEncoding",
] as const satisfies readonly (keyof JsonSchema)[];

/** What Zod's own converter says of a schema without parts, as far as it is exact. */
export function standardKeywords(schema: $ZodType): JsonSchema {
  const json: Readonly<Record<string, unknown>> = { ...toJSONSchema(schema, { io: "input", unrepresentable: "any" }) };
  return Object.fromEntries(exactKeywords.flatMap((key) => (key in json ? [[key, json[key]]] : [])));
}

/** A string, number, boolean, bigint or date with its checks. */
export function leaf(schema: $ZodType): JsonSchema {
  const { checks, serverOnly: kinds } = readChecks(checksOf(schema));
  const { type } = schema._zod.def;
  const bare = type === "bigint" ? bigintNode : type === "date" ? dateNode : standardKeywords(schema);
  // Behind a change of the value by user code nothing is known, and Zod's sum of all checks would say too much.
  const known = kinds.includes("transform") ? Object.fromEntries(Object.entries(bare).slice(0, 1)) : bare;
  return serverOnly(withChecks(type === "bigint" || type === "date" ? bare : known, checks), ...kinds);
}
