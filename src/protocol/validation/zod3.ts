// What Zod 3 checks in its own way: objects, lengths in UTF-16 units, multiples by decimal digits, any whole number, JSON Web Tokens.
import type { Check } from "./checks.js";
import { isObject } from "./guards.js";
import { isJwt } from "./jwt.js";
import { report, wrongType } from "./report.js";

/** What Zod 3 takes for an object or a record: an instance of any class but those that it has schemas for. */
export function isObject3(value: unknown): value is Record<string, unknown> {
  if (!isObject(value) || value instanceof Map || value instanceof Set || value instanceof Date) return false;
  return typeof value["then"] !== "function" || typeof value["catch"] !== "function";
}

/** The length of text in UTF-16 units. */
export function units(value: unknown): number | undefined {
  return typeof value === "string" ? value.length : undefined;
}

/** Is `value` a multiple of `step` by their decimal digits? */
export function isDecimalMultiple(value: number, step: number): boolean {
  const digits = (number: number): number => (String(number).split(".")[1] ?? "").length;
  const places = Math.min(100, Math.max(digits(value), digits(step)));
  const whole = (number: number): number => Number.parseInt(number.toFixed(places).replace(".", ""), 10);
  return whole(value) % whole(step) === 0;
}

/** A multiple of `step` by decimal digits. */
export function decimalMultipleOf(step: number): Check {
  return (value, issues, key) => {
    if (typeof value === "number" && isDecimalMultiple(value, step)) return undefined;
    const fields = { origin: "number", divisor: step };
    return report(issues, key, "not_multiple_of", `Invalid number: must be a multiple of ${step}`, fields);
  };
}

/** Any whole number, safe or not. */
export function wholeNumber(): Check {
  return (value, issues, key) => (Number.isInteger(value) ? undefined : wrongType(value, issues, "int", key));
}

/** A token whose header is base64 for URLs. */
export function isUrlSafeJwt(token: string, algorithm?: string): boolean {
  if (!/^[A-Za-z0-9-_]+\.[A-Za-z0-9-_]+\.[A-Za-z0-9-_]*$/.test(token)) return false;
  return isJwt(token.replaceAll("-", "+").replaceAll("_", "/"), algorithm);
}
