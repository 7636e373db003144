// The one door to zod-to-json-schema: what it says of Zod 3 schemas without parts.
import { createRequire } from "node:module";
import type { JsonSchema } from "../../../schema/json-schema.js";
import { isZod3, type Schema3 } from "./definition.js";

const require = createRequire(import.meta.url);

const exactKeywords = [
  "type",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
] as const satisfies readonly (keyof JsonSchema)[];

/**
 * What zod-to-json-schema says of a schema without parts, as far as it is exact. Given a Zod 4 schema that package
 * silently returns an empty one, so anything but Zod 3 is refused here. It is loaded when the first Zod 3 schema comes.
 */
export function standardKeywords3(schema: Schema3): JsonSchema {
  if (!isZod3(schema)) throw new TypeError("Only schemas of Zod 3 go through zod-to-json-schema.");
  const { zodToJsonSchema } = require("zod-to-json-schema") as typeof import("zod-to-json-schema");
  const json: Readonly<Record<string, unknown>> = { ...zodToJsonSchema(schema, { target: "jsonSchema7" }) };
  return Object.fromEntries(exactKeywords.flatMap((key) => (key in json ? [[key, json[key]]] : [])));
}
