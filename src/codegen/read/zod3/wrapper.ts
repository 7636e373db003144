// Zod 3's wrappers: optional, nullable, default, catch, effects, pipelines.
import type { JsonSchema, JsonValue } from "../../../schema/json-schema.js";
import { required, type Lowered, type Lowering } from "../lowering.js";
import * as nodes from "../nodes.js";
import { probe, probeUnasked } from "../probe.js";
import { wireValue } from "../wire-value.js";
import { isAsync } from "../async-function.js";
import { definitionOf, type Definition, type Schema3 } from "./definition.js";

/** Lowers a wrapper, or reports what cannot cross the wire. */
export function lowerWrapper3(schema: Schema3, def: Definition, lowering: Lowering): Lowered {
  switch (def.typeName) {
    case "ZodOptional": {
      // Undefined stays undefined: a default inside is never asked.
      const { default: _value, "x-actorgen-default": _kind, ...node } = lowering.lower(def.innerType).node;
      return { node, optional: true, undefined: true };
    }
    case "ZodNullable":
      return nodes.nullable(lowering.lower(def.innerType));
    case "ZodReadonly": {
      const inner = lowering.lower(def.innerType);
      return { ...inner, node: { ...inner.node, readOnly: true } };
    }
    case "ZodBranded":
      return lowering.lower(def.type);
    case "ZodLazy":
      return lowering.lower(def.getter());
    case "ZodDefault":
      return lowerDefault(def, lowering);
    case "ZodCatch":
      return lowerCatch(def, lowering);
    case "ZodEffects":
      return lowerEffects(schema, def, lowering);
    case "ZodPipeline":
      return opaque(lowering.lower(lowering.mode === "input" ? def.in : def.out), "transform");
    default:
      return uncrossable(def.typeName, lowering);
  }
}

// Zod 3 checks a default like any other value, which is what Zod 4 calls a prefault.
function lowerDefault(def: Extract<Definition, { typeName: "ZodDefault" }>, lowering: Lowering): Lowered {
  const inner = lowering.lower(def.innerType);
  const probed = probe(() => def.defaultValue());
  if (probed.kind !== "constant") return nodes.withDefault(inner, "prefault", undefined);
  if (probed.value === undefined) return { ...inner, optional: true, undefined: true };
  const described = lowering.mode === "input" || !inner.node["x-actorgen-opaque"];
  return nodes.withDefault(inner, "prefault", described ? wireOf(probed.value, inner.node, lowering) : undefined);
}

function lowerCatch(def: Extract<Definition, { typeName: "ZodCatch" }>, lowering: Lowering): Lowered {
  const inner = lowering.lower(def.innerType);
  const probed = probeUnasked(def.catchValue);
  const known = probed.kind === "constant" && !inner.node["x-actorgen-opaque"];
  return nodes.withCatch(inner, known ? wireOf(probed.value, inner.node, lowering) : undefined);
}

function wireOf(value: unknown, node: JsonSchema, lowering: Lowering): JsonValue | undefined {
  return wireValue(value, node, (ref) => lowering.resolve(ref));
}

function lowerEffects(
  schema: Schema3,
  def: Extract<Definition, { typeName: "ZodEffects" }>,
  lowering: Lowering,
): Lowered {
  const { type } = def.effect;
  // The function of `.refine` is wrapped and cannot be seen; those of `.superRefine`, `.transform` and `z.preprocess` are.
  if (isAsync(type === "refinement" ? def.effect.refinement : def.effect.transform)) {
    lowering.report("AG030", `This ${type} is asynchronous.`);
  }
  const { typeName } = definitionOf(def.schema);
  if (type === "refinement") {
    if (typeName === "ZodAny" && acceptsOnlyBytes(schema)) return required(nodes.bytesNode);
    const inner = lowering.lower(def.schema);
    // `z.custom` and `z.instanceof` are refinements of `z.any()`.
    if (typeName === "ZodAny")
      return required({ ...nodes.serverOnly(inner.node, "custom"), "x-actorgen-opaque": true });
    return { ...inner, node: nodes.serverOnly(inner.node, "refine") };
  }
  if (type === "preprocess") {
    if (lowering.mode === "output") return opaque(lowering.lower(def.schema), "preprocess");
    const node: JsonSchema = { "x-actorgen-server-only": ["preprocess"], "x-actorgen-opaque": true };
    return { node, optional: schema.isOptional(), undefined: false };
  }
  if (lowering.mode === "output") lowering.report("AG023", "Nothing says what this transform returns.");
  return opaque(lowering.lower(def.schema), "transform");
}

// Zod 3 hides the class of `z.instanceof`, so it is asked.
function acceptsOnlyBytes(schema: Schema3): boolean {
  const accepts = (value: unknown): boolean => {
    try {
      return schema.safeParse(value).success;
    } catch {
      return false;
    }
  };
  const others = [{}, [], "", 0, null, new Date(0), new Map(), new Int8Array()];
  return accepts(new Uint8Array(1)) && accepts(new Uint8Array()) && !others.some((other) => accepts(other));
}

function opaque(lowered: Lowered, kind: "transform" | "preprocess"): Lowered {
  return { ...lowered, node: { ...nodes.serverOnly(lowered.node, kind), "x-actorgen-opaque": true } };
}

const uncrossableNames: Readonly<Record<string, string>> = {
  ZodFunction: "A function",
  ZodSymbol: "A symbol",
  ZodPromise: "A promise",
};

function uncrossable(type: string, lowering: Lowering): Lowered {
  const name = uncrossableNames[type];
  if (name === undefined) lowering.report("AG026", `This kind of schema (\`${type}\`) is not known here.`);
  else lowering.report("AG020", `${name} cannot cross the wire.`);
  return required({});
}
