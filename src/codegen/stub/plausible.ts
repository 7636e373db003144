// A plausible first value of a schema, as TypeScript text: what a new implementation's state begins with.
import { access, literal, member } from "../../../templates/typescript/text.js";
import { typeText } from "../../../templates/typescript/type-text.js";
import { isDefaulted, isOpaque, resolve, type Definitions } from "../../../templates/typescript/view.js";
import type { Check, JsonSchema } from "../../schema/json-schema.js";

/** A value that a stub has at hand, such as `params`. */
export interface AtHand {
  /** The parameter that holds it. */
  readonly name: string;
  readonly schema: JsonSchema | null;
}

/** Objects deeper than this are not written out. */
const deepest = 6;

/**
 * The smallest value that the schema takes, as an expression of its input type: absent where a default fills it in, empty
 * where it may be empty. A property that `atHand` has under the same name and of the same type is taken from there. Undefined when
 * the contract does not tell of any, as of patterns and transforms.
 *
 * @example plausible(stateOfChatRoom, definitions) // "{ messages: [] }"
 */
export function plausible(schema: JsonSchema, definitions: Definitions, atHand?: AtHand): string | undefined {
  return isOpaque(schema, definitions) ? undefined : valueOf(schema, { definitions, atHand, depth: 0 });
}

interface Place {
  readonly definitions: Definitions;
  readonly atHand?: AtHand | undefined;
  readonly depth: number;
}

function valueOf(schema: JsonSchema, place: Place): string | undefined {
  if (place.depth > deepest) return undefined;
  const node = resolve(schema, place.definitions);
  const inside = { ...place, depth: place.depth + 1 };
  if (node["x-actorgen-kind"] !== undefined) return kindValue(node);
  if (node["x-actorgen-template"] !== undefined || node.not !== undefined || node.allOf !== undefined) return undefined;
  if (node.const !== undefined) return literal(node.const);
  if (node.enum !== undefined) return node.enum[0] === undefined ? undefined : literal(node.enum[0]);
  const options = node.anyOf ?? node.oneOf;
  if (options?.some(({ type }) => type === "null") === true) return "null";
  if (options !== undefined) return options.map((option) => valueOf(option, inside)).find((text) => text !== undefined);
  switch (node.type) {
    case "string":
      return stringValue(node);
    case "number":
    case "integer":
      return numberValue(node);
    case "boolean":
      return "false";
    case "array":
      return arrayValue(node, inside);
    case "object":
      return objectValue(node, inside);
    default:
      // null, and what takes any JSON value.
      return "null";
  }
}

const textsOfFormats: Readonly<Record<string, string>> = {
  uuid: "crypto.randomUUID()",
  guid: "crypto.randomUUID()",
  email: '"user@example.com"',
  url: '"https://example.com/"',
  "date-time": "new Date().toISOString()",
  datetime: "new Date().toISOString()",
};

function stringValue(node: JsonSchema): string | undefined {
  const format = node["x-actorgen-format"] ?? node.format;
  if (format !== undefined) return textsOfFormats[format];
  const hasRules = node.pattern !== undefined || node.contentEncoding !== undefined || isRuled(node, /^(?!.*_length$)/);
  return hasRules || (node.minLength ?? 0) > 0 ? undefined : '""';
}

function numberValue(node: JsonSchema): string | undefined {
  const least = node.minimum ?? (node.exclusiveMinimum === undefined ? -Infinity : node.exclusiveMinimum + 1);
  const most = node.maximum ?? (node.exclusiveMaximum === undefined ? Infinity : node.exclusiveMaximum - 1);
  const value = least > 0 ? least : most < 0 ? most : 0;
  const isWhole = Number.isInteger(value) && (node.multipleOf === undefined || value % node.multipleOf === 0);
  return least <= most && isWhole ? literal(value) : undefined;
}

function arrayValue(node: JsonSchema, place: Place): string | undefined {
  const needed = node.minItems ?? 0;
  const schemas = Array.from({ length: needed }, (_, index) => node.prefixItems?.[index] ?? (node.items || undefined));
  const items = schemas.map((schema) => (schema === undefined ? undefined : valueOf(schema, place)));
  return needed > 8 || items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
}

function objectValue(node: JsonSchema, place: Place): string | undefined {
  const required = [...(node.required ?? [])];
  const { propertyNames, additionalProperties } = node;
  const { atHand } = place;
  if (node["x-actorgen-record"] === "exhaustive" && propertyNames !== undefined)
    required.push(...(resolve(propertyNames, place.definitions).enum ?? []).map(String));
  const rest = typeof additionalProperties === "object" ? additionalProperties : {};
  const lines = [...new Set(required)].map((name) => {
    const schema = node.properties?.[name] ?? rest;
    const isKnown = place.depth === 1 && atHand !== undefined && hasProperty(atHand, name, schema, place.definitions);
    const text = isKnown ? access(atHand.name, name) : valueOf(schema, place);
    return text === undefined ? undefined : `${member(name)}: ${text}`;
  });
  if (lines.includes(undefined)) return undefined;
  return lines.length === 0 ? "{}" : `{ ${lines.join(", ")} }`;
}

function kindValue(node: JsonSchema): string | undefined {
  if (node.const !== undefined || node.enum !== undefined || isBounded(node)) return undefined;
  switch (node["x-actorgen-kind"]) {
    case "date":
      return "new Date()";
    case "bigint":
      return "0n";
    case "map":
      return (node.minItems ?? 0) > 0 ? undefined : "new Map()";
    case "set":
      return (node.minItems ?? 0) > 0 ? undefined : "new Set()";
    case "bytes":
      return "new Uint8Array()";
    case "nan":
      return "NaN";
    case "undefined":
      return "undefined";
    default:
      return undefined;
  }
}

function isBounded(node: JsonSchema): boolean {
  const bounds = ["x-actorgen-min", "x-actorgen-max", "x-actorgen-exclusive-min", "x-actorgen-exclusive-max"] as const;
  return bounds.some((bound) => node[bound] !== undefined) || isRuled(node, /^(?!max_)/);
}

function isRuled(node: JsonSchema, names: RegExp): boolean {
  return (node["x-actorgen-checks"] ?? []).some(({ check }: Check) => names.test(check) && check !== "overwrite");
}

// A property that is there once the value was read, and whose type is the one that is written.
function hasProperty({ schema }: AtHand, name: string, wanted: JsonSchema, definitions: Definitions): boolean {
  const known = schema === null ? undefined : resolve(schema, definitions);
  const property = known?.properties?.[name];
  if (property === undefined || isOpaque(property, definitions)) return false;
  if (known?.required?.includes(name) !== true && !isDefaulted(property, definitions)) return false;
  const scope = { definitions, used: new Set<string>() };
  return typeText(property, "output", scope) === typeText(wanted, "input", scope);
}
