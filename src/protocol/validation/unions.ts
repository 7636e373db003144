// Unions: which of several schemas takes the value.
import type { Issue } from "../issue.js";
import { enter, leave } from "./effort.js";
import { keep, onlyChecksFailed, report } from "./report.js";

/** A converter as unions, maps and sets take it. It must leave the value it is given unchanged. */
export type Option = (value: unknown, issues: Issue[], depth: number) => unknown;

/** The result of the first option that takes the value (`z.union`). */
export function union(value: unknown, issues: Issue[], options: readonly Option[], depth = 0): unknown {
  if (!enter(issues)) return undefined;
  try {
    const errors: Issue[][] = [];
    for (const option of options) {
      const own: Issue[] = [];
      const result = option(value, own, depth);
      if (own.length === 0) return result;
      errors.push(own);
    }
    // Zod reports the one option whose type was right as if it were the only one.
    const near = errors.filter(onlyChecksFailed);
    if (near.length === 1) keep(issues, near[0] ?? []);
    else report(issues, undefined, "invalid_union", "Invalid input", { errors });
    return undefined;
  } finally {
    leave();
  }
}

/** The result of the only option that takes the value (`z.xor`). */
export function exclusive(value: unknown, issues: Issue[], options: readonly Option[], depth = 0): unknown {
  if (!enter(issues)) return undefined;
  try {
    const errors: Issue[][] = [];
    const results: unknown[] = options.map((option, index) => option(value, (errors[index] = []), depth));
    const matches = errors.flatMap((own, index) => (own.length === 0 ? [index] : []));
    const [only = 0, ...more] = matches;
    if (matches.length === 0) return report(issues, undefined, "invalid_union", "Invalid input", { errors });
    if (more.length === 0) return results[only];
    const fields = { errors: [], inclusive: false, matches };
    return report(issues, undefined, "invalid_union", "Invalid input: more than one option matched", fields);
  } finally {
    leave();
  }
}

/** Refuses an object whose discriminator names no option. */
export function noOption(issues: Issue[], discriminator: string, options: readonly unknown[]): undefined {
  const names = options.map((option) => `'${String(option)}'`).join(" | ");
  const message = `Invalid discriminator value. Expected ${names}`;
  const fields = { errors: [], note: "No matching discriminator", discriminator, options };
  return report(issues, discriminator, "invalid_union", message, fields);
}

/** What the value converts to, or undefined with no issue kept when it is refused (`.catch`). */
export function attempt(convert: Option, value: unknown, instead: () => unknown, depth = 0): unknown {
  const own: Issue[] = [];
  const result = convert(value, own, depth);
  return own.length === 0 ? result : instead();
}
