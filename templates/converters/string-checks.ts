// The checks of a string, as quick tests and as the calls that report them.
import type { Check } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { isMarked, type RuledCheck } from "./checks.js";
import { lower, type Context } from "./context.js";
import { argumentList } from "./conversion.js";

/** Zod's names of formats in messages, where they differ from the format. */
const titles: Readonly<Record<string, string>> = {
  email: "email address",
  url: "URL",
  uuid: "UUID",
  guid: "GUID",
  ulid: "ULID",
  xid: "XID",
  ksuid: "KSUID",
  datetime: "ISO datetime",
  date: "ISO date",
  time: "ISO time",
  duration: "ISO duration",
  ipv4: "IPv4 address",
  ipv6: "IPv6 address",
  mac: "MAC address",
  cidrv4: "IPv4 range",
  cidrv6: "IPv6 range",
  base64: "base64-encoded string",
  base64url: "base64url-encoded string",
  e164: "E.164 number",
  currency_code: "currency code",
  credit_card: "credit card number",
  iban: "IBAN",
  jwt: "JWT",
};

/** Formats that Zod tests and reports by their pattern. */
const patterned = new Set(
  (
    "email emoji uuid guid nanoid cuid cuid2 ulid xid ksuid datetime date time duration ipv4 mac cidrv4 e164 " +
    "lowercase uppercase"
  ).split(" "),
);

/** Formats that code decides, by the shared function that does. */
const coded: Readonly<Record<string, string>> = {
  ipv6: "isIpv6",
  cidrv6: "isCidrv6",
  base64: "isBase64",
  base64url: "isBase64url",
  credit_card: "isCreditCard",
  iban: "isIban",
  jwt: "isJwt",
};

// Zod 3 has functions of its own for some.
const coded3: Readonly<Record<string, string>> = { ...coded, url: "canParse", jwt: "isUrlSafeJwt" };

function coderOf(check: RuledCheck): string | undefined {
  return (check.zod3 ? coded3 : coded)[check.format ?? ""];
}

const isLength = (check: RuledCheck): boolean => /length/.test(check.check);

/** Conditions that are true when a string fails; lengths first, so that no pattern sees a string that is too long. */
export function stringTests(checks: readonly RuledCheck[], value: string, context: Context): string[] {
  const sorted = [...checks.filter(isLength), ...checks.filter((check) => !isLength(check))];
  return sorted.flatMap((check) => failing(check, value, context));
}

function failing(check: RuledCheck, value: string, context: Context): string[] {
  const { module } = context;
  const bound = Number(check.value);
  switch (check.check) {
    case "min_length":
      if (check.zod3) return [`${value}.length < ${bound}`];
      // Twice as many units hold enough code points for sure.
      if (bound <= 1) return bound === 1 ? [`${value}.length === 0`] : [];
      return [`(${value}.length < ${bound * 2} && ${module.shared("codePoints")}(${value}) < ${bound})`];
    case "max_length":
      if (check.zod3) return [`${value}.length > ${bound}`];
      return [`(${value}.length > ${bound} && ${module.shared("codePoints")}(${value}) > ${bound})`];
    case "length_equals":
      if (check.zod3) return [`${value}.length !== ${bound}`];
      return [`${module.shared("codePoints")}(${value}) !== ${bound}`];
    case "starts_with":
      return [`!${value}.startsWith(${literal(String(check.value))})`];
    case "ends_with":
      return [`!${value}.endsWith(${literal(String(check.value))})`];
    case "includes":
      return [`!${value}.includes(${argumentList(literal(String(check.value)), positionOf(check))})`];
    case "regex":
    case "format":
      return formatTest(check, value, context);
    default:
      return [];
  }
}

function formatTest(check: RuledCheck, value: string, context: Context): string[] {
  const accepts = coderOf(check);
  if (accepts !== undefined) return [`!${acceptCall(check, value, context.module.shared(accepts))}`];
  if (check.pattern === undefined) return [];
  if (isZodUuid(check)) return [`!${context.module.shared("isUuid")}(${value})`];
  const regex = regexOf(check, context);
  if (isUuid(check)) return [`!${spelledOut(regex, context)}.test(${value})`];
  if (check.flags?.includes("y") === true) return [`!${context.module.shared("test")}(${regex}, ${value})`];
  return [`!${regex}.test(${value})`];
}

function acceptCall(check: RuledCheck, value: string, accepts: string): string {
  return `${accepts}(${argumentList(value, check.algorithm === undefined ? undefined : literal(check.algorithm))})`;
}

function positionOf({ position }: Check): string | undefined {
  return position === undefined ? undefined : String(position);
}

function regexOf(check: RuledCheck, { module, name }: Context): string {
  const wanted = check.check === "format" ? `${lower(camel(check.format ?? ""))}Pattern` : `${lower(name)}Pattern`;
  return module.constant(wanted, regexText(check.pattern ?? "", check.flags ?? ""));
}

// Zod's pattern of any UUID, which `actorgen/validation` knows.
const zodUuid =
  "^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$";
