// The checks of a node in Zod's order, from its list or from the keywords of a lone check.
import type { Check, JsonSchema } from "../../src/schema/json-schema.js";

/** All checks, in the order in which Zod runs them. */
export function checksOf(node: JsonSchema): readonly Check[] {
  return node["x-actorgen-checks"] ?? keywordChecks(node);
}

function keywordChecks(node: JsonSchema): readonly Check[] {
  const kind = node["x-actorgen-kind"];
  const sized = kind === "map" || kind === "set" ? "size" : "length";
  const of = (check: Check["check"], value: number | string | undefined): Check[] =>
    value === undefined ? [] : [{ check, value }];
  return [
    ...(kind === undefined || kind === "bigint" ? formatCheck(node) : []),
    ...of("multiple_of", node.multipleOf ?? node["x-actorgen-multiple-of"]),
    ...of(`min_${sized}`, node.minLength ?? node.minItems),
    ...of(`max_${sized}`, node.maxLength ?? node.maxItems),
    ...(isSafeRange(node) ? [] : [...of("gte", node.minimum), ...of("lte", node.maximum)]),
    ...of("gte", node["x-actorgen-min"]),
    ...of("lte", node["x-actorgen-max"]),
    ...of("gt", node.exclusiveMinimum ?? node["x-actorgen-exclusive-min"]),
    ...of("lt", node.exclusiveMaximum ?? node["x-actorgen-exclusive-max"]),
  ];
}

// A lone number format brings bounds of its own, which the format checks.
function isSafeRange(node: JsonSchema): boolean {
  return node["x-actorgen-format"] !== undefined;
}

function formatCheck(node: JsonSchema): Check[] {
  const format = node["x-actorgen-format"];
  const isText = node.type === "string" && node["x-actorgen-kind"] === undefined;
  const pattern =
    isText && node.pattern !== undefined ? { pattern: node.pattern, flags: node["x-actorgen-flags"] ?? "" } : {};
  if (format !== undefined) return [{ check: "format", format, ...pattern }];
  if (node.type === "integer") return [{ check: "format", format: "safeint" }];
  return "pattern" in pattern ? [{ check: "regex", ...pattern }] : [];
}
