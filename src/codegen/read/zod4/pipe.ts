// Zod 4's pipes: transforms, preprocessing, codecs and plain pipes.
import type { $ZodType } from "zod/v4/core";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { required, type Lowered, type Lowering } from "../lowering.js";
import { serverOnly } from "../nodes.js";
import { bagOf, type Definition } from "./definition.js";
import { hasCodec, isOneWay } from "./direction.js";

type PipeDefinition = Extract<Definition, { type: "pipe" }>;

/**
 * A pipe as the wire sees it. A codec is its encoded side both ways. Any other pipe is its first schema coming in and its
 * last going out.
 */
export function lowerPipe(schema: $ZodType, def: PipeDefinition, lowering: Lowering): Lowered {
  const words = stringboolWords(schema);
  if (words) {
    const node: JsonSchema = { type: "string", "x-actorgen-kind": "stringbool", "x-actorgen-stringbool": words };
    return required(node);
  }
  if (schema._zod.traits.has("$ZodCodec")) return opaque(lowering.lower(def.in), "codec");
  if (isTransform(def.in)) return lowerPreprocess(def, lowering);
  // Without a transform between them, a codec's encoded side is at the front.
  if (!isOneWay(schema) && hasCodec(schema)) return opaque(lowering.lower(def.in), "codec");
  if (lowering.mode === "input") {
    const inner = lowering.lower(def.in);
    return isTransform(def.out) ? opaque(inner, "transform") : piped(inner);
  }
  if (isTransform(def.out)) {
    lowering.report("AG023", "Nothing says what this transform returns.");
    return opaque(lowering.lower(def.in), "transform");
  }
  return piped(lowering.lower(def.out));
}

// What a preprocessor takes is for it to say, so a caller may send any JSON value.
function lowerPreprocess(def: PipeDefinition, lowering: Lowering): Lowered {
  if (lowering.mode === "output") return opaque(lowering.lower(def.out), "preprocess");
  const out = lowering.lower(def.out);
  return { ...out, node: { "x-actorgen-server-only": ["preprocess"], "x-actorgen-opaque": true } };
}

function opaque(lowered: Lowered, kind: "codec" | "transform" | "preprocess"): Lowered {
  return { ...lowered, node: { ...serverOnly(lowered.node, kind), "x-actorgen-opaque": true } };
}

// The two sides of a pipe are both checked, and the node says one of them: the server runs Zod for the other.
function piped(lowered: Lowered): Lowered {
  return opaque(lowered, "transform");
}

function isTransform(schema: $ZodType): boolean {
  return schema._zod.def.type === "transform";
}

function stringboolWords(schema: $ZodType): JsonSchema["x-actorgen-stringbool"] {
  const { truthy, falsy, case: sensitivity } = bagOf(schema);
  if (!isWords(truthy) || !isWords(falsy)) return undefined;
  return { truthy, falsy, case: sensitivity === "sensitive" ? "sensitive" : "insensitive" };
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === "string");
}
