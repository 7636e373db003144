// Finds where what stands in for an absent or failing value is another one.
import type { JsonSchema } from "../../schema/json-schema.js";
import { canonicalJson } from "../contract-hash.js";
import { resolved, type Definitions } from "./nodes.js";

/** One changed stand-in. */
export interface DefaultChange {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

const maxDepth = 12;

/** The stand-ins that differ, place by place. */
export function defaultChanges(
  old: JsonSchema | null,
  now: JsonSchema | null,
  oldTypes: Definitions,
  newTypes: Definitions,
): readonly DefaultChange[] {
  const found: DefaultChange[] = [];
  const visit = (one: JsonSchema, other: JsonSchema, path: readonly (string | number)[]): void => {
    if (path.length > maxDepth) return;
    const [before, after] = [resolved(one, oldTypes), resolved(other, newTypes)];
    const [was, is] = [standIn(before), standIn(after)];
    if (was !== is) {
      const where =
        path.length === 0 ? "" : ` of ${path.map((part) => (typeof part === "number" ? "[]" : part)).join(".")}`;
      found.push({ path, text: `the default${where} was ${was} and is ${is}` });
    }
    for (const [name, part] of Object.entries(before.properties ?? {})) {
      const target =
        after.properties !== undefined && Object.hasOwn(after.properties, name) ? after.properties[name] : undefined;
      if (target !== undefined) visit(part, target, [...path, name]);
    }
    if (typeof before.items === "object" && typeof after.items === "object")
      visit(before.items, after.items, [...path, 0]);
    for (const [index, part] of (before.prefixItems ?? []).entries()) {
      const target = after.prefixItems?.[index];
      if (target !== undefined) visit(part, target, [...path, index]);
    }
  };
  if (old !== null && now !== null) visit(old, now, []);
  return found;
}

function standIn(node: JsonSchema): string {
  const caught = node["x-actorgen-catch"];
  const parts = [
    node["x-actorgen-default"] === "factory"
      ? "made by code"
      : node.default === undefined
        ? "none"
        : canonicalJson(node.default),
    ...(caught === undefined ? [] : [`${canonicalJson(caught)} for what fails`]),
  ];
  return parts.join(", and ");
}
