// Absence: which schemas take `undefined` as one of many values, without being optional.
import type { JsonSchema } from "../../schema/json-schema.js";

// Keywords under which a value is of some particular kind.
const shapes = ["type", "enum", "const", "anyOf", "oneOf", "allOf", "not", "x-actorgen-kind"] as const;

/**
 * Does the schema take `undefined` because it takes anything? So do `z.any()` and what is built of it. `resolve` gives the node
 * behind a `$ref`; one that is still being lowered is a container, which takes none.
 */
export function takesUndefined(node: JsonSchema, resolve: (ref: string) => JsonSchema | undefined, hops = 0): boolean {
  if (hops > 32 || node["x-actorgen-nonoptional"] || node["x-actorgen-format"] === "json") return false;
  if (node.$ref !== undefined) {
    const target = resolve(node.$ref);
    return target !== undefined && takesUndefined(target, resolve, hops + 1);
  }
  const takers = (options: readonly JsonSchema[]): number =>
    options.filter((option) => takesUndefined(option, resolve, hops + 1)).length;
  if (node["x-actorgen-xor"]) return takers(node.oneOf ?? []) === 1;
  if (node.anyOf) return takers(node.anyOf) > 0;
  if (node.allOf) return takers(node.allOf) === node.allOf.length;
  return shapes.every((key) => node[key] === undefined);
}
