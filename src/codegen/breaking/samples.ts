// Wire values at the boundaries of a schema, aimed at the schema that it is compared with.
import type { JsonSchema } from "../../schema/json-schema.js";
import { checksOf, numbersOf } from "./checks.js";
import { interleaved } from "./interleaved.js";
import { leafSamples } from "./leaf-samples.js";
import { hasCatch, isAny, plainNodes, resolved, type Definitions } from "./nodes.js";
import {
  isObject,
  isRecord,
  itemHints,
  maxItems,
  PlainValues,
  propertyHints,
  valuesOf,
  withEntries,
} from "./plain-values.js";

/** Values of any kind. */
const junk: readonly unknown[] = [
  null,
  "a",
  "",
  1,
  0,
  -1,
  1.5,
  true,
  false,
  [],
  {},
  ["a"],
  [1],
  { a: 1 },
  [["a", 1]],
  "1",
  "2024-01-01T00:00:00.000Z",
  "YQ==",
  "NaN",
];
/** Levels to which values vary; below, the plainest value stands. */
const maxDepth = 7;

/** What samples are made for. */
export interface SampleOptions {
  /** Types of the contract whose values are made. */
  readonly own: Definitions;
  /** Types of the contract that they are aimed at. */
  readonly other: Definitions;
  /** Name of a property that neither contract knows. */
  readonly unknownKey: string;
  /** Are the two nodes the same, so that nothing below them need vary? */
  readonly same: (own: JsonSchema, other: JsonSchema) => boolean;
}

/** Makes values of one contract. Not every value fits: who asks lets the converters judge. */
export class Samples {
  readonly #options: SampleOptions;
  readonly #plain: PlainValues;

  constructor(options: SampleOptions) {
    this.#options = options;
    this.#plain = new PlainValues(options.own, options.other);
  }

  /** Values of `node`, the plainest first, varied wherever it may differ from `hints`. May be more than anyone wants. */
  *of(node: JsonSchema, hints: readonly JsonSchema[], depth = 0): Generator<unknown> {
    const { own, other, same } = this.#options;
    yield* this.#plain.of(node, hints, depth);
    if (depth > maxDepth || (hints.length === 1 && hints[0] !== undefined && same(node, hints[0]))) return;
    const found = resolved(node, own);
    const aims = hints.flatMap((hint) => plainNodes(hint, other));
    yield* this.#variants(found, aims, depth);
    if (hasCatch(found)) yield* junk;
    if (found.default !== undefined) yield found.default;
  }

  *#variants(node: JsonSchema, hints: readonly JsonSchema[], depth: number): Generator<unknown> {
    const branches = node.anyOf ?? node.oneOf;
    const kind = node["x-actorgen-kind"];
    const isListed = node.enum !== undefined || node.const !== undefined;
    if (branches !== undefined) yield* interleaved(branches.map((branch) => this.of(branch, hints, depth)));
    else if (node.allOf !== undefined) yield* this.#merged(node.allOf, hints, depth);
    else if (node.not !== undefined && kind === undefined) return;
    else if (isAny(node)) yield* interleaved([junk.values(), this.#ofOther(hints, depth)]);
    else if (!isListed && node.type === "array") yield* this.#lists(node, hints, depth);
    else if (!isListed && node.type === "object")
      yield* isRecord(node) ? this.#records(node, hints, depth) : this.#objects(node, hints, depth);
    else yield* leafSamples(node, hints);
  }

  // What the other side would make, for a place that takes anything.
  *#ofOther(hints: readonly JsonSchema[], depth: number): Generator<unknown> {
    const { own, other, unknownKey } = this.#options;
    const mirrored = new Samples({ own: other, other: own, unknownKey, same: () => false });
    yield* interleaved(hints.map((hint) => mirrored.of(hint, [], depth + 2)));
  }

  *#objects(node: JsonSchema, hints: readonly JsonSchema[], depth: number): Generator<unknown> {
    const properties = Object.entries(node.properties ?? {});
    const base = this.#plain.object(node, hints, depth);
    if (base === undefined) return;
    const { unknownKey } = this.#options;
    const all = properties.map(
      ([name, schema]) => [name, this.#plain.of(schema, propertyHints(hints, name), depth + 1)[0]] as const,
    );
    yield withEntries(base, all);
    const varied = properties.map(([name, schema]) =>
      mapped(this.of(schema, propertyHints(hints, name), depth + 1), (value) => withEntries(base, [[name, value]])),
    );
    yield* interleaved(varied);
    const foreign = hints.flatMap(({ properties: others = {} }) =>
      Object.entries(others).filter(([name]) => !Object.hasOwn(node.properties ?? {}, name)),
    );
    const rest = node.additionalProperties;
    if (typeof rest === "object") {
      const aims = hints.flatMap(({ additionalProperties: more }) => (typeof more === "object" ? [more] : []));
      const extra = (name: string, at: readonly JsonSchema[]): Generator<unknown> =>
        mapped(this.of(rest, at, depth + 1), (value) => withEntries(base, [[name, value]]));
      yield* interleaved([extra(unknownKey, aims), ...foreign.map(([name, schema]) => extra(name, [schema]))]);
    } else if (node["x-actorgen-keys"] === "loose") {
      for (const [name] of foreign) for (const value of junk) yield withEntries(base, [[name, value]]);
    }
    for (const value of junk) yield withEntries(base, [[unknownKey, value]]);
  }

