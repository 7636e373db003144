// Which ways Zod 4 can go through a schema: codecs have a way back, transforms have none.
import type { $ZodType } from "zod/v4/core";
import { definitionOf, isZod4 } from "./definition.js";

/** Does this schema, or one that it is made of, hold a transform or a preprocessor, so that it cannot encode? */
export function isOneWay(schema: $ZodType): boolean {
  return holds(schema, (part) => part._zod.def.type === "transform");
}

/** Does this schema, or one that it is made of, hold a codec (`z.stringbool` is one)? */
export function hasCodec(schema: $ZodType): boolean {
  return holds(schema, (part) => part._zod.traits.has("$ZodCodec"));
}

/** Would values of this schema be encoded on their way out, if it were not for a transform that has no way back? */
export function hasBothWays(schema: $ZodType): boolean {
  // What stands in a pipe with a transform only ever goes forward.
  const isForward = (part: $ZodType): boolean =>
    part._zod.def.type === "pipe" && !part._zod.traits.has("$ZodCodec") && isOneWay(part);
  return isOneWay(schema) && holds(schema, (part) => part._zod.traits.has("$ZodCodec"), isForward);
}

// A schema that makes a new schema at every level has no end; that is a finding of its own.
const maxDepth = 200;

function holds(
  schema: $ZodType,
  test: (part: $ZodType) => boolean,
  stop: (part: $ZodType) => boolean = () => false,
  seen = new Set<$ZodType>(),
  depth = 0,
): boolean {
  if (depth > maxDepth || seen.has(schema) || stop(schema)) return false;
  seen.add(schema);
  return test(schema) || partsOf(schema).some((part) => holds(part, test, stop, seen, depth + 1));
}

function partsOf(schema: $ZodType): readonly $ZodType[] {
  const def = definitionOf(schema);
  try {
    if (def.type === "object") return [...Object.values(def.shape), def.catchall].filter(isZod4);
    if (def.type === "lazy") return "innerType" in schema._zod ? [schema._zod.innerType].filter(isZod4) : [];
    return Object.values(def).flat().filter(isZod4);
  } catch {
    // A getter that throws is a finding of its own.
    return [];
  }
}
