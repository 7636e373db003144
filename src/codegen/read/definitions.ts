// The `$defs` of a contract: which types are reached, and which have an input form of their own.
import type { JsonSchema } from "../../schema/json-schema.js";
import { nameOfReference, referencesOf } from "../contract-hash.js";
import { compare, type Findings } from "./findings.js";
import type { Mode } from "./lowering.js";
import { ordered, renamed } from "./ordered.js";
import type { Types } from "./types.js";

/** Nodes at positions, before it is known which types differ between the modes. */
export interface Reached {
  readonly node: JsonSchema;
  readonly mode: Mode;
}

/** Turns nodes with bare type names into nodes of the contract, and collects what they refer to. */
export class Definitions {
  readonly #types: Types;
  readonly #differ: ReadonlySet<string>;
  readonly #inputNodes = new WeakMap<JsonSchema, JsonSchema>();

  /** `reached` are all nodes of all positions, public and private. */
  constructor(types: Types, reached: readonly Reached[], findings: Findings) {
    this.#types = types;
    const used = this.#reach(reached);
    this.#differ = this.#differing(used);
    for (const name of this.#differ) {
      if (types.has(`${name}Input`) && used.input.has(name)) {
        findings.add("AG025", `\`${name}\` has an input form, but \`${name}Input\` is another type.`, [`${name}Input`]);
      }
    }
  }

  /** The node as it stands in the contract. */
  final(node: JsonSchema, mode: Mode): JsonSchema {
    if (mode === "output" || this.#differ.size === 0) return ordered(node);
    const known = this.#inputNodes.get(node) ?? ordered(renamed(node, (ref) => this.#inputRef(ref)));
    this.#inputNodes.set(node, known);
    return known;
  }

  /** The definitions that final nodes refer to, directly or through others, sorted by name. */
  collect(nodes: readonly JsonSchema[]): Readonly<Record<string, JsonSchema>> {
    const found = new Map<string, JsonSchema>();
    const queue = nodes.flatMap((node) => [...referencesOf(node)]);
    for (const name of queue) {
      if (found.has(name)) continue;
      const node = this.#definition(name);
      if (node === undefined) continue;
      found.set(name, node);
      queue.push(...referencesOf(node));
    }
    return Object.fromEntries([...found].sort(([one], [other]) => compare(one, other)));
  }

  // Where both modes agree the output form is shown; a type reached in input mode alone is read in that mode.
  #definition(name: string): JsonSchema | undefined {
    const base = name.endsWith("Input") ? name.slice(0, -"Input".length) : undefined;
    if (base !== undefined && this.#differ.has(base) && !this.#types.has(name)) {
      const node = this.#types.definition(base, "input");
      return node && this.final(node, "input");
    }
    const mode = this.#types.isLowered(name, "output") ? "output" : "input";
    const node = this.#types.definition(name, mode);
    return node && this.final(node, mode);
  }

  #inputRef(ref: string): string {
    return this.#differ.has(nameOfReference(ref)) ? `${ref}Input` : ref;
  }

  #reach(reached: readonly Reached[]): Readonly<Record<Mode, ReadonlySet<string>>> {
    const used = { input: new Set<string>(), output: new Set<string>() };
    for (const { node, mode } of reached) for (const name of referencesOf(node)) used[mode].add(name);
    for (const mode of ["input", "output"] as const) {
      // The set grows while it is walked.
      for (const name of used[mode]) {
        for (const inner of referencesOf(this.#types.definition(name, mode))) used[mode].add(inner);
      }
    }
    return used;
  }

  // A type differs if its own nodes do, or if a type that it refers to differs. Types that only inputs reach are
  // compared as well, so that their name does not change on the day a result uses them; but a type whose output form
  // cannot be had (a transform without a schema behind it) is not asked for it.
  #differing(used: Readonly<Record<Mode, ReadonlySet<string>>>): ReadonlySet<string> {
    const names = [...new Set([...used.input, ...used.output])].sort(compare);
    const differ = new Set<string>();
    const references = new Map<string, ReadonlySet<string>>();
    for (const name of names) {
      const input = this.#types.tried(name, "input");
      const output = this.#types.tried(name, "output");
      if (input === undefined || output === undefined || !same(input, output)) differ.add(name);
      references.set(name, new Set([...referencesOf(input), ...referencesOf(output)]));
    }
    for (let size = -1; size !== differ.size;) {
      size = differ.size;
      for (const [name, inner] of references) if ([...inner].some((one) => differ.has(one))) differ.add(name);
    }
    return differ;
  }
}

function same(one: JsonSchema, other: JsonSchema): boolean {
  return canonicalText(one) === canonicalText(other);
}

function canonicalText(node: JsonSchema): string {
  return JSON.stringify(ordered(node));
}
