// Zod 4's default, prefault and catch: what stands in for a missing or a wrong value.
import { safeParse, type $ZodType } from "zod/v4/core";
import type { JsonSchema, JsonValue } from "../../../schema/json-schema.js";
import type { Lowered, Lowering } from "../lowering.js";
import { withCatch, withDefault } from "../nodes.js";
import { probe, probeUnasked } from "../probe.js";
import { wireValue } from "../wire-value.js";
import type { Definition } from "./definition.js";

/** `.default()` and `.prefault()`. */
export function lowerDefault(def: Extract<Definition, { type: "default" | "prefault" }>, lowering: Lowering): Lowered {
  const inner = lowering.lower(def.innerType);
  const kind = def.type === "prefault" ? "prefault" : "value";
  const probed = probe(() => def.defaultValue);
  if (probed.kind !== "constant") return withDefault(inner, kind, undefined);
  if (probed.value === undefined) return { ...inner, optional: true, undefined: true };
  const wire = wireOf(probed.value, inner.node, lowering);
  if (kind === "value" && wire !== undefined && !hasUserCode(inner.node) && !fits(def.innerType, probed.value)) {
    lowering.report("AG024", `The default ${JSON.stringify(wire)} does not fit the schema it stands in for.`);
  }
  return withDefault(inner, kind, wire);
}

/** `.catch()`. */
export function lowerCatch(def: Extract<Definition, { type: "catch" }>, lowering: Lowering): Lowered {
  const inner = lowering.lower(def.innerType);
  const probed = probeUnasked(def.catchValue);
  return withCatch(inner, probed.kind === "constant" ? wireOf(probed.value, inner.node, lowering) : undefined);
}

// A value from behind a transform or a codec is the decoded side, which the node does not describe.
function wireOf(value: unknown, node: JsonSchema, lowering: Lowering): JsonValue | undefined {
  return node["x-actorgen-opaque"] ? undefined : wireValue(value, node, (ref) => lowering.resolve(ref));
}

function hasUserCode(node: JsonSchema): boolean {
  return JSON.stringify(node).includes('"x-actorgen-server-only"');
}

function fits(schema: $ZodType, value: unknown): boolean {
  try {
    return safeParse(schema, value).success;
  } catch {
    // An asynchronous refinement behind a reference: nothing to say here.
    return true;
  }
}
