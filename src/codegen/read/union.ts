// Unions: what becomes of their branches, of undefined among them, and of a discriminator.
import type { JsonSchema } from "../../schema/json-schema.js";
import type { Lowered } from "./lowering.js";
import { splitOuter } from "./nodes.js";

/** How a union chooses: the first branch that fits, exactly one, or the one its discriminator names. */
export interface UnionStyle {
  readonly keyword: "anyOf" | "oneOf";
  readonly keywords?: JsonSchema;
}

/** The union of lowered branches. A branch that is `undefined` alone leaves; the union then accepts `undefined`. */
export function union(branches: readonly Lowered[], style: UnionStyle): Lowered {
  const standIn = whatUndefinedGives(branches);
  const kept = branches.filter((branch) => branch.node["x-actorgen-kind"] !== "undefined");
  const nodes = kept.map(({ node }) => {
    const { "x-actorgen-default": kind, default: _value, ...rest } = node;
    return kind === undefined ? node : rest;
  });
  const optional = branches.some((branch) => branch.optional);
  if (kept.length === 0 && branches[0] !== undefined) return branches[0];
  return {
    node: { [style.keyword]: nodes, ...style.keywords, ...standIn },
    optional,
    undefined: standIn === undefined && branches.some((branch) => branch.undefined),
  };
}

// Zod tries the branches in order, so the first that takes undefined decides what it becomes.
function whatUndefinedGives(branches: readonly Lowered[]): JsonSchema | undefined {
  for (const branch of branches) {
    if (branch.undefined) return undefined;
    const { outer } = splitOuter(branch.node);
    if ("x-actorgen-default" in outer) {
      const { "x-actorgen-catch": _caught, ...filled } = outer;
      return filled;
    }
    if (outer["x-actorgen-catch"] !== undefined) {
      return { default: outer["x-actorgen-catch"], "x-actorgen-default": "value" };
    }
  }
  return undefined;
}
