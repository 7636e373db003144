// Hashes of the contract: over what crosses the wire, never over docs or where the schemas stand.
import { createHash } from "node:crypto";
import type { JsonSchema, JsonValue } from "../schema/json-schema.js";

/** Keywords that hold words, by which nothing is checked. */
export const wordKeywords: ReadonlySet<string> = new Set([
  "title",
  "description",
  "deprecated",
  "examples",
  "message",
  "x-actorgen-message",
  "x-actorgen-secret",
]);
/** Keywords that change nothing on the wire. */
const silent = new Set([...wordKeywords, "readOnly"]);

/** Keywords whose keys are names of the user's, not keywords. */
export const nameKeywords: ReadonlySet<string> = new Set(["properties"]);
/** Keywords that hold values, in which no key is a keyword. */
export const valueKeywords: ReadonlySet<string> = new Set([
  "default",
  "const",
  "enum",
  "x-actorgen-catch",
  "x-actorgen-branches",
  "required",
]);

/** Hashes nodes, finding the types they refer to in `definitions`. */
export class ContractHasher {
  readonly #definitions: Readonly<Record<string, JsonSchema>>;
  readonly #known = new Map<string, string>();
  readonly #texts = new WeakMap<object, string>();

  constructor(definitions: Readonly<Record<string, JsonSchema>>) {
    this.#definitions = definitions;
  }

  /** Canonical text of a node, in which a reference is the hash of what it refers to. Null stands for void. */
  text(node: JsonSchema | null): string {
    return node === null ? "null" : this.#text(node, this.#hashOfDefinition);
  }

  readonly #hashOfDefinition = (name: string): string => this.#definitionHash(name);

  #text(node: unknown, hashOf: (name: string) => string): string {
    if (Array.isArray(node)) return `[${node.map((item) => this.#text(item, hashOf)).join()}]`;
    if (typeof node !== "object" || node === null) return JSON.stringify(node);
    const settled = hashOf === this.#hashOfDefinition;
    const known = settled ? this.#texts.get(node) : undefined;
    if (known !== undefined) return known;
    const parts: string[] = [];
    for (const [key, value] of Object.entries(node).sort(byKey)) {
      if (silent.has(key) || value === undefined) continue;
      if (key === "$ref" && typeof value === "string") parts.push(`"$ref":"${hashOf(nameOfReference(value))}"`);
      else if (key === "required" && Array.isArray(value))
        parts.push(`"required":${JSON.stringify([...value].sort())}`);
      else if (nameKeywords.has(key)) parts.push(`${JSON.stringify(key)}:${this.#members(value, hashOf)}`);
      else
        parts.push(
          `${JSON.stringify(key)}:${valueKeywords.has(key) ? canonicalJson(value) : this.#text(value, hashOf)}`,
        );
    }
    const text = `{${parts.join()}}`;
    if (settled) this.#texts.set(node, text);
    return text;
  }

  #members(members: object, hashOf: (name: string) => string): string {
    return `{${Object.entries(members)
      .sort(byKey)
      .map(([name, node]) => `${JSON.stringify(name)}:${this.#text(node, hashOf)}`)
      .join()}}`;
  }

  // Types that refer to each other in a circle are hashed together, in as many rounds as there are types in the circle:
  // after those, two types have one hash only if nothing tells them apart. Their names never count.
  #definitionHash(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const circle = [...this.#reachable(name)].filter((other) => other === name || this.#reachable(other).has(name));
    let round = new Map(circle.map((member) => [member, ""]));
    for (let count = 0; count < circle.length; count++) {
      const before = round;
      const hashOf = (other: string): string => before.get(other) ?? this.#definitionHash(other);
      round = new Map(circle.map((member) => [member, shortHash(this.#text(this.#definitions[member], hashOf))]));
    }
    for (const [member, hash] of round) this.#known.set(member, hash);
    return this.#known.get(name) ?? "";
  }

  readonly #reached = new Map<string, ReadonlySet<string>>();

  #reachable(name: string): ReadonlySet<string> {
    const known = this.#reached.get(name);
    if (known) return known;
    const reached = new Set([name]);
    for (const one of reached) {
      for (const reference of referencesOf(this.#definitions[one])) reached.add(reference);
    }
    this.#reached.set(name, reached);
    return reached;
  }
}

/** Names of the types that a node refers to, each once, in order. */
export function referencesOf(node: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown, inValue: boolean): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, inValue);
    else if (typeof value === "object" && value !== null && !inValue) {
      for (const [key, part] of Object.entries(value)) {
        if (key === "$ref" && typeof part === "string") names.add(nameOfReference(part));
        else if (nameKeywords.has(key) && typeof part === "object" && part !== null) {
          for (const member of Object.values(part)) visit(member, false);
        } else visit(part, valueKeywords.has(key));
      }
    }
  };
  visit(node, false);
  return names;
}

/** The name in `#/$defs/<name>`. */
export function nameOfReference(ref: string): string {
  return ref.slice("#/$defs/".length);
}

/** JSON text with sorted keys. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  return `{${Object.entries(value)
    .sort(byKey)
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
    .join()}}`;
}

/** The first 16 hex digits of the SHA-256 of a text. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
