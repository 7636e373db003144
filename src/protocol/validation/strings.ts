// Strings: what is wrong with one.
import type { Issue } from "../issue.js";
import { lengthBeyond } from "./bounds.js";
import { codePoints, lengthOf, runChecks, type Check } from "./checks.js";
import { goesNoFurther, report, wrongType, type Key } from "./report.js";

/** Refuses what is no string. */
export function string(value: unknown, issues: Issue[], key?: Key): void {
  if (typeof value !== "string") wrongType(value, issues, "string", key);
}

/** Refuses what is no string of so many code points. */
export function sizedString(value: unknown, issues: Issue[], key: Key, least: number, most = Infinity): void {
  // A code point takes one or two units, so twice as many units as points will do.
  const fits =
    typeof value === "string" && (value.length >= least * 2 || codePoints(value) >= least) && value.length <= most;
  if (!fits) sizedText(value, issues, key, least, most);
}

function sizedText(value: unknown, issues: Issue[], key: Key, least: number, most: number): void {
  string(value, issues, key);
  const size = lengthOf(value);
  if (size === undefined) return;
  if (least > 0 && !(size >= least)) lengthBeyond(value, issues, key, true, least);
  if (most < Infinity && !(size <= most)) lengthBeyond(value, issues, key, false, most);
}

/** Refuses what is no string that matches. `title` is what the message calls it. */
export function matches(
  value: unknown,
  issues: Issue[],
  key: Key,
  regex: RegExp,
  format?: string,
  title?: string,
): void {
  if (typeof value !== "string") wrongType(value, issues, "string", key);
  else if (!regex.test(value)) mismatch(issues, key, regex, format, title);
}

function mismatch(issues: Issue[], key: Key, regex: RegExp, format?: string, title = format): void {
  const message = `Invalid ${title ?? `string: must match pattern ${regex}`}`;
  report(issues, key, "invalid_format", message, {
    origin: "string",
    format: format ?? "regex",
    pattern: String(regex),
  });
}

/** Refuses what is no string or fails a check. */
export function text(value: unknown, issues: Issue[], key?: Key, ...checks: Check[]): void {
  if (typeof value !== "string") wrongType(value, issues, "string", key);
  runChecks(value, issues, key, checks);
}

/** Tests a pattern from the start of the text, whatever its flags. */
export function test(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** Says that a string is not of the format. `name` is how the message calls it. */
export function format(accepts: (text: string) => boolean, format: string, name: string, fields?: object): Check {
  return (value, issues, key) => {
    if (typeof value === "string" && !accepts(value)) {
      report(issues, key, "invalid_format", `Invalid ${name}`, { format, ...fields });
    }
    return undefined;
  };
}

/** Says that a string does not match. Without a format it is the user's own regular expression. */
export function pattern(regex: RegExp, format?: string, title?: string): Check {
  return (value, issues, key) => {
    if (typeof value === "string" && !test(regex, value)) mismatch(issues, key, regex, format, title);
    return undefined;
  };
}

/** Says that a string lacks its start, end or part. */
export function part(name: "starts_with" | "ends_with" | "includes", text: string, position?: number): Check {
  const has = (value: string): boolean =>
    name === "starts_with"
      ? value.startsWith(text)
      : name === "ends_with"
        ? value.endsWith(text)
        : value.includes(text, position);
  const field = name === "starts_with" ? "prefix" : name === "ends_with" ? "suffix" : "includes";
  const verb = name === "includes" ? "include" : name.replace("s_", " ");
  return format(has, name, `string: must ${verb} "${text}"`, { origin: "string", [field]: text });
}

/** Runs a check only on text within the length limit, so that no pattern ever sees a longer one. */
export function upTo(most: number, check: Check): Check {
  return (value, issues, key) =>
    typeof value === "string" && value.length > most && codePoints(value) > most
      ? undefined
      : check(value, issues, key);
}

/** Refuses what does not fit a template literal. */
export function templateLiteral(value: unknown, issues: Issue[], regex: RegExp, key?: Key): undefined {
  if (typeof value !== "string") return wrongType(value, issues, "string", key);
  const start = issues.length;
  report(issues, key, "invalid_format", "Invalid input", { format: "template_literal", pattern: regex.source });
  goesNoFurther(issues, start);
}
