// The checks of a leaf as one list, whether the node spells them as keywords or lists them.
import type { Check, JsonSchema } from "../../schema/json-schema.js";

/** All checks of a string, number, bigint, date, list, map or set, in order. Messages are left out. */
export function checksOf(node: JsonSchema): readonly Check[] {
  const listed = node["x-actorgen-checks"];
  if (listed !== undefined) return listed.map(({ message: _message, abort: _abort, ...check }) => check);
  const found: Check[] = [];
  const format = node["x-actorgen-format"];
  // Beside a wire kind a pattern only shows the wire form; the kind decides.
  const pattern = node["x-actorgen-kind"] === undefined ? node.pattern : undefined;
  const shape = pattern === undefined ? {} : { pattern, ...flagsOf(node) };
  if (format !== undefined) found.push({ check: "format", format, ...shape });
  else if (pattern !== undefined) found.push({ check: "regex", ...shape });
  const bound = (check: Check["check"], value: number | string | undefined): void => {
    if (value !== undefined) found.push({ check, value });
  };
  const isSized = node["x-actorgen-kind"] === "map" || node["x-actorgen-kind"] === "set";
  bound("min_length", node.minLength);
  bound("max_length", node.maxLength);
  bound(isSized ? "min_size" : "min_length", node.minItems);
  bound(isSized ? "max_size" : "max_length", node.maxItems);
  bound("gte", node.minimum ?? node["x-actorgen-min"]);
  bound("gt", node.exclusiveMinimum ?? node["x-actorgen-exclusive-min"]);
  bound("lte", node.maximum ?? node["x-actorgen-max"]);
  bound("lt", node.exclusiveMaximum ?? node["x-actorgen-exclusive-max"]);
  bound("multiple_of", node.multipleOf ?? node["x-actorgen-multiple-of"]);
  return found;
}

function flagsOf(node: JsonSchema): { readonly flags?: string } {
  const flags = node["x-actorgen-flags"];
  return flags === undefined ? {} : { flags };
}

/** Values of these checks, as numbers. */
export function numbersOf(checks: readonly Check[], ...names: readonly Check["check"][]): readonly number[] {
  return checks
    .filter(({ check }) => names.includes(check))
    .flatMap(({ value }) => (typeof value === "number" ? [value] : []));
}

/** The bounds that a number format stands for. */
export const formatBounds: Readonly<
  Record<string, { readonly whole: boolean; readonly min: number; readonly max: number }>
> = {
  int: { whole: true, min: -Infinity, max: Infinity },
  safeint: { whole: true, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
  int32: { whole: true, min: -(2 ** 31), max: 2 ** 31 - 1 },
  uint32: { whole: true, min: 0, max: 2 ** 32 - 1 },
  float32: { whole: false, min: -3.4028234663852886e38, max: 3.4028234663852886e38 },
  float64: { whole: false, min: -Number.MAX_VALUE, max: Number.MAX_VALUE },
};

/** The bounds that a bigint format stands for. */
export const bigintBounds: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};
