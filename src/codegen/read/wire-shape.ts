// What a node looks like on the wire, and when two nodes can never look alike.
import type { JsonSchema } from "../../schema/json-schema.js";

/** Finds the node behind a `$ref`. */
export type Lookup = (ref: string) => JsonSchema | undefined;

/** The node itself, behind references. A reference to what is not known is any value. */
export function resolved(node: JsonSchema, lookup: Lookup): JsonSchema {
  let current = node;
  for (let hops = 0; current.$ref !== undefined && hops < 64; hops++) current = lookup(current.$ref) ?? {};
  return current;
}

/** Wire forms of the kinds that are strings. A string that does not match is surely not of the kind. */
const stringForms: Readonly<Record<string, RegExp>> = {
  date: /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  bigint: /^-?(?:0|[1-9]\d*)$/,
  bytes: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  nan: /^NaN$/,
};

/** Kinds whose wire forms share no string. */
const apart = new Set(["bigint date", "bytes date", "date nan", "bigint nan", "bytes nan"]);

/** Levels of parts that are looked into; deeper ones count as alike. */
const maxLevels = 6;

/** Is there surely no wire value that both nodes accept? */
export function disjoint(first: JsonSchema, second: JsonSchema, lookup: Lookup, level = 0): boolean {
  if (level > maxLevels) return false;
  const one = resolved(first, lookup);
  const other = resolved(second, lookup);
  const within = (left: JsonSchema, right: JsonSchema): boolean => disjoint(left, right, lookup, level + 1);
  const branches = one.anyOf ?? one.oneOf;
  if (branches) return branches.every((branch) => within(branch, other));
  const others = other.anyOf ?? other.oneOf;
  if (others) return others.every((branch) => within(one, branch));
  if (one.allOf) return one.allOf.some((side) => within(side, other));
  if (other.allOf) return other.allOf.some((side) => within(one, side));
  if (isNever(one) || isNever(other)) return true;
  const types = [wireTypes(one), wireTypes(other)];
  if (types[0] && types[1] && !types[0].some((type) => types[1]?.includes(type))) return true;
  if (one.type === "object" && other.type === "object") return objectsApart(one, other, within);
  if (one.type === "array" && other.type === "array") return arraysApart(one, other, within);
  return valuesApart(one, other);
}

function isNever(node: JsonSchema): boolean {
  return node.not !== undefined;
}

// Undefined: any type.
function wireTypes(node: JsonSchema): readonly string[] | undefined {
  if (node.type !== undefined) return [node.type === "integer" ? "number" : node.type];
  const values = node.enum ?? (node.const === undefined ? undefined : [node.const]);
  return values?.map((value) => (value === null ? "null" : typeof value));
}

function valuesApart(one: JsonSchema, other: JsonSchema): boolean {
  const kinds = [one["x-actorgen-kind"], other["x-actorgen-kind"]];
  const [left, right] = [listed(one), listed(other)];
  if (left && right) return !left.some((value) => right.includes(value));
  if (left) return left.every((value) => !fits(value, other));
  if (right) return right.every((value) => !fits(value, one));
  return apart.has(kinds.map(String).sort().join(" "));
}

function listed(node: JsonSchema): readonly unknown[] | undefined {
  return node.enum ?? (node.const === undefined ? undefined : [node.const]);
}

function fits(value: unknown, node: JsonSchema): boolean {
  const form = stringForms[node["x-actorgen-kind"] ?? ""];
  if (form !== undefined) return typeof value === "string" && form.test(value);
  if (node["x-actorgen-flags"] !== undefined || node.pattern === undefined || typeof value !== "string") return true;
  return new RegExp(node.pattern).test(value);
}

type Within = (left: JsonSchema, right: JsonSchema) => boolean;

function objectsApart(one: JsonSchema, other: JsonSchema, within: Within): boolean {
  return needsApart(one, other, within) || needsApart(other, one, within);
}

// A property that one side needs, and that the other refuses or has with other values only.
function needsApart(one: JsonSchema, other: JsonSchema, within: Within): boolean {
  return (one.required ?? []).some((name) => {
    const mine = one.properties?.[name] ?? one.additionalProperties;
    const theirs = other.properties?.[name] ?? other.additionalProperties;
    if (theirs === false) return true;
    const mayLack = !(other.required ?? []).includes(name);
    return typeof mine === "object" && typeof theirs === "object" && !mayLack && within(mine, theirs);
  });
}

function arraysApart(one: JsonSchema, other: JsonSchema, within: Within): boolean {
  const [least, most] = [minimum(one), minimum(other)];
  if (least > maximum(other) || most > maximum(one)) return true;
  const shared = Math.min(least, most);
  return Array.from({ length: shared }, (_, index) => index).some((index) => {
    const mine = one.prefixItems?.[index] ?? one.items;
    const theirs = other.prefixItems?.[index] ?? other.items;
    return typeof mine === "object" && typeof theirs === "object" && within(mine, theirs);
  });
}

// Of a map or set the bounds are of what is left once equal keys or items have become one.
function minimum(node: JsonSchema): number {
  return node.minItems ?? 0;
}

function maximum(node: JsonSchema): number {
  return node["x-actorgen-kind"] === undefined ? (node.maxItems ?? Infinity) : Infinity;
}
