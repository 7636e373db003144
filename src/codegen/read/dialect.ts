// The one place that chooses between Zod 4 and Zod 3. Nothing else may call either reader.
import type { Docs, Lowered, Lowering } from "./lowering.js";
import { required } from "./lowering.js";
import { isZod4 } from "./zod4/definition.js";
import { hasBothWays } from "./zod4/direction.js";
import { docsOfZod4, lowerZod4, originalsOfZod4 } from "./zod4/index.js";
import { isZod3 } from "./zod3/definition.js";
import { docsOfZod3, lowerZod3 } from "./zod3/index.js";

/** Is this a schema of a Zod that is known here? */
export function isSchema(value: unknown): value is object {
  return isZod4(value) || isZod3(value);
}

/** Lowers one schema by the reader of its dialect. */
export function lowerSchema(schema: unknown, lowering: Lowering): Lowered {
  if (isZod4(schema)) return lowerZod4(schema, lowering);
  if (isZod3(schema)) return lowerZod3(schema, lowering);
  lowering.report("AG014", `Expected a Zod schema, but this is ${describe(schema)}.`);
  return required({});
}

/** Would Zod have to encode values of this schema on their way out, and cannot? Zod 3 never encodes. */
export function isUnencodable(schema: unknown): boolean {
  return isZod4(schema) && hasBothWays(schema);
}

/** What `.describe()` and `.meta()` say of a schema. */
export function docsOf(schema: unknown): Docs {
  if (isZod4(schema)) return docsOfZod4(schema);
  return isZod3(schema) ? docsOfZod3(schema) : {};
}

/** The schema, and those it is a copy of, made only to carry documentation; the first one made is last. */
export function originalsOf(schema: object): readonly object[] {
  return isZod4(schema) ? originalsOfZod4(schema) : [schema];
}

/** Words for a value that is not a schema. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
