// Zod 3 schemas without parts: their JSON Schema is that of zod-to-json-schema, with what that loses put back.
import type { Check, JsonSchema } from "../../../schema/json-schema.js";
import { withChecks } from "../check-keywords.js";
import { bigintNode, dateNode } from "../nodes.js";
import { standardKeywords3 } from "./keywords.js";
import { definitionOf, type Check3, type Schema3 } from "./definition.js";
import { formatCheck } from "./formats.js";

/** A string, number, boolean, null, bigint or date with its checks. */
export function leaf3(schema: Schema3): JsonSchema {
  const def = definitionOf(schema);
  const bare =
    def.typeName === "ZodBigInt" ? bigintNode : def.typeName === "ZodDate" ? dateNode : standardKeywords3(schema);
  const checks = "checks" in def ? def.checks.flatMap((check) => readCheck(check, def.typeName)) : [];
  const node = withChecks(bare, checks);
  return needsDialect(checks) ? { ...node, "x-actorgen-dialect": "zod3" } : node;
}

// Where Zod 3 has a rule of its own for the same check: lengths in UTF-16 units, multiples by decimal digits, and
// formats that code decides.
function needsDialect(checks: readonly Check[]): boolean {
  return checks.some(({ check, format }) => /length|multiple_of/.test(check) || format === "url" || format === "jwt");
}

function readCheck(check: Check3, type: string): readonly Check[] {
  const read = type === "ZodString" ? readStringCheck(check) : readNumericCheck(check, type);
  return read ? [{ ...read, ...(check.message !== undefined && { message: check.message }) }] : [];
}

function readNumericCheck(check: Check3, type: string): Check | undefined {
  const { kind, value, inclusive = true } = check;
  switch (kind) {
    case "min":
      return { check: inclusive ? "gte" : "gt", value: bound(value, type) };
    case "max":
      return { check: inclusive ? "lte" : "lt", value: bound(value, type) };
    case "multipleOf":
      return { check: "multiple_of", value: bound(value, type) };
    case "int":
      return { check: "format", format: "int" };
    default:
      // `finite`: infinities have no wire form anyway.
      return undefined;
  }
}

function bound(value: Check3["value"], type: string): number | string {
  if (type === "ZodDate") return new Date(Number(value)).toISOString();
  return typeof value === "number" ? value : String(value);
}

const lengthChecks: Readonly<Record<string, Check["check"]>> = {
  min: "min_length",
  max: "max_length",
  length: "length_equals",
};
const partChecks: Readonly<Record<string, Check["check"]>> = {
  startsWith: "starts_with",
  endsWith: "ends_with",
  includes: "includes",
};

function readStringCheck(check: Check3): Check | undefined {
  const { kind, value, position, regex } = check;
  const length = lengthChecks[kind];
  if (length !== undefined) return { check: length, value: Number(value) };
  const part = partChecks[kind];
  if (part !== undefined) return { check: part, value: String(value), ...(position !== undefined && { position }) };
  if (kind === "trim" || kind === "toLowerCase" || kind === "toUpperCase") return { check: "overwrite", value: kind };
  if (kind !== "regex" || !regex) return formatCheck(check);
  const flags = regex.flags.replaceAll(/[dg]/g, "");
  return { check: "regex", pattern: regex.source, ...(flags !== "" && { flags }) };
}
