// The checks of a node in Zod's order, from its list or from the keywords of a lone check.
import type { Check, JsonSchema } from "../../src/schema/json-schema.js";

/** A check as the emitter sees it: with the dialect whose rules it follows. */
export interface RuledCheck extends Check {
  readonly zod3?: true;
}

/** All checks, in the order in which Zod runs them. */
export function checksOf(node: JsonSchema): readonly RuledCheck[] {
  const checks = node["x-actorgen-checks"] ?? keywordChecks(node);
  return node["x-actorgen-dialect"] === "zod3" ? checks.map((check) => ({ ...check, zod3: true })) : checks;
}

/** Does the check carry more than its name and value: an early stop, a message, rules of its own? */
export function isMarked(check: RuledCheck): boolean {
  return check.abort === true || check.message !== undefined || check.zod3 === true;
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