// Those of one version, and of a GUID.
const likeUuid = /^\^\((?:\[[0-9a-fA-F-]+\]\{\d+\}|[\d-]|\[89abAB\])+\)\$$/;

/** Is this the pattern of any UUID? */
export function isZodUuid(check: RuledCheck): boolean {
  return check.format === "uuid" && check.pattern === zodUuid && !check.flags;
}

/** Is this the pattern of UUIDs of one version, or of GUIDs? Their repeats are spelled out to be tested. */
export function isUuid(check: RuledCheck): boolean {
  return /^[ug]uid$/.test(check.format ?? "") && likeUuid.test(check.pattern ?? "") && !check.flags;
}

function spelledOut(regex: string, { module }: Context): string {
  return module.constant(
    regex.replace(/Pattern(\d*)$/, "Test$1"),
    `/* @__PURE__ */ ${module.shared("spelledOut")}(${regex})`,
  );
}

function camel(format: string): string {
  return format.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_match, next: string | undefined) => (next ?? "").toUpperCase());
}

/** Calls that make the reporting checks, in Zod's order. */
export function stringReports(checks: readonly RuledCheck[], context: Context): string[] {
  const most = Math.min(
    ...checks.map((check) =>
      check.check === "max_length" || check.check === "length_equals" ? Number(check.value) : Infinity,
    ),
  );
  return checks.flatMap((check) => {
    const made = reporting(check, context);
    if (made === undefined) return [];
    const limited = isLength(check) || most === Infinity ? made : `${context.module.shared("upTo")}(${most}, ${made})`;
    return [tail(check, limited, context)];
  });
}

/** The check with its early stop and message. */
export function tail(check: RuledCheck, made: string, { module }: Context): string {
  const said = check.message === undefined ? made : `${module.shared("saying")}(${literal(check.message)}, ${made})`;
  return check.abort === true ? `${module.shared("aborting")}(${said})` : said;
}

/** Length checks of strings, arrays, maps and sets. */
export function sizeReport(check: RuledCheck, { module }: Context): string | undefined {
  const makers: Readonly<Partial<Record<Check["check"], string>>> = {
    min_length: "minLength",
    max_length: "maxLength",
    length_equals: "exactLength",
    min_size: "minSize",
    max_size: "maxSize",
    size_equals: "exactSize",
  };
  const maker = makers[check.check];
  if (maker === undefined) return undefined;
  const measure = check.zod3 ? module.shared("units") : undefined;
  return `${module.shared(maker)}(${argumentList(String(check.value), measure)})`;
}

function reporting(check: RuledCheck, context: Context): string | undefined {
  const { module } = context;
  switch (check.check) {
    case "starts_with":
    case "ends_with":
    case "includes":
      return `${module.shared("part")}(${argumentList(literal(check.check), literal(String(check.value)), positionOf(check))})`;
    case "regex":
      return `${module.shared("pattern")}(${argumentList(...patternArguments(check, context))})`;
    case "format":
      return formatReport(check, context);
    default:
      return sizeReport(check, context);
  }
}

function formatReport(check: RuledCheck, context: Context): string | undefined {
  const { module } = context;
  const format = check.format ?? "";
  const title = titles[format];
  const coder = coderOf(check);
  if (coder !== undefined) {
    const call =
      check.algorithm === undefined
        ? module.shared(coder)
        : `(text) => ${acceptCall(check, "text", module.shared(coder))}`;
    return `${module.shared("format")}(${call}, ${literal(format)}, ${literal(title ?? format)})`;
  }
  if (check.pattern === undefined) return undefined;
  if (!patterned.has(format)) {
    // A format of the user's own, which Zod reports without its pattern.
    const accepts = `(text) => ${module.shared("test")}(${regexOf(check, context)}, text)`;
    return `${module.shared("format")}(${accepts}, ${literal(format)}, ${literal(title ?? format)})`;
  }
  return `${module.shared("pattern")}(${argumentList(...patternArguments(check, context))})`;
}

/** Is this a check by a pattern that Zod reports as such, and nothing else? */
export function isPlainPattern(check: RuledCheck): boolean {
  const known = check.check === "regex" || (check.check === "format" && patterned.has(check.format ?? ""));
  return known && check.pattern !== undefined && check.flags?.includes("y") !== true && !isMarked(check);
}

/** The pattern, its format and what messages call it. */
export function patternArguments(check: RuledCheck, context: Context): (string | undefined)[] {
  const regex = regexOf(check, context);
  if (check.check === "regex") return [regex];
  const title = titles[check.format ?? ""];
  return [regex, literal(check.format ?? ""), title === undefined ? undefined : literal(title)];
}

/** A regular expression as text: a literal, or a call where a compiler might not know its flags. */
export function regexText(pattern: string, flags: string): string {
  const regex = new RegExp(pattern, flags);
  // Half a surrogate pair does not outlive being written to a file.
  const halves = (text: string): string => text.replace(/\p{Cs}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
  if (/^[imsuy]*$/.test(flags)) return halves(String(regex));
  return `/* @__PURE__ */ new RegExp(${literal(pattern)}, ${literal(flags)})`;
}
