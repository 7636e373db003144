// The plainest value of a schema: what is optional left out, lists as short as may be.
import type { JsonSchema } from "../../schema/json-schema.js";
import { checksOf, numbersOf } from "./checks.js";
import { leafSamples } from "./leaf-samples.js";
import { isAny, plainNodes, resolved, type Definitions } from "./nodes.js";

/** Levels below which there is no value: a schema that needs more has no end. */
const maxDepth = 14;
/** Longer lists are not made. */
export const maxItems = 2_000;

/** Makes plain values of one contract's types, such as fit those of another where they can. */
export class PlainValues {
  readonly #own: Definitions;
  readonly #other: Definitions;

  constructor(own: Definitions, other: Definitions = {}) {
    this.#own = own;
    this.#other = other;
  }

  /** The plainest value of a node, as a list of one. Empty where there is none. */
  of(node: JsonSchema, hints: readonly JsonSchema[] = [], depth = 0): readonly unknown[] {
    if (depth > maxDepth) return [];
    const found = resolved(node, this.#own);
    const aims = hints.flatMap((hint) => plainNodes(hint, this.#other));
    const branches = found.anyOf ?? found.oneOf;
    if (branches !== undefined) {
      for (const branch of branches) {
        const value = this.of(branch, aims, depth + 1);
        if (value.length > 0) return value;
      }
      return [];
    }
    if (found.allOf !== undefined) {
      const sides = found.allOf.map((side) => this.of(side, aims, depth + 1)[0]);
      if (!sides.every(isObject)) return [sides[0]];
      return [
        withEntries(
          {},
          sides.flatMap((side) => Object.entries(side)),
        ),
      ];
    }
    if (found.enum === undefined && found.const === undefined && found.not === undefined) {
      if (found.type === "object" && found["x-actorgen-kind"] === undefined) {
        const base = this.object(found, aims, depth);
        const isOpen = isRecord(found) && found["x-actorgen-record"] !== "exhaustive";
        return base === undefined ? [] : [isOpen ? {} : base];
      }
      if (found.type === "array") return [this.list(found, aims, depth)];
      if (isAny(found)) return [null];
    }
    for (const value of leafSamples(found, aims)) return [value];
    return [];
  }

  /** An object of what must be there. A record has one entry, or all that are listed. Undefined where there is none. */
  object(node: JsonSchema, hints: readonly JsonSchema[], depth: number): Readonly<Record<string, unknown>> | undefined {
    if (node.propertyNames !== undefined) return this.#record(node, node.propertyNames, hints, depth);
    const entries: (readonly [string, unknown])[] = [];
    for (const name of node.required ?? []) {
      const schema = node.properties?.[name];
      const value = schema === undefined ? [] : this.of(schema, propertyHints(hints, name), depth + 1);
      if (value.length === 0) return undefined;
      entries.push([name, value[0]]);
    }
    return withEntries({}, entries);
  }

  #record(
    node: JsonSchema,
    names: JsonSchema,
    hints: readonly JsonSchema[],
    depth: number,
  ): Readonly<Record<string, unknown>> {
    const found = resolved(names, this.#own);
    const listed = found.enum ?? (found.const === undefined ? [] : [found.const]);
    const [value] = this.of(valuesOf(node), hints.map(valuesOf), depth + 1);
    const [some] = this.of(
      names,
      hints.flatMap((hint) => hint.propertyNames ?? []),
      depth + 1,
    );
    const keys = listed.length > 0 ? listed : [some];
    return withEntries(
      {},
      keys.map((name) => [String(name), value] as const),
    );
  }

  /** A list of as few items as may be. */
  list(node: JsonSchema, hints: readonly JsonSchema[], depth: number): readonly unknown[] {
    const counts = (checks: readonly JsonSchema[]): readonly number[] =>
      checks.flatMap((one) => numbersOf(checksOf(one), "min_length", "min_size", "length_equals", "size_equals"));
    const most = Math.min(
      Infinity,
      ...numbersOf(checksOf(node), "max_length", "max_size", "length_equals", "size_equals"),
    );
    const lists = hints.filter(({ type }) => type === "array");
    const own = Math.max(node.minItems ?? 0, ...counts([node]));
    // As many as the other side asks for, where that is allowed.
    const count = Math.max(own, Math.min(most, Math.max(0, ...counts(lists))));
    const prefix = (node.prefixItems ?? []).map((item, index) => this.of(item, itemHints(lists, index), depth + 1)[0]);
    if (count <= prefix.length || typeof node.items !== "object" || count > maxItems)
      return prefix.slice(0, Math.max(count, node.prefixItems === undefined ? 0 : (node.minItems ?? 0)));
    return [...prefix, ...this.items(node, node.items, count - prefix.length, lists, depth)];
  }

  /** So many items; in a map or set all different. */
  items(
    node: JsonSchema,
    item: JsonSchema,
    count: number,
    hints: readonly JsonSchema[],
    depth: number,
  ): readonly unknown[] {
    const [value] = this.of(item, itemHints(hints), depth + 1);
    const isDistinct = node["x-actorgen-kind"] === "map" || node["x-actorgen-kind"] === "set";
    if (!isDistinct || count <= 1) return Array.from({ length: count }, () => value);
    const keyNode = resolved(node["x-actorgen-kind"] === "map" ? (item.prefixItems?.[0] ?? {}) : item, this.#own);
    const plain = [keyNode, ...(keyNode.anyOf ?? keyNode.oneOf ?? []).map((branch) => resolved(branch, this.#own))];
    const counted = Array.from({ length: count }, (_, index) =>
      keyNode.type === "string" && keyNode["x-actorgen-kind"] === undefined ? `k${index}` : index + 1,
    );
    const keys = [...new Set<unknown>([...plain.flatMap((one) => [...leafSamples(one, [])]), ...counted])].slice(
      0,
      count,
    );
    return node["x-actorgen-kind"] === "map" && Array.isArray(value) ? keys.map((key) => value.with(0, key)) : keys;
  }
}

/** What the hints say of a property. */
export function propertyHints(hints: readonly JsonSchema[], name: string): readonly JsonSchema[] {
  return hints.flatMap((hint) => {
    const { properties } = hint;
    const found = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (found !== undefined) return [found];
    return typeof hint.additionalProperties === "object" ? [hint.additionalProperties] : [];
  });
}

/** What the hints say of the item at an index, or of items in general. */
export function itemHints(hints: readonly JsonSchema[], index?: number): readonly JsonSchema[] {
  return hints.flatMap((hint) => {
    const found = index === undefined ? undefined : hint.prefixItems?.[index];
    if (found !== undefined) return [found];
    const rest = typeof hint.items === "object" ? [hint.items] : [];
    return index === undefined ? [...rest, ...(hint.prefixItems ?? [])] : rest;
  });
}

/** The schema of a record's values, also of a loose one. */
export function valuesOf(node: JsonSchema): JsonSchema {
  const { additionalProperties: values } = { ...node, ...node["x-actorgen-loose"] };
  return typeof values === "object" ? values : {};
}

/** Are its keys checked by a schema? */
export function isRecord(node: JsonSchema): boolean {
  return node.propertyNames !== undefined || node["x-actorgen-loose"] !== undefined;
}

/** A plain object, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same with these properties, whatever their names; an absent value has none. */
export function withEntries(
  base: Readonly<Record<string, unknown>>,
  entries: readonly (readonly [string, unknown])[],
): Readonly<Record<string, unknown>> {
  const changed = new Map([...Object.entries(base), ...entries]);
  return Object.fromEntries([...changed].filter(([, value]) => value !== undefined));
}
