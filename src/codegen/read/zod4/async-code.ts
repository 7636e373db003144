// User code that is asynchronous, as far as Zod 4 shows the user's functions.
import type { $ZodType } from "zod/v4/core";
import { isAsync } from "../async-function.js";
import { definitionOf } from "./definition.js";

const namesOf: Readonly<Record<string, string>> = { fn: "check", transform: "transform", reverseTransform: "encoder" };

/**
 * What on this schema itself is an `async` function. Zod wraps the function of `.superRefine`, and a plain function may
 * return a promise: those show when they run.
 */
export function asyncCode(schema: $ZodType): string | undefined {
  const def = definitionOf(schema);
  // In either mode only one side of a pipe is lowered.
  if (def.type === "pipe") {
    const code = asyncCode(def.in) ?? asyncCode(def.out);
    if (code !== undefined) return code;
  }
  const own = Object.keys(namesOf).find((key) => isAsync(Reflect.get(def, key)));
  if (own !== undefined) return namesOf[own];
  const checks = (def.checks ?? []).map(({ _zod }) => _zod);
  if (checks.some((check) => isAsync(Reflect.get(check.def, "fn")) || isAsync(check.check))) return "refinement";
  return checks.some((check) => isAsync(Reflect.get(check.def, "tx"))) ? "overwrite" : undefined;
}
