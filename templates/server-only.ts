// Which places of an actor hold user code, so that a client checks their structure and only the server runs them.
import type { ActorContract, PrivateActorContract } from "../src/schema/contract.js";
import type { JsonSchema } from "../src/schema/json-schema.js";
import { access, member } from "./typescript/text.js";
import type { Definitions } from "./typescript/view.js";

/**
 * Such as `sendMessage.args.text (refine)`, in the order of the contract. A place inside a named type is told once, by
 * the type: `Message.text (refine)`. State is looked at where `own`, the server's part, is given.
 */
export function serverOnlyPlaces(
  actor: ActorContract,
  definitions: Definitions,
  own?: PrivateActorContract,
): readonly string[] {
  const visitor = new Visitor(definitions);
  for (const { name, schema } of actor.key ?? []) visitor.visit(schema, access("key", name));
  visitor.visit(actor.input, "input");
  visitor.visit(actor.params, "params");
  for (const [action, { style, args, returns, errors }] of Object.entries(actor.actions)) {
    const path = member(action);
    for (const { name, schema } of args) visitor.visit(schema, access(style === "input" ? path : `${path}.args`, name));
    visitor.visit(returns, `${path}.returns`);
    for (const [code, schema] of Object.entries(errors)) visitor.visit(schema, access(`${path}.errors`, code));
  }
  for (const [name, { payload }] of Object.entries(actor.events)) visitor.visit(payload, access("events", name));
  visitor.visit(own?.state, "state");
  visitor.visit(own?.connState, "connState");
  visitor.visit(own?.auth, "auth");
  return visitor.places();
}

/** The places as a comment of at most 120 columns, or nothing. */
export function serverOnlyComment(places: readonly string[]): string {
  const lines: string[] = [];
  let line = "// Checked on the server only:";
  for (const [index, place] of places.entries()) {
    const item = ` ${place}${index < places.length - 1 ? "," : ""}`;
    if (line.length + item.length > 120 && line !== "//") {
      lines.push(line);
      line = "//";
    }
    line += item;
  }
  return places.length === 0 ? "" : [...lines, line, ""].join("\n");
}

/** Walks nodes and the types that they refer to. */
class Visitor {
  readonly #definitions: Definitions;
  readonly #kinds = new Map<string, Set<string>>();
  readonly #types = new Set<string>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  places(): readonly string[] {
    return [...this.#kinds].map(([path, kinds]) => `${path} (${[...kinds].sort().join(", ")})`);
  }

  visit(node: JsonSchema | boolean | null | undefined, path: string): void {
    if (typeof node !== "object" || node === null) return;
    for (const kind of node["x-actorgen-server-only"] ?? []) {
      this.#kinds.set(path, (this.#kinds.get(path) ?? new Set()).add(kind));
    }
    this.#visitType(node.$ref);
    for (const [name, child] of Object.entries(node.properties ?? {})) this.visit(child, access(path, name));
    if (node["x-actorgen-kind"] === "map" && node.items) {
      const [key, value] = node.items.prefixItems ?? [];
      this.visit(key, `${path}<key>`);
      this.visit(value, `${path}<value>`);
    } else this.visit(node.items, `${path}[]`);
    for (const [index, child] of (node.prefixItems ?? []).entries()) this.visit(child, `${path}[${index}]`);
    for (const child of node.anyOf ?? node.oneOf ?? node.allOf ?? []) this.visit(child, path);
    this.visit(node["x-actorgen-loose"], path);
    this.visit(node.propertyNames, `${path}<key>`);
    this.visit(node["x-actorgen-numeric-key"], path);
    this.visit(node.additionalProperties, `${path}<value>`);
  }

  #visitType(ref: string | undefined): void {
    const name = ref?.slice("#/$defs/".length);
    if (name === undefined || this.#types.has(name)) return;
    this.#types.add(name);
    this.visit(this.#definitions[name], name);
  }
}
