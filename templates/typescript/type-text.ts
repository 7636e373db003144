// Prints a contract node as a TypeScript type.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { doc, literal, member } from "./text.js";
import { isDefaulted, refName, resolve, viewsDiffer, type Definitions, type View } from "./view.js";

/** Where types are printed into: the names that exist, and which of them this file used. */
export interface TypeScope {
  readonly definitions: Definitions;
  /** Collects the type names that the file must import. */
  readonly used: Set<string>;
}

/** An exported type of this name: an interface where it can be one. The comment is the schema's own, unless given. */
export function declaration(
  name: string,
  node: JsonSchema,
  view: View,
  scope: TypeScope,
  comment = node.description,
): string {
  const head = `\n${doc(comment, node.deprecated)}export`;
  if (isInterface(node)) return `${head} interface ${name} {${membersText(node, view, scope)}}\n`;
  return `${head} type ${name} = ${typeText(node, view, scope)};\n`;
}

/** May this node be printed as an interface? */
function isInterface(node: JsonSchema): boolean {
  return (
    node.type === "object" &&
    node.$ref === undefined &&
    node["x-actorgen-kind"] === undefined &&
    node.allOf === undefined &&
    node.readOnly !== true &&
    Object.keys(node.properties ?? {}).length > 0 &&
    typeof node.additionalProperties !== "object"
  );
}

/** The type of a node as an expression. */
export function typeText(node: JsonSchema, view: View, scope: TypeScope): string {
  const base = nakedType(node, view, scope);
  return node.readOnly === true && node.$ref === undefined ? readonlyText(base) : base;
}

function nakedType(node: JsonSchema, view: View, scope: TypeScope): string {
  if (node.$ref !== undefined) return named(refName(node.$ref), view, scope);
  if (node["x-actorgen-kind"] !== undefined) return kindText(node, view, scope);
  if (node["x-actorgen-template"] !== undefined) return templateText(node["x-actorgen-template"], scope);
  if (node.const !== undefined) return literal(node.const);
  if (node.enum !== undefined) return union(node.enum.map(literal));
  const options = node.anyOf ?? node.oneOf;
  if (options !== undefined) return union(options.map((option) => typeText(option, view, scope)));
  if (node.allOf !== undefined && node.type === undefined) {
    return node.allOf.map((part) => parenthesised(typeText(part, view, scope))).join(" & ");
  }
  if (node.not !== undefined) return "never";
  switch (node.type) {
    case "string":
      return "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return arrayText(node, view, scope);
    case "object":
      return objectText(node, view, scope);
    default:
      return "unknown";
  }
}

function named(name: string, view: View, scope: TypeScope): string {
  const text = typeName(name, view, scope.definitions);
  scope.used.add(text);
  return text;
}

/** The emitted name of a named type: the input view has its own only where it differs. */
export function typeName(name: string, view: View, definitions: Definitions): string {
  const target = definitions[name];
  return view === "input" && target && viewsDiffer(target, definitions) ? `${name}Input` : name;
}

function kindText(node: JsonSchema, view: View, scope: TypeScope): string {
  const item = node.items ? node.items : {};
  switch (node["x-actorgen-kind"]) {
    case "date":
      return "Date";
    case "bigint":
      return node.const === undefined && node.enum === undefined
        ? "bigint"
        : union((node.enum ?? [node.const ?? ""]).map((value) => `${value}n`));
    case "bytes":
      return "Uint8Array";
    case "nan":
      return "number";
    case "undefined":
      return "undefined";
    case "stringbool":
      return "string";
    case "set":
      return `Set<${typeText(item, view, scope)}>`;
    case "map": {
      const [key = {}, value = {}] = item.prefixItems ?? [];
      return `Map<${typeText(key, view, scope)}, ${typeText(value, view, scope)}>`;
    }
    default:
      return "unknown";
  }
}