  *#records(node: JsonSchema, hints: readonly JsonSchema[], depth: number): Generator<unknown> {
    const base = this.#plain.object(node, hints, depth) ?? {};
    const { propertyNames = {} } = { ...node, ...node["x-actorgen-loose"] };
    const schema = valuesOf(node);
    const aims = hints.flatMap((hint) => [
      ...(isRecord(hint) ? [valuesOf(hint)] : propertyHints([hint], "")),
      ...Object.values(hint.properties ?? {}),
    ]);
    const nameAims = hints.flatMap((hint) => hint.propertyNames ?? hint["x-actorgen-loose"]?.propertyNames ?? []);
    yield {};
    const made = [...taken(this.of(propertyNames, nameAims, depth + 1), 80)].filter((name) => typeof name === "string");
    const others = hints.flatMap(({ properties = {} }) => Object.keys(properties));
    const names = [...new Set([...made, ...others, "0", "1.5", "-1", "a", this.#options.unknownKey])];
    const [value] = this.#plain.of(schema, aims, depth + 1);
    const [first = "a"] = [...Object.keys(base), ...names];
    yield* interleaved([
      mapped(names, (name) => withEntries(base, [[name, value]])),
      mapped(names, (name) => withEntries({}, [[name, value]])),
      mapped(this.of(schema, aims, depth + 1), (one) => withEntries(base, [[first, one]])),
      ...others.map((name) =>
        mapped(this.of(schema, propertyHints(hints, name), depth + 1), (one) => withEntries(base, [[name, one]])),
      ),
      mapped(Object.keys(base), (name) => withEntries(base, [[name, undefined]])),
    ]);
    if (node["x-actorgen-loose"] !== undefined || node["x-actorgen-record"] === "loose")
      for (const name of names) for (const one of junk) yield withEntries(base, [[name, one]]);
  }

  *#lists(node: JsonSchema, hints: readonly JsonSchema[], depth: number): Generator<unknown> {
    const lists = hints.filter(({ type }) => type === "array");
    const checks = [node, ...lists].flatMap(checksOf);
    const items = typeof node.items === "object" ? node.items : undefined;
    const prefix = node.prefixItems ?? [];
    const base = this.#plain.list(node, hints, depth);
    const full = prefix.map((item, index) => this.#plain.of(item, itemHints(lists, index), depth + 1)[0]);
    yield base;
    const bounds = [
      ...numbersOf(checks, "min_length", "max_length", "length_equals", "min_size", "max_size", "size_equals"),
      ...[node, ...lists].flatMap(({ prefixItems = [], minItems = 0 }) => [prefixItems.length, minItems]),
    ];
    const lengths = [...new Set(bounds.flatMap((bound) => [bound, bound - 1, bound + 1]))].sort((a, b) => a - b);
    for (const length of lengths.filter((one) => one >= 0 && one <= maxItems)) {
      if (length <= prefix.length) yield full.slice(0, length);
      else if (items !== undefined)
        yield [...full, ...this.#plain.items(node, items, length - prefix.length, lists, depth)];
    }
    const atPrefix = prefix.map((item, index) =>
      mapped(this.of(item, itemHints(lists, index), depth + 1), (value) =>
        index < base.length ? base.with(index, value) : [...full.slice(0, index), value],
      ),
    );
    // An item at the end of a list that may not grow stands for the last one.
    const most = Math.min(
      Infinity,
      ...numbersOf(checksOf(node), "max_length", "max_size", "length_equals", "size_equals"),
    );
    const atItems = (item: JsonSchema, start: readonly unknown[], at: number): Generator<unknown> =>
      mapped(this.of(item, itemHints(lists, at), depth + 1), (value) =>
        start.length > prefix.length ? start.with(-1, value) : start.length >= most ? start : [...start, value],
      );
    const start = base.length < prefix.length ? full : base;
    const further = lists.map(({ prefixItems = [] }) => prefixItems.length).filter((length) => length > prefix.length);
    const grown =
      items === undefined
        ? []
        : further.map((length) => [...full, ...this.#plain.items(node, items, length - prefix.length, lists, depth)]);
    yield* interleaved([
      ...atPrefix,
      ...(items === undefined
        ? []
        : [atItems(items, start, start.length), ...grown.map((list) => atItems(items, list, list.length - 1))]),
    ]);
  }

  *#merged(sides: readonly JsonSchema[], hints: readonly JsonSchema[], depth: number): Generator<unknown> {
    const bases = sides.map((side) => this.#plain.of(side, hints, depth + 1)[0]);
    const merged = withEntries(
      {},
      bases.filter(isObject).flatMap((base) => Object.entries(base)),
    );
    yield* interleaved(
      sides.map((side) =>
        mapped(this.of(side, hints, depth + 1), (value) =>
          isObject(value) ? withEntries(merged, Object.entries(value)) : value,
        ),
      ),
    );
  }
}

function* mapped<T, U>(values: Iterable<T>, change: (value: T) => U): Generator<U> {
  for (const value of values) yield change(value);
}

function* taken<T>(values: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const value of values) {
    if (left-- <= 0) return;
    yield value;
  }
}
