// What a value must satisfy beyond its type, in words.
import type { Check, JsonSchema, JsonValue } from "../../../schema/json-schema.js";
import { withCode, html, type Html } from "./html.js";

/** The rules of one node, each a short phrase. */
export function constraints(node: JsonSchema): readonly Html[] {
  const listed = node["x-actorgen-checks"];
  const phrases = listed === undefined ? ofKeywords(node) : merged(listed).flatMap((check) => ofCheck(check, node));
  return [...phrases, ...others(node)].map((phrase) => (typeof phrase === "string" ? withCode(phrase) : phrase));
}

type Phrase = string | Html;

function ofKeywords(node: JsonSchema): Phrase[] {
  const { minLength, maxLength, minItems, maxItems, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
  const isTuple = node.prefixItems !== undefined || node["x-actorgen-tuple"] === true;
  // Of these the pattern says what the type says already.
  const isTypes = node["x-actorgen-template"] !== undefined || node["x-actorgen-kind"] !== undefined;
  const format = node["x-actorgen-format"] ?? (node["x-actorgen-kind"] === undefined ? node.format : undefined);
  return [
    ...(format === undefined ? [] : ofFormat(format)),
    range(minLength, maxLength, "character"),
    isTuple ? "" : range(minItems, maxItems, "item"),
    ...(isFormatOfBounds(format) ? [] : [bounds(minimum, maximum, exclusiveMinimum, exclusiveMaximum)]),
    node.multipleOf === undefined ? "" : `a multiple of ${node.multipleOf}`,
    bounds(
      node["x-actorgen-min"],
      node["x-actorgen-max"],
      node["x-actorgen-exclusive-min"],
      node["x-actorgen-exclusive-max"],
    ),
    node["x-actorgen-multiple-of"] === undefined ? "" : `a multiple of ${node["x-actorgen-multiple-of"]}`,
    ...(node.pattern === undefined || format !== undefined || isTypes
      ? []
      : [pattern(node.pattern, node["x-actorgen-flags"])]),
  ].filter((phrase) => phrase !== "");
}

// A lower and an upper bound that follow each other read as one range.
function merged(checks: readonly Check[]): readonly (Check | Phrase)[] {
  const found: (Check | Phrase)[] = [];
  for (const check of checks) {
    const last = found.at(-1);
    const before = typeof last === "object" && "check" in last ? last : undefined;
    const pair = before && `${before.check} ${check.check}`;
    const unit = before?.check === "min_length" ? "length" : before?.check === "min_size" ? "size" : undefined;
    if (unit !== undefined && check.check === `max_${unit}`)
      found.splice(-1, 1, `${before?.value}\u2013${check.value} ${unit === "size" ? "items" : "long"}`);
    else if (pair === "gte lte") found.splice(-1, 1, `${before?.value} to ${check.value}`);
    else found.push(check);
  }
  return found;
}

function ofCheck(check: Check | Phrase, node: JsonSchema): Phrase[] {
  if (typeof check === "string" || !("check" in check))
    return [typeof check === "string" ? withUnit(check, node) : check];
  const { value } = check;
  const unit = node.type === "array" ? "item" : "character";
  const number = typeof value === "number" ? value : undefined;
  switch (check.check) {
    case "min_length":
      return [range(number, undefined, unit)];
    case "max_length":
      return [range(undefined, number, unit)];
    case "length_equals":
    case "size_equals":
      return [`exactly ${plural(number ?? 0, check.check === "size_equals" ? "item" : unit)}`];
    case "min_size":
      return [range(number, undefined, "item")];
    case "max_size":
      return [range(undefined, number, "item")];
    case "gte":
      return [bounds(value, undefined, undefined, undefined)];
    case "gt":
      return [bounds(undefined, undefined, value, undefined)];
    case "lte":
      return [bounds(undefined, value, undefined, undefined)];
    case "lt":
      return [bounds(undefined, undefined, undefined, value)];
    case "multiple_of":
      return [`a multiple of ${value}`];
    case "format":
      return ofFormat(check.format ?? "");
    case "regex":
      return [pattern(check.pattern ?? "", check.flags)];
    case "starts_with":
      return [quoted("starts with", value)];
    case "ends_with":
      return [quoted("ends with", value)];
    case "includes":
      return [quoted("includes", value)];
    case "overwrite":
      return [changes[String(value)] ?? `changed by ${String(value)}`];
  }
}

const changes: Readonly<Record<string, string>> = {
  trim: "trimmed",
  toLowerCase: "in lower case",
  toUpperCase: "in upper case",
};

function withUnit(phrase: string, node: JsonSchema): string {
  return phrase.replace(/ long$/, node.type === "array" ? " items" : " characters");
}

function others(node: JsonSchema): Phrase[] {
  const kind = node["x-actorgen-kind"];
  const known = {
    date: "ISO 8601 in UTC on the wire",
    bigint: "decimal string on the wire",
    bytes: "base64 on the wire",
    map: "list of pairs on the wire",
    set: "list on the wire",
    nan: '"NaN" on the wire',
  };
  const wire = Object.entries(known).find(([name]) => name === kind)?.[1];
  const isSecret = node["x-actorgen-secret"] === true;
  const stringbool = node["x-actorgen-stringbool"];
  return [
    ...(node["x-actorgen-keys"] === "strict" ? ["no other keys"] : []),
    ...(stringbool === undefined ? [] : [quoted("one of", [...stringbool.truthy, ...stringbool.falsy].join(", "))]),
    ...(node.default === undefined || isSecret ? [] : [html`default <code>${short(node.default)}</code>`]),
    ...(node["x-actorgen-default"] === "factory" ? ["default made by the server"] : []),
    ...(node["x-actorgen-catch"] === undefined || isSecret
      ? []
      : [html`<code>${short(node["x-actorgen-catch"])}</code> if invalid`]),
    ...(node["x-actorgen-server-only"] === undefined ? [] : ["also checked on the server"]),
    ...(isSecret ? ["secret"] : []),
    ...(wire === undefined ? [] : [wire]),
  ];
}

function ofFormat(format: string): Phrase[] {
  const known: Readonly<Record<string, string>> = {
    safeint: "integer",
    int: "integer",
    int32: "32-bit integer",
    uint32: "unsigned 32-bit integer",
    int64: "64-bit integer",
    uint64: "unsigned 64-bit integer",
    float64: "",
    float32: "32-bit float",
    json: "any JSON",
  };
  const phrase = known[format] ?? format.replaceAll("_", " ");
  return phrase === "" ? [] : [phrase];
}

function isFormatOfBounds(format: string | undefined): boolean {
  return /^(?:safeint|u?int(?:32|64)|float(?:32|64))$/.test(format ?? "");
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return "";
  if (most === undefined) return `at least ${plural(least ?? 0, unit)}`;
  if (least === undefined || least === 0) return `at most ${plural(most, unit)}`;
  return least === most ? `exactly ${plural(most, unit)}` : `${least}\u2013${plural(most, unit)}`;
}

type Bound = number | string | undefined;

function bounds(least: Bound, most: Bound, above: Bound, below: Bound): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  return [
    least === undefined ? "" : `\u2265 ${least}`,
    above === undefined ? "" : `> ${above}`,
    most === undefined ? "" : `\u2264 ${most}`,
    below === undefined ? "" : `< ${below}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function pattern(source: string, flags = ""): Html {
  return html`matches <code>/${source}/${flags}</code>`;
}

function quoted(verb: string, value: unknown): Html {
  return html`${verb} <code>${String(value)}</code>`;
}

function short(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}\u2026` : text;
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
