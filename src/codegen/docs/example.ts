// Example values: one that fits a contract's node, as TypeScript and in wire form.
import { refName, type Definitions } from "../../../templates/typescript/view.js";
import { literal, member } from "../../../templates/typescript/text.js";
import type { JsonSchema, JsonValue } from "../../schema/json-schema.js";
import { codeText, type Code } from "./code.js";
import { exampleNumber, exampleText } from "./example-scalars.js";

/** One value in both forms. */
export interface Example {
  readonly code: Code;
  readonly wire: JsonValue;
}

interface Scope {
  readonly definitions: Definitions;
  /** Types that are being written, so that a recursive one ends. */
  readonly open: readonly string[];
  /** What the value is called; some names suggest a value. */
  readonly name: string;
}

/** An example of a value as a caller writes it, without what may be left out; undefined where no value fits. */
export function exampleOf(node: JsonSchema, definitions: Definitions, name: string): Example | undefined {
  return build(node, { definitions, open: [], name });
}

/** The same in one text; `undefined as never` where no value fits. */
export function exampleCode(node: JsonSchema, definitions: Definitions, name: string): string {
  return codeText(exampleOf(node, definitions, name)?.code ?? "undefined as never");
}

function build(node: JsonSchema, scope: Scope): Example | undefined {
  if (node.$ref !== undefined) {
    const name = refName(node.$ref);
    const target = scope.definitions[name];
    if (target === undefined || scope.open.includes(name)) return undefined;
    return build(target, { ...scope, open: [...scope.open, name] });
  }
  if (node["x-actorgen-kind"] !== undefined) return ofKind(node, scope);
  if (node["x-actorgen-template"] !== undefined) return ofTemplate(node["x-actorgen-template"], scope);
  const fixed = node.const === undefined ? node.enum?.[0] : node.const;
  if (fixed !== undefined) return { code: literal(fixed), wire: fixed };
  const options = node.anyOf ?? node.oneOf;
  if (options !== undefined) return first(options, scope);
  if (node.allOf !== undefined && node.type === undefined) return ofParts(node.allOf, scope);
  if (node.not !== undefined) return undefined;
  switch (node.type) {
    case "string":
      return scalar(exampleText(node, scope.name));
    case "number":
    case "integer":
      return scalar(exampleNumber(node));
    case "boolean":
      return scalar(true);
    case "null":
      return scalar(null);
    case "array":
      return ofList(node, scope);
    case "object":
      return ofObject(node, scope);
    default:
      return scalar("anything");
  }
}

function scalar(value: string | number | boolean | null): Example {
  return { code: literal(value), wire: value };
}

