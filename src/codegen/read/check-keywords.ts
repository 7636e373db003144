// Puts checks on a node: as keywords where those say all, and as the ordered list where they do not.
import type { Check, JsonSchema } from "../../schema/json-schema.js";

/** Formats of JSON Schema whose meaning is close enough to Zod's to help a reader. */
const standardFormats: Readonly<Record<string, string>> = {
  guid: "uuid",
  uuid: "uuid",
  email: "email",
  url: "uri",
  datetime: "date-time",
  date: "date",
  duration: "duration",
  ipv4: "ipv4",
  ipv6: "ipv6",
  hostname: "hostname",
};

/**
 * The node with its checks. Keywords are exact for a lone check; for several they are what JSON Schema can say (the
 * tightest bounds, the first pattern), and `x-actorgen-checks` lists all in order.
 */
export function withChecks(node: JsonSchema, checks: readonly Check[], base: JsonSchema = {}): JsonSchema {
  if (checks.length === 0) return { ...node, ...base };
  const keywords = { ...base, ...(checks.some(changesValue) ? formatOf(checks) : keywordsOf(checks, node)) };
  return { ...node, ...keywords, ...(!isSaid(checks, node) && { "x-actorgen-checks": checks }) };
}

/** Does this check change the value, so that what comes in and what goes out differ? */
function changesValue(check: Check): boolean {
  return check.check === "overwrite";
}

// Where a check changes the value, bounds and patterns hold on one side of it only, so no keyword may say them.
function formatOf(checks: readonly Check[]): JsonSchema {
  const format = checks.find((check) => check.check === "format")?.format;
  return format === undefined ? {} : { "x-actorgen-format": format };
}

/** Bounds that stand in keywords of another name for a node of this kind. */
type Bound = "min" | "max" | "exclusive-min" | "exclusive-max" | "multiple-of";

const boundOf: Readonly<Partial<Record<Check["check"], Bound>>> = {
  gte: "min",
  gt: "exclusive-min",
  lte: "max",
  lt: "exclusive-max",
  multiple_of: "multiple-of",
};

// Number bounds come from Zod's own JSON Schema (`base`); the rest is written here.
function keywordsOf(checks: readonly Check[], node: JsonSchema): JsonSchema {
  const keywords: Record<string, unknown> = {};
  const tighten = (key: string, value: number, pick: (...values: number[]) => number): void => {
    const held = keywords[key];
    keywords[key] = typeof held === "number" ? pick(held, value) : value;
  };
  for (const check of checks) {
    const { value } = check;
    if (typeof value === "number" && /length|size/.test(check.check)) {
      const [minimum, maximum] = node.type === "string" ? ["minLength", "maxLength"] : ["minItems", "maxItems"];
      if (!check.check.startsWith("max")) tighten(minimum, value, Math.max);
      if (!check.check.startsWith("min")) tighten(maximum, value, Math.min);
      continue;
    }
    const bound = boundOf[check.check];
    if (bound && typeof value === "string") keywords[`x-actorgen-${bound}`] ??= value;
    if (check.check === "format") {
      const standard = standardFormats[check.format ?? ""];
      if (standard !== undefined && node.type === "string" && !node["x-actorgen-kind"]) keywords["format"] ??= standard;
      keywords["x-actorgen-format"] ??= check.format;
    }
    if (check.pattern !== undefined && keywords["pattern"] === undefined) {
      keywords["pattern"] = check.pattern;
      if (check.flags !== undefined) keywords["x-actorgen-flags"] = check.flags;
    }
  }
  return keywords;
}

const sayable = new Set<Check["check"]>([
  "min_length",
  "max_length",
  "min_size",
  "max_size",
  "gte",
  "gt",
  "lte",
  "lt",
  "multiple_of",
  "format",
  "regex",
]);
const sayableFields = new Set(["check", "value", "format", "pattern", "flags"]);

// A tuple's own bounds use the keywords of an array's checks.
function isSaid(checks: readonly Check[], node: JsonSchema): boolean {
  const [check] = checks;
  return (
    checks.length === 1 &&
    check !== undefined &&
    sayable.has(check.check) &&
    node.prefixItems === undefined &&
    node["x-actorgen-tuple"] === undefined &&
    Object.keys(check).every((key) => sayableFields.has(key))
  );
}
