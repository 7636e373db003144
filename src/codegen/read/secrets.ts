// Refuses secrets where a value is kept or shown by its nature: in what an actor stores, in events that are kept, in keys.
import type { JsonSchema } from "../../schema/json-schema.js";
import type { Findings } from "./findings.js";
import type { Mode } from "./lowering.js";
import type { ActorNodes } from "./positions.js";

/** Gives the node of a named type. */
export type Resolve = (name: string, mode: Mode) => JsonSchema | undefined;

/** Reports each mark that stands where it cannot be kept. */
export function checkSecrets(actor: string, nodes: ActorNodes, resolve: Resolve, findings: Findings): void {
  const check = (node: JsonSchema | null, mode: Mode, path: readonly string[], why: string): void => {
    for (const place of secretsIn(node, (name) => resolve(name, mode))) {
      findings.add("AG032", why, [actor, ...path, ...place]);
    }
  };
  for (const { name, node } of nodes.key) check(node, "input", ["key", name], "A key stands in URLs and in every log.");
  check(nodes.state, "output", ["state"], "State is stored.");
  check(nodes.connState, "output", ["connState"], "The state of a connection is stored.");
  for (const { name, payload, delivery } of nodes.events) {
    if (delivery === "volatile") continue;
    check(payload, "output", ["events", name], `An event is kept for those who come back, unless it is "volatile".`);
  }
}

type Steps = readonly string[];

// Where the marks are, each named type once.
function secretsIn(root: JsonSchema | null, resolve: (name: string) => JsonSchema | undefined): readonly Steps[] {
  const seen = new Set<string>();
  const inside = (node: JsonSchema | false | true | undefined | null, at: Steps): readonly Steps[] => {
    if (typeof node !== "object" || node === null) return [];
    if (node["x-actorgen-secret"]) return [at];
    const { $ref, properties = {}, additionalProperties, propertyNames, items, prefixItems = [] } = node;
    const { anyOf = [], oneOf = [], allOf = [] } = node;
    const name = $ref?.slice("#/$defs/".length);
    const target = name === undefined || seen.has(name) ? undefined : resolve(name);
    if (name !== undefined) seen.add(name);
    return [
      ...inside(target, at),
      ...Object.entries(properties).flatMap(([key, part]) => inside(part, [...at, key])),
      ...[additionalProperties, items, ...prefixItems].flatMap((part) => inside(part, [...at, "[]"])),
      ...[propertyNames, node["x-actorgen-loose"], ...anyOf, ...oneOf, ...allOf].flatMap((part) => inside(part, at)),
    ];
  };
  return inside(root, []);
}
