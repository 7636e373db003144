// Finds unions whose branches share a wire form but are decoded differently.
import type { JsonSchema } from "../../schema/json-schema.js";
import { nameOfReference } from "../contract-hash.js";
import type { Findings } from "./findings.js";
import type { Mode } from "./lowering.js";
import type { FoundUnion } from "./types.js";
import { disjoint, resolved, type Lookup } from "./wire-shape.js";

/** Reports every union in which the wire does not tell which of two branches it holds. */
export function checkUnions(
  unions: readonly FoundUnion[],
  definition: (name: string, mode: Mode) => JsonSchema | undefined,
  findings: Findings,
): void {
  for (const { node, mode, path } of unions) {
    if (node["x-actorgen-discriminator"] !== undefined && !node["x-actorgen-union-fallback"]) continue;
    const branches = node.anyOf ?? node.oneOf ?? [];
    const comparison = new Comparison((ref) => definition(nameOfReference(ref), mode));
    const clash = firstClash(branches, (one, other) => comparison.conflict(one, other));
    if (clash === undefined) continue;
    const [one, other] = clash.map((branch) => words(branch));
    findings.add("AG022", `On the wire ${one} and ${other} look alike here, but are read differently.`, path);
  }
}

function firstClash(
  branches: readonly JsonSchema[],
  conflict: (one: JsonSchema, other: JsonSchema) => boolean,
): readonly JsonSchema[] | undefined {
  for (const [index, one] of branches.entries()) {
    for (const other of branches.slice(index + 1)) if (conflict(one, other)) return [one, other];
  }
  return undefined;
}

const kindWords: Readonly<Record<string, string>> = {
  date: "a date",
  bigint: "a bigint",
  map: "a map",
  set: "a set",
  bytes: "bytes",
  nan: "NaN",
  stringbool: "a stringbool",
};

function words(node: JsonSchema): string {
  const kind = kindWords[node["x-actorgen-kind"] ?? ""];
  if (kind !== undefined) return kind;
  if (node.$ref !== undefined) return `\`${nameOfReference(node.$ref)}\``;
  if (node.anyOf ?? node.oneOf) return "a union";
  if (node.type === undefined) return "any value";
  return node.type === "array" || node.type === "object" || node.type === "integer"
    ? `an ${node.type}`
    : `a ${node.type}`;
}

/** Compares nodes. Circles of references are taken not to conflict beyond where they were met. */
class Comparison {
  readonly #lookup: Lookup;
  readonly #met = new Set<string>();
  readonly #converting = new Map<JsonSchema, boolean>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  /** May one wire value be read by both nodes, with different results? */
  conflict(first: JsonSchema, second: JsonSchema): boolean {
    if (first.$ref !== undefined || second.$ref !== undefined) {
      if (first.$ref === second.$ref) return false;
      const pair = JSON.stringify([first.$ref ?? first, second.$ref ?? second]);
      if (this.#met.has(pair)) return false;
      this.#met.add(pair);
    }
    const one = resolved(first, this.#lookup);
    const other = resolved(second, this.#lookup);
    if (!this.#converts(one) && !this.#converts(other)) return false;
    if (disjoint(one, other, this.#lookup)) return false;
    const branches = one.anyOf ?? one.oneOf;
    if (branches) return branches.some((branch) => this.conflict(branch, other));
    const others = other.anyOf ?? other.oneOf;
    if (others) return others.some((branch) => this.conflict(one, branch));
    if (one.allOf) return one.allOf.some((side) => this.conflict(side, other));
    if (other.allOf) return other.allOf.some((side) => this.conflict(one, side));
    return this.#conflictOfShapes(one, other);
  }

  #conflictOfShapes(one: JsonSchema, other: JsonSchema): boolean {
    if (one["x-actorgen-kind"] !== other["x-actorgen-kind"]) return true;
    if (one.type !== other.type) return true;
    if (one.type === "array") return this.#conflictOfItems(one, other);
    return one.type === "object" && this.#conflictOfMembers(one, other);
  }

  #conflictOfItems(one: JsonSchema, other: JsonSchema): boolean {
    const length = Math.max(one.prefixItems?.length ?? 0, other.prefixItems?.length ?? 0) + 1;
    return Array.from({ length }, (_, index) => index).some((index) => {
      const first = one.prefixItems?.[index] ?? one.items;
      const second = other.prefixItems?.[index] ?? other.items;
      return typeof first === "object" && typeof second === "object" && this.conflict(first, second);
    });
  }

  // A member that only one side names is compared with what the other does to further keys: dropped keys never reach
  // the wire, kept ones do. A key that must be there in memory alone does not tell on the wire.
  #conflictOfMembers(one: JsonSchema, other: JsonSchema): boolean {
    const names = new Set([...Object.keys(one.properties ?? {}), ...Object.keys(other.properties ?? {})]);
    const clash = [...names].some((name) => {
      if (isPresent(one.properties?.[name]) !== isPresent(other.properties?.[name])) return true;
      const first = one.properties?.[name] ?? further(one);
      const second = other.properties?.[name] ?? further(other);
      return first !== undefined && second !== undefined && this.conflict(first, second);
    });
    const [first, second] = [further(one), further(other)];
    return clash || (first !== undefined && second !== undefined && this.conflict(first, second));
  }

  /** Is anything in here written in another form than it has in memory? */
  #converts(node: JsonSchema): boolean {
    const known = this.#converting.get(node);
    if (known !== undefined) return known;
    this.#converting.set(node, false);
    const converts = this.#findsConversion(node);
    this.#converting.set(node, converts);
    return converts;
  }

  #findsConversion(node: JsonSchema): boolean {
    const kind = node["x-actorgen-kind"];
    if (kind !== undefined && kind !== "stringbool") return true;
    // A key that must be there although nothing of it crosses.
    if (node["x-actorgen-undefined"] === "present") return true;
    const target = node.$ref === undefined ? undefined : this.#lookup(node.$ref);
    const parts = [
      ...(target ? [target] : []),
      ...Object.values(node.properties ?? {}),
      ...(node.prefixItems ?? []),
      ...(node.anyOf ?? node.oneOf ?? node.allOf ?? []),
      node.items,
      (node["x-actorgen-loose"] ?? node).additionalProperties,
    ];
    return parts.some((part) => typeof part === "object" && this.#converts(part));
  }
}

function isPresent(node: JsonSchema | undefined): boolean {
  return node?.["x-actorgen-undefined"] === "present";
}

function further(node: JsonSchema): JsonSchema | undefined {
  const { additionalProperties: more } = node["x-actorgen-loose"] ?? node;
  return more === true ? {} : typeof more === "object" ? more : undefined;
}
