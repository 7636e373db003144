// Proves that every string, number, bigint or date of one schema fits another.
import type { Check, JsonSchema } from "../../schema/json-schema.js";
import { bigintBounds, checksOf, formatBounds, numbersOf } from "./checks.js";

/** Does every value of `a` fit `b`? Both are of one type and kind. False means: not proven. */
export function isLeafSubset(a: JsonSchema, b: JsonSchema): boolean {
  const [own, wanted] = [checksOf(a), checksOf(b)];
  if (wanted.length === 0) return true;
  if (JSON.stringify(own) === JSON.stringify(wanted)) return a["x-actorgen-dialect"] === b["x-actorgen-dialect"];
  // What trims or lowers a text changes what later checks see.
  if ([...own, ...wanted].some(({ check }) => check === "overwrite"))
    return wanted.every(({ check }) => check === "overwrite");
  if (b["x-actorgen-dialect"] !== a["x-actorgen-dialect"]) return false;
  return wanted.every((check) => own.some((mine) => sameCheck(mine, check)) || isImplied(check, own, a));
}

/** Do the bounds of this leaf, list or map contradict each other, so that nothing fits? */
export function isContradiction(node: JsonSchema): boolean {
  const checks = checksOf(node);
  if (node["x-actorgen-kind"] === "bigint") return false;
  const { min, max, minOut, maxOut } = node["x-actorgen-kind"] === "date" ? datesOf(checks) : rangeOf(checks);
  if (min > max || (min === max && (minOut || maxOut))) return true;
  const equal = numbersOf(checks, "length_equals", "size_equals");
  const least = Math.max(0, ...equal, ...numbersOf(checks, "min_length", "min_size"));
  const most = Math.min(Infinity, ...equal, ...numbersOf(checks, "max_length", "max_size"));
  return least > most && !checks.some(({ check }) => check === "overwrite");
}

function sameCheck(one: Check, other: Check): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

function isImplied(wanted: Check, own: readonly Check[], node: JsonSchema): boolean {
  const { check, value } = wanted;
  if (check.endsWith("_length") || check.endsWith("_size")) return isSizeImplied(wanted, own);
  if (node["x-actorgen-kind"] === "date") return isBoundImplied(check, Date.parse(String(value)), datesOf(own));
  if (node["x-actorgen-kind"] === "bigint") return isBigintImplied(wanted, own);
  if (node.type !== "number" && node.type !== "integer") {
    if (check === "starts_with" || check === "ends_with" || check === "includes") return isAffixImplied(wanted, own);
    return false;
  }
  const range = rangeOf(own);
  if (check === "multiple_of") {
    const step = Math.abs(Number(value));
    return numbersOf(own, "multiple_of").some((mine) => Number.isInteger(mine / step) && Number.isInteger(step));
  }
  if (check === "format") {
    const format = formatBounds[wanted.format ?? ""];
    if (format === undefined) return false;
    return (!format.whole || range.whole) && range.min >= format.min && range.max <= format.max;
  }
  return isBoundImplied(check, Number(value), range);
}

interface Range {
  readonly min: number;
  readonly max: number;
  /** The bound itself is not in the range. */
  readonly minOut: boolean;
  readonly maxOut: boolean;
}

function isBoundImplied(check: Check["check"], bound: number, { min, max, minOut, maxOut }: Range): boolean {
  if (check === "gte") return min >= bound;
  if (check === "gt") return min > bound || (min === bound && minOut);
  if (check === "lte") return max <= bound;
  if (check === "lt") return max < bound || (max === bound && maxOut);
  return false;
}

function rangeOf(checks: readonly Check[]): Range & { readonly whole: boolean } {
  const formats = checks.flatMap(({ format }) => formatBounds[format ?? ""] ?? []);
  const lows = [...numbersOf(checks, "gte", "gt"), ...formats.map(({ min }) => min), -Infinity];
  const highs = [...numbersOf(checks, "lte", "lt"), ...formats.map(({ max }) => max), Infinity];
  const [min, max] = [Math.max(...lows), Math.min(...highs)];
  const steps = numbersOf(checks, "multiple_of");
  return {
    min,
    max,
    minOut: numbersOf(checks, "gt").includes(min),
    maxOut: numbersOf(checks, "lt").includes(max),
    whole: formats.some(({ whole }) => whole) || steps.some(Number.isInteger),
  };
}

function datesOf(checks: readonly Check[]): Range {
  return rangeOf(
    checks.map((check) => (typeof check.value === "string" ? { ...check, value: Date.parse(check.value) } : check)),
  );
}

function isBigintImplied({ check, value, format }: Check, own: readonly Check[]): boolean {
  if (check === "multiple_of" || (format === undefined && value === undefined)) return false;
  const lows: bigint[] = [];
  const highs: bigint[] = [];
  for (const mine of own) {
    const bounds = bigintBounds[mine.format ?? ""];
    if (bounds !== undefined) {
      lows.push(bounds[0]);
      highs.push(bounds[1]);
    } else if (mine.check === "gte" || mine.check === "gt")
      lows.push(BigInt(mine.value ?? 0) + (mine.check === "gt" ? 1n : 0n));
    else if (mine.check === "lte" || mine.check === "lt")
      highs.push(BigInt(mine.value ?? 0) - (mine.check === "lt" ? 1n : 0n));
  }
  const isAbove = (bound: bigint): boolean => lows.some((low) => low >= bound);
  const isBelow = (bound: bigint): boolean => highs.some((high) => high <= bound);
  const wanted = bigintBounds[format ?? ""];
  if (wanted !== undefined) return isAbove(wanted[0]) && isBelow(wanted[1]);
  if (value === undefined) return false;
  if (check === "gte") return isAbove(BigInt(value));
  if (check === "gt") return isAbove(BigInt(value) + 1n);
  if (check === "lte") return isBelow(BigInt(value));
  return check === "lt" && isBelow(BigInt(value) - 1n);
}

function isSizeImplied({ check, value }: Check, own: readonly Check[]): boolean {
  const unit = check.split("_").at(-1) === "size" ? "size" : "length";
  const equal = unit === "size" ? numbersOf(own, "size_equals") : numbersOf(own, "length_equals");
  const least = Math.max(0, ...equal, ...(unit === "size" ? numbersOf(own, "min_size") : numbersOf(own, "min_length")));
  const most = Math.min(
    Infinity,
    ...equal,
    ...(unit === "size" ? numbersOf(own, "max_size") : numbersOf(own, "max_length")),
  );
  if (check.startsWith("min")) return least >= Number(value);
  if (check.startsWith("max")) return most <= Number(value);
  return least === Number(value) && most === Number(value);
}

function isAffixImplied({ check, value, position }: Check, own: readonly Check[]): boolean {
  const text = String(value);
  return own.some((mine) => {
    if (typeof mine.value !== "string") return false;
    if (check === "starts_with") return mine.check === "starts_with" && mine.value.startsWith(text);
    if (check === "ends_with") return mine.check === "ends_with" && mine.value.endsWith(text);
    return (
      position === undefined &&
      ["starts_with", "ends_with", "includes"].includes(mine.check) &&
      mine.value.includes(text)
    );
  });
}
