// The checks of a number, bigint or date, as quick tests and as the calls that report them.
import type { Check } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import type { RuledCheck } from "./checks.js";
import type { Context } from "./context.js";
import { tail } from "./string-checks.js";

const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
};

const bigintRanges: Readonly<Record<string, readonly [string, string]>> = {
  int64: ["-9223372036854775808", "9223372036854775807"],
  uint64: ["0", "18446744073709551615"],
};

/** Conditions that are true when a value is no finite number or fails a check. */
export function numberTests(checks: readonly RuledCheck[], value: string, context: Context): string[] {
  const whole = checks.some((check) => isInteger(check));
  const limits = checks.flatMap((check) => failing(check, value, context));
  // Zod 3's `int` is any whole number.
  const kind = checks.some(({ format }) => format === "int")
    ? `!Number.isInteger(${value})`
    : whole
      ? `!Number.isSafeInteger(${value})`
      : `!Number.isFinite(${value})`;
  return limits.length === 0 ? [kind] : [`typeof ${value} !== "number"`, kind, ...limits];
}

function isInteger(check: RuledCheck): boolean {
  return check.check === "format" && check.format?.includes("int") === true;
}

const operators: Readonly<Partial<Record<Check["check"], string>>> = { gte: "<", gt: "<=", lte: ">", lt: ">=" };

function failing(check: RuledCheck, value: string, { module }: Context): string[] {
  const operator = operators[check.check];
  if (operator !== undefined) return [`${value} ${operator} ${check.value}`];
  if (check.check === "multiple_of") {
    return [`!${module.shared(check.zod3 ? "isDecimalMultiple" : "isMultiple")}(${value}, ${check.value})`];
  }
  const range = ranges[check.format ?? ""];
  return range === undefined ? [] : [`${value} < ${range[0]}`, `${value} > ${range[1]}`];
}

/** Calls that make the reporting checks of a number, in Zod's order. */
export function numberReports(checks: readonly RuledCheck[], context: Context): string[] {
  return checks.flatMap((check) => report(check, context, String).map((made) => tail(check, made, context)));
}

/** The same for a bigint, whose bounds are decimal text. */
export function bigintReports(checks: readonly RuledCheck[], context: Context): string[] {
  const bound = (value: string | number): string => `/* @__PURE__ */ BigInt(${literal(String(value))})`;
  return checks.flatMap((check) => report(check, context, bound).map((made) => tail(check, made, context)));
}

/** The same for a date, whose bounds are ISO text. */
export function dateReports(checks: readonly RuledCheck[], context: Context): string[] {
  const bound = (value: string | number): string => `/* @__PURE__ */ new Date(${literal(value)})`;
  return checks.flatMap((check) => report(check, context, bound).map((made) => tail(check, made, context)));
}

function report(check: RuledCheck, { module }: Context, bound: (value: string | number) => string): string[] {
  const { check: name, format = "", value = 0 } = check;
  switch (name) {
    case "gte":
    case "gt":
    case "lte":
    case "lt":
      return [`${module.shared(name)}(${bound(value)})`];
    case "multiple_of":
      return [
        `${module.shared(check.zod3 && typeof value === "number" ? "decimalMultipleOf" : "multipleOf")}(${bound(value)})`,
      ];
    case "format": {
      if (format === "int") return [`${module.shared("wholeNumber")}()`];
      const range = ranges[format] ?? bigintRanges[format];
      if (isInteger(check) && bigintRanges[format] === undefined) {
        const limits = range === undefined ? "" : `${literal(format)}, ${range.join(", ")}`;
        return [`${module.shared("integer")}(${limits})`];
      }
      if (range === undefined) return [];
      return [`${module.shared("gte")}(${bound(range[0])})`, `${module.shared("lte")}(${bound(range[1])})`];
    }
    default:
      return [];
  }
}
