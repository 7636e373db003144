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

// Schema files repeat themselves: thousands of leaves have some dozen forms, and Zod's converter takes 10 us for each.
const known = new Map<string, JsonSchema>();

/** A string, number, boolean, bigint or date with its checks. */
export function leaf(schema: $ZodType): JsonSchema {
  const { checks, serverOnly: kinds } = readChecks(checksOf(schema));
  const { type } = schema._zod.def;
  const key = JSON.stringify([type, checks, kinds]);
  const held = known.get(key);
  if (held) return held;
  const bare = type === "bigint" ? bigintNode : type === "date" ? dateNode : standardKeywords(schema);
  // Behind a change of the value by user code nothing is known, and Zod's sum of all checks would say too much.
  const base: JsonSchema = kinds.includes("transform") && type === "number" ? { type: "number" } : bare;
  const node = serverOnly(withChecks(base, checks), ...kinds);
  known.set(key, node);
  return node;
}
