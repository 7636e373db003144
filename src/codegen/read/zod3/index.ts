// Reads Zod 3 schemas into nodes of the contract.
import type { ZodTypeAny } from "zod/v3";
import { required, type Docs, type Lowered, type Lowering } from "../lowering.js";

/** Lowers one Zod 3 schema. */
export function lowerZod3(_schema: ZodTypeAny, lowering: Lowering): Lowered {
  lowering.report("AG026", "Zod 3.");
  return required({});
}

/** What `.describe()` says. */
export function docsOfZod3(schema: ZodTypeAny): Docs {
  return schema.description === undefined ? {} : { description: schema.description };
}
