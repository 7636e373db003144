// Proves from the schemas alone that every value of one fits another. What it cannot prove it calls unproven, never wrong.
import type { JsonSchema } from "../../schema/json-schema.js";
import { hasCatch, hasDefault, isAny, resolved, type Definitions } from "./nodes.js";
import { isContradiction, isLeafSubset } from "./subset-leaves.js";

/**
 * Who makes the values and who takes them: `in` from a client to the server (arguments), `out` from the server to a
 * client (results, events), `kept` from an older server to a newer one (state).
 */
export type Direction = "in" | "out" | "kept";

/** Proves for one pair of contracts and one direction. */
export class Subset {
  readonly #made: Definitions;
  readonly #taken: Definitions;
  readonly #direction: Direction;
  /** Pairs of types: a recursive one fits as long as nothing on the way says otherwise. */
  readonly #known = new Map<string, boolean>();

  constructor(made: Definitions, taken: Definitions, direction: Direction) {
    this.#made = made;
    this.#taken = taken;
    this.#direction = direction;
  }

  /** Does every value that `a` makes fit `b`? False means: not proven. */
  holds(a: JsonSchema, b: JsonSchema): boolean {
    const names = a.$ref !== undefined && b.$ref !== undefined ? JSON.stringify([a, b]) : undefined;
    const known = names === undefined ? undefined : this.#known.get(names);
    if (known !== undefined) return known;
    if (names !== undefined) this.#known.set(names, true);
    const fits = this.#nodes(resolved(a, this.#made), resolved(b, this.#taken));
    if (names !== undefined && !fits) {
      // What was proven meanwhile may stand on this pair.
      for (const [pair, held] of this.#known) if (held) this.#known.delete(pair);
      this.#known.set(names, false);
    }
    return fits;
  }

  #nodes(a: JsonSchema, b: JsonSchema): boolean {
    const isFilled = this.#direction !== "out";
    if (hasCatch(b) && isFilled) return true;
    if (hasCatch(a) && this.#direction === "in") return isAny(b);
    if (isAny(b)) return b["x-actorgen-format"] === undefined || isAny(a) || a["x-actorgen-kind"] !== "nan";
    if (this.#isEmpty(a, 0)) return true;
    const [many, others] = [a.anyOf ?? a.oneOf, b.anyOf ?? b.oneOf];
    if (many !== undefined) return this.#sameUnion(a, b) || many.every((branch) => this.holds(branch, b));
    if (others !== undefined) return this.#inUnion(a, b, others);
    if (a.allOf !== undefined || b.allOf !== undefined) return this.#intersections(a, b);
    const listed = a.enum ?? (a.const === undefined ? undefined : [a.const]);
    const allowed = b.enum ?? (b.const === undefined ? undefined : [b.const]);
    if (a["x-actorgen-kind"] !== b["x-actorgen-kind"]) return false;
    if (allowed !== undefined) return listed !== undefined && listed.every((value) => allowed.includes(value));
    if (listed !== undefined) return listed.every((value) => isPlainType(b, value));
    return this.#ofType(a, b);
  }

  // Nothing fits it, so whoever takes it takes all of it.
  #isEmpty(schema: JsonSchema, depth: number): boolean {
    const node = resolved(schema, this.#made);
    if (depth > 6 || hasCatch(node) || hasDefault(node)) return false;
    const branches = node.anyOf ?? node.oneOf;
    if (branches !== undefined) return branches.every((branch) => this.#isEmpty(branch, depth + 1));
    if (node.not !== undefined) return node["x-actorgen-kind"] === undefined;
    if (node.type === "object")
      return (node.required ?? []).some((name) => this.#isEmpty(node.properties?.[name] ?? {}, depth + 1));
    if (node.type !== "array") return node.type !== undefined && isContradiction(node);
    const items = (node.prefixItems ?? []).slice(0, node.minItems ?? 0);
    return isContradiction(node) || items.some((item) => this.#isEmpty(item, depth + 1));
  }

  #ofType(a: JsonSchema, b: JsonSchema): boolean {
    const kind = a["x-actorgen-kind"];
    if (kind === "stringbool")
      return JSON.stringify(a["x-actorgen-stringbool"]) === JSON.stringify(b["x-actorgen-stringbool"]);
    if (kind === "undefined" || kind === "nan" || kind === "bytes") return true;
    if (kind === "map" || kind === "set") return this.#lists(a, b);
    if (a.type === "integer" && b.type === "number") return isLeafSubset(a, b);
    if (a.type !== b.type) return false;
    switch (a.type) {
      case "boolean":
      case "null":
        return true;
      case "string":
      case "number":
      case "integer":
        return isLeafSubset(a, b);
      case "array":
        return this.#lists(a, b);
      case "object":
        return isRecord(a) || isRecord(b) ? this.#records(a, b) : this.#objects(a, b);
      default:
        return false;
    }
  }

  // Branch by branch: the same choice on both sides, each branch within its counterpart.
  #sameUnion(a: JsonSchema, b: JsonSchema): boolean {
    const [many, others] = [a.anyOf ?? a.oneOf ?? [], b.anyOf ?? b.oneOf ?? []];
    const marks = (node: JsonSchema): string =>
      JSON.stringify([node["x-actorgen-xor"], node["x-actorgen-discriminator"], node["x-actorgen-branches"]]);
    if (b["x-actorgen-xor"] === true) return false;
    return (
      many.length === others.length &&
      marks(a) === marks(b) &&
      many.every((branch, index) => this.holds(branch, others[index] ?? {}))
    );
  }

  #inUnion(a: JsonSchema, b: JsonSchema, others: readonly JsonSchema[]): boolean {
    if (b["x-actorgen-xor"] === true) return false;
    const tag = b["x-actorgen-discriminator"];
    const tagged = tag === undefined ? undefined : resolved(a.properties?.[tag] ?? {}, this.#made);
    if (tag !== undefined && (tagged?.const ?? tagged?.enum) === undefined) return false;
    return others.some((branch) => this.holds(a, branch));
  }

  #intersections(a: JsonSchema, b: JsonSchema): boolean {
    const [sides = [], others = []] = [a.allOf, b.allOf];
    return (
      sides.length === others.length &&
      a["x-actorgen-dialect"] === b["x-actorgen-dialect"] &&
      sides.every((side, index) => this.holds(side, others[index] ?? {}))
    );
  }

  #objects(a: JsonSchema, b: JsonSchema): boolean {
    const [own, wanted] = [a.properties ?? {}, b.properties ?? {}];
    const [mine, theirs] = [policyOf(a), policyOf(b)];
    for (const [name, schema] of Object.entries(own)) {
      const target = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
      const fits =
        target !== undefined
          ? this.holds(schema, target)
          : typeof theirs === "object"
            ? this.holds(schema, theirs)
            : theirs !== "strict";
      if (!fits) return false;
    }
    for (const [name, target] of Object.entries(wanted)) {
      const isThere = Object.hasOwn(own, name);
      if (this.#needs(b, name) && !(isThere && this.#gives(a, name))) return false;
      if (!isThere && typeof mine === "object" && !this.holds(mine, target)) return false;
      if (!isThere && mine === "loose" && !isAny(resolved(target, this.#taken))) return false;
    }
    if (theirs === "strict") return mine === "strict" || (mine === "strip" && this.#direction !== "in");
    if (typeof theirs === "object")
      return mine === "strip" || mine === "strict"
        ? mine === "strict" || this.#direction !== "in"
        : typeof mine === "object"
          ? this.holds(mine, theirs)
          : isAny(resolved(theirs, this.#taken));
    return true;
  }

  /** Does whoever takes the value insist on this property? */
  #needs(node: JsonSchema, name: string): boolean {
    if (node.required?.includes(name) === true) return true;
    return this.#direction === "out" && this.#isFilled(node.properties?.[name], this.#taken);
  }

  /** Does whoever makes the value always give this property? */
  #gives(node: JsonSchema, name: string): boolean {
    if (node.required?.includes(name) === true) return true;
    return this.#direction !== "in" && this.#isFilled(node.properties?.[name], this.#made);
  }

  #isFilled(schema: JsonSchema | undefined, definitions: Definitions): boolean {
    const node = resolved(schema ?? {}, definitions);
    return (hasDefault(node) || hasCatch(node)) && node["x-actorgen-undefined"] === undefined;
  }

  #records(a: JsonSchema, b: JsonSchema): boolean {
    if (a["x-actorgen-loose"] !== undefined || b["x-actorgen-loose"] !== undefined) return false;
    if (!isRecord(a) || !isRecord(b) || a["x-actorgen-record"] !== b["x-actorgen-record"]) return false;
    const [keys, wantedKeys] = [a.propertyNames ?? {}, b.propertyNames ?? {}];
    if (JSON.stringify(keys["x-actorgen-numeric-key"]) !== JSON.stringify(wantedKeys["x-actorgen-numeric-key"]))
      return false;
    // Where every listed key must be there, the lists must be the same.
    const isListed = a["x-actorgen-record"] === "exhaustive";
    const namesFit = isListed ? JSON.stringify(keys) === JSON.stringify(wantedKeys) : this.holds(keys, wantedKeys);
    return namesFit && this.holds(valuesOf(a), valuesOf(b));
  }

  #lists(a: JsonSchema, b: JsonSchema): boolean {
    const [own, wanted] = [a.prefixItems, b.prefixItems];
    if (isTuple(a) || isTuple(b)) {
      if (!isTuple(a) || !isTuple(b)) return false;
      if ((a.minItems ?? 0) !== (b.minItems ?? 0) || (own?.length ?? 0) !== (wanted?.length ?? 0)) return false;
      if (a["x-actorgen-dialect"] !== b["x-actorgen-dialect"]) return false;
      const filled = (node: JsonSchema, from: Definitions): string =>
        JSON.stringify(node.prefixItems?.map((item) => this.#isFilled(item, from)));
      if (filled(a, this.#made) !== filled(b, this.#taken)) return false;
      return (own ?? []).every((item, index) => this.holds(item, wanted?.[index] ?? {})) && this.#rest(a, b);
    }
    const isKind = a["x-actorgen-kind"] !== undefined;
    return isLeafSubset(a, b) && (isKind ? this.#entries(a, b) : this.#rest(a, b));
  }

  #entries(a: JsonSchema, b: JsonSchema): boolean {
    const [own, wanted] = [a.items || {}, b.items || {}];
    if (a["x-actorgen-kind"] === "set") return this.holds(own, wanted);
    return (own.prefixItems ?? []).every((item, index) => this.holds(item, wanted.prefixItems?.[index] ?? {}));
  }

  #rest(a: JsonSchema, b: JsonSchema): boolean {
    if (typeof a.items !== "object") return true;
    return typeof b.items === "object" ? this.holds(a.items, b.items) : b.items === undefined && !isTuple(b);
  }
}

function policyOf(node: JsonSchema): "strip" | "strict" | "loose" | JsonSchema {
  return typeof node.additionalProperties === "object"
    ? node.additionalProperties
    : (node["x-actorgen-keys"] ?? "strip");
}

function valuesOf(node: JsonSchema): JsonSchema {
  return typeof node.additionalProperties === "object" ? node.additionalProperties : {};
}

function isRecord(node: JsonSchema): boolean {
  return node.propertyNames !== undefined || node["x-actorgen-loose"] !== undefined;
}

function isTuple(node: JsonSchema): boolean {
  return node.prefixItems !== undefined || node["x-actorgen-tuple"] === true;
}

// A listed value in a schema that lists none: only where nothing but its type is asked.
function isPlainType(node: JsonSchema, value: string | number | boolean | null): boolean {
  if (
    node["x-actorgen-kind"] !== undefined ||
    node["x-actorgen-checks"] !== undefined ||
    node["x-actorgen-format"] !== undefined
  )
    return false;
  if (node.pattern !== undefined || node["x-actorgen-template"] !== undefined) return false;
  if (value === null) return node.type === "null";
  if (typeof value === "boolean") return node.type === "boolean";
  if (typeof value === "string") return node.type === "string" && isShort(node, value);
  return (
    node.type === "number" &&
    node.minimum === undefined &&
    node.maximum === undefined &&
    node.exclusiveMinimum === undefined &&
    node.exclusiveMaximum === undefined &&
    node.multipleOf === undefined
  );
}

function isShort({ minLength = 0, maxLength = Infinity }: JsonSchema, value: string): boolean {
  const length = [...value].length;
  return length >= minLength && length <= maxLength;
}
