// The value that a text of the command line is, by the schema of its argument, in the form of the wire.
import type { JsonSchema } from "../../schema/json-schema.js";
import { isRecord, parseJson } from "../parse-json.js";

/** Named types by name. */
export type Types = Readonly<Record<string, unknown>>;

/** The value, or in a few words what was expected. */
export type FlagValue = { readonly value: unknown } | { readonly expected: string };

/** What a node says, wherever it comes from: a contract of a server may hold anything. */
type Node = Readonly<Record<string, unknown>>;

/** References may go in a circle. */
const maxReferences = 32;

/** Follows references. */
export function resolved(schema: JsonSchema, types: Types): Node {
  let node: Node = { ...schema };
  for (let count = 0; count < maxReferences && typeof node["$ref"] === "string"; count++) {
    const name = node["$ref"].replace(/^#\/\$defs\//, "");
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (!isRecord(type)) return {};
    node = type;
  }
  return node;
}

/** In a word: `string`, `number`, `date`, `JSON` ... */
export function kindOf(schema: JsonSchema, types: Types): string {
  const node = resolved(schema, types);
  const inner = nullableInner(node);
  if (inner !== undefined) return `${kindOf(inner, types)} or null`;
  const words = wordsOf(node);
  if (words !== undefined) return words.join(" | ");
  const { type } = node;
  const kind = node["x-actorgen-kind"];
  if (typeof kind === "string" && !/^(?:map|set|undefined)$/.test(kind)) return kind;
  return typeof type === "string" && !/^(?:object|array)$/.test(type) ? type : "JSON";
}

/**
 * Reads a text by a schema: numbers, booleans and dates by their type, texts as they are, everything else as JSON.
 * Whether the value is within its bounds is the server's to say.
 */
export function flagValue(text: string, schema: JsonSchema, types: Types): FlagValue {
  const node = resolved(schema, types);
  const inner = nullableInner(node);
  if (inner !== undefined) return text === "null" ? { value: null } : flagValue(text, inner, types);
  const { type } = node;
  if (node["x-actorgen-kind"] === "date") {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? { expected: "a date such as 2026-01-31T12:00Z" } : { value: date.toJSON() };
  }
  if (type === "number" || type === "integer") {
    const number = Number(text);
    const isNumber = text.trim() !== "" && Number.isFinite(number) && (type === "number" || Number.isInteger(number));
    return isNumber ? { value: number } : { expected: type === "number" ? "a number" : "a whole number" };
  }
  if (type === "boolean")
    return /^(?:true|false)$/.test(text) ? { value: text === "true" } : { expected: "true or false" };
  const words = wordsOf(node);
  if (words !== undefined && !words.includes(text)) return { expected: `one of ${words.join(", ")}` };
  if (type === "string") return { value: text };
  try {
    return { value: parseJson(text) };
  } catch {
    // Anything may be a text, and a union may have one; objects and arrays are none.
    return /^(?:object|array|null)$/.test(String(type)) ? { expected: "JSON" } : { value: text };
  }
}

function nullableInner(node: Node): JsonSchema | undefined {
  const { anyOf } = node;
  const isNullable = node["x-actorgen-nullable"] === true && Array.isArray(anyOf);
  const [inner]: readonly unknown[] = isNullable ? anyOf : [];
  return isRecord(inner) ? inner : undefined;
}

function wordsOf({ enum: all, const: only }: Node): readonly string[] | undefined {
  const words: readonly unknown[] = Array.isArray(all) ? all : [only];
  return words.every((word) => typeof word === "string") ? words : undefined;
}