function templateText(parts: readonly (string | JsonSchema)[], scope: TypeScope): string {
  // Line ends are escaped: as they are, the compiler takes each for the same one.
  const inside = (text: string): string =>
    literal(text)
      .slice(1, -1)
      .replaceAll('\\"', '"')
      .replace(/`|\$(?=\{)/g, "\\$&");
  const text = parts.map((part) =>
    typeof part === "string" ? inside(part) : `\${${typeText(part, "output", scope)}}`,
  );
  return `\`${text.join("")}\``;
}

function arrayText(node: JsonSchema, view: View, scope: TypeScope): string {
  if (node.prefixItems === undefined && !node["x-actorgen-tuple"])
    return `${parenthesised(typeText(node.items || {}, view, scope))}[]`;
  const least = node.minItems ?? 0;
  const items = (node.prefixItems ?? []).map((item, index) => {
    const text = typeText(item, view, scope);
    const optional = index >= least && (view === "input" || !isDefaulted(item, scope.definitions));
    return optional ? `${parenthesised(text)}?` : text;
  });
  if (node.items) items.push(`...${parenthesised(typeText(node.items, view, scope))}[]`);
  return `[${items.join(", ")}]`;
}

function objectText(node: JsonSchema, view: View, scope: TypeScope): string {
  const { properties, additionalProperties, propertyNames, "x-actorgen-loose": loose } = node;
  if (loose !== undefined) return recordText(loose, view, scope);
  if (properties === undefined && propertyNames !== undefined) return recordText(node, view, scope);
  const rest = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const open = node["x-actorgen-keys"] === "loose" || additionalProperties === true;
  const restType = rest && Object.keys(rest).length > 0 ? typeText(rest, view, scope) : "unknown";
  if (Object.keys(properties ?? {}).length === 0)
    return rest || open ? `Record<string, ${restType}>` : "Record<string, never>";
  const known = `{${membersText(node, view, scope)}}`;
  return restType === "unknown" ? known : `${known} & { [key: string]: ${restType} }`;
}

// The members of an object with their doc comments; a loose object's index signature last.
function membersText(node: JsonSchema, view: View, scope: TypeScope): string {
  const required = new Set(node.required);
  const lines = Object.entries(node.properties ?? {}).map(([name, property]) => {
    const optional = !required.has(name) && !(view === "output" && isDefaulted(property, scope.definitions));
    const exact = property["x-actorgen-exact-optional"] === true;
    const text = typeText(property, view, scope);
    const type = optional && !exact ? union([text, "undefined"]) : text;
    return `${doc(property.description, property.deprecated)}${member(name)}${optional ? "?" : ""}: ${type};`;
  });
  if (node["x-actorgen-keys"] === "loose" || node.additionalProperties === true) lines.push("[key: string]: unknown;");
  // A break after the brace asks the printer for one member a line; without docs it may choose.
  const open = lines.some((line) => line.startsWith("/**")) ? "\n" : " ";
  return `${open}${lines.join(open)}${open}`;
}

function recordText(node: JsonSchema, view: View, scope: TypeScope): string {
  const keys = resolve(node.propertyNames ?? {}, scope.definitions);
  const keyType =
    keys.enum === undefined && keys.const === undefined && keys["x-actorgen-template"] === undefined
      ? "string"
      : typeText(node.propertyNames ?? {}, view, scope);
  const value = typeText(typeof node.additionalProperties === "object" ? node.additionalProperties : {}, view, scope);
  const text = `Record<${keyType}, ${value}>`;
  return node["x-actorgen-record"] === "partial" ? `Partial<${text}>` : text;
}

function union(texts: readonly string[]): string {
  return [...new Set(texts)].map(functionSafe).join(" | ") || "never";
}

function functionSafe(text: string): string {
  return text.includes("=>") ? `(${text})` : text;
}

function parenthesised(text: string): string {
  return /[|&]|^readonly /.test(text) ? `(${text})` : text;
}

function readonlyText(text: string): string {
  if (text.endsWith("[]") || text.startsWith("[")) return `readonly ${text}`;
  if (/^(Map|Set)</.test(text)) return `Readonly${text}`;
  return /^(string|number|boolean|bigint|null|undefined|unknown|never)$/.test(text) ? text : `Readonly<${text}>`;
}