// Null and shallow branches last and first: what a reader wants to see, and what ends.
function first(options: readonly JsonSchema[], scope: Scope): Example | undefined {
  for (const option of [...options].sort((a, b) => Number(a.type === "null") - Number(b.type === "null"))) {
    const found = build(option, scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofKind(node: JsonSchema, scope: Scope): Example | undefined {
  const item = node.items ? node.items : {};
  switch (node["x-actorgen-kind"]) {
    case "date": {
      const wire = node["x-actorgen-min"] ?? node["x-actorgen-max"] ?? "2026-01-05T10:00:00.000Z";
      return { code: `new Date(${literal(wire)})`, wire };
    }
    case "bigint": {
      const wire = String(node.const ?? node.enum?.[0] ?? node["x-actorgen-min"] ?? node["x-actorgen-max"] ?? "1");
      return { code: `${wire}n`, wire };
    }
    case "bytes":
      return { code: "new Uint8Array([104, 105])", wire: "aGk=" };
    case "nan":
      return { code: "NaN", wire: "NaN" };
    case "stringbool":
      return scalar(node["x-actorgen-stringbool"]?.truthy[0] ?? "true");
    case "map":
    case "set": {
      const list = ofList(
        { ...node, type: "array", ...(node["x-actorgen-kind"] === "map" && { items: { ...item, type: "array" } }) },
        scope,
      );
      const name = node["x-actorgen-kind"] === "map" ? "Map" : "Set";
      const isEmpty = Array.isArray(list?.wire) && list.wire.length === 0;
      return (
        list && {
          code: isEmpty ? `new ${name}()` : { open: `new ${name}(`, parts: [list.code], close: ")" },
          wire: list.wire,
        }
      );
    }
    default:
      return undefined;
  }
}

function ofTemplate(parts: readonly (string | JsonSchema)[], scope: Scope): Example | undefined {
  const texts = parts.map((part) => (typeof part === "string" ? part : build(part, scope)?.wire));
  return texts.includes(undefined) ? undefined : scalar(texts.map(String).join(""));
}

function ofList(node: JsonSchema, scope: Scope): Example | undefined {
  const least = node.minItems ?? 0;
  const fixed = (node.prefixItems ?? []).slice(0, least).map((item) => build(item, scope));
  const isTuple = node.prefixItems !== undefined || node["x-actorgen-tuple"] === true;
  // No example is longer than this, whatever the schema asks for.
  const count = Math.min(isTuple ? 0 : Math.max(least, node.maxItems === 0 ? 0 : 1), 8);
  const item =
    node.items && count > 0 ? build(node.items, { ...scope, name: scope.name.replace(/s$/, "") }) : undefined;
  const items = [...fixed, ...Array.from({ length: item === undefined && least === 0 ? 0 : count }, () => item)];
  if (items.includes(undefined)) return undefined;
  const found = items.filter((one) => one !== undefined);
  return { code: { open: "[", parts: found.map(({ code }) => code), close: "]" }, wire: found.map(({ wire }) => wire) };
}

function ofObject(node: JsonSchema, scope: Scope): Example | undefined {
  const { required = [], properties = {} } = node;
  const { propertyNames } = node["x-actorgen-loose"] ?? node;
  const isRecord = node.properties === undefined && propertyNames !== undefined;
  const members = isRecord
    ? recordMembers({ ...node, ...node["x-actorgen-loose"] }, scope)
    : Object.entries(properties).filter(([name]) => required.includes(name));
  const built = members.map(
    ([name, part]) => [name, build(part, { ...scope, name: isRecord ? scope.name : name })] as const,
  );
  if (built.some(([, part]) => part === undefined))
    return isRecord && required.length === 0 ? ofMembers([]) : undefined;
  return ofMembers(built.flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const])));
}

function recordMembers(node: JsonSchema, scope: Scope): readonly (readonly [string, JsonSchema])[] {
  const value = typeof node.additionalProperties === "object" ? node.additionalProperties : {};
  const keys =
    node.propertyNames?.$ref === undefined ? node.propertyNames : scope.definitions[refName(node.propertyNames.$ref)];
  const listed = (keys?.enum ?? (keys?.const === undefined ? [] : [keys.const])).map(String);
  if (listed.length > 0)
    return (node["x-actorgen-record"] === "partial" ? listed.slice(0, 1) : listed).map((key) => [key, value]);
  const key = node["x-actorgen-numeric-key"] ?? keys?.["x-actorgen-numeric-key"];
  const name =
    key === undefined
      ? String(build(keys ?? {}, { ...scope, name: "key" })?.wire ?? "key")
      : String(exampleNumber(key));
  return [[name, value]];
}

function ofMembers(members: readonly (readonly [string, Example])[]): Example {
  const parts = members.map(([name, { code }]): Code => ({ open: `${member(name)}: `, parts: [code], close: "" }));
  return {
    code: { open: "{", parts, close: "}" },
    wire: Object.fromEntries(members.map(([name, { wire }]) => [name, wire])),
  };
}

function ofParts(parts: readonly JsonSchema[], scope: Scope): Example | undefined {
  const built = parts.map((part) => build(part, scope));
  if (built.includes(undefined)) return undefined;
  const codes = built.flatMap((part) => (part === undefined || typeof part.code === "string" ? [] : part.code.parts));
  const [only] = built;
  if (codes.length === 0) return only;
  const seen = new Map(codes.map((code) => [typeof code === "string" ? code : code.open, code]));
  const wire = Object.fromEntries(built.flatMap((part) => membersOf(part?.wire)));
  return { code: { open: "{", parts: [...seen.values()], close: "}" }, wire };
}

function membersOf(wire: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return typeof wire === "object" && wire !== null ? Object.entries(wire) : [];
}
