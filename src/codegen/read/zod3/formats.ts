// The patterns of Zod 3's string formats, which it does not export. A test holds them against Zod's source.
import type { Check } from "../../../schema/json-schema.js";
import type { Check3 } from "./definition.js";

const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])";
const ipv4Source = `(?:${octet}\\.){3}${octet}`;
const hex = "[0-9a-fA-F]{1,4}";
const part4 = "(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])";
const ipv6Source =
  `(${hex}:){7,7}${hex}|(${hex}:){1,7}:|(${hex}:){1,6}:${hex}|(${hex}:){1,5}(:${hex}){1,2}|(${hex}:){1,4}(:${hex}){1,3}|` +
  `(${hex}:){1,3}(:${hex}){1,4}|(${hex}:){1,2}(:${hex}){1,5}|${hex}:((:${hex}){1,6})|:((:${hex}){1,7}|:)|` +
  `fe80:(:[0-9a-fA-F]{0,4}){0,4}%[0-9a-zA-Z]{1,}|::(ffff(:0{1,4}){0,1}:){0,1}(${part4}\\.){3,3}${part4}|` +
  `(${hex}:){1,4}:(${part4}\\.){3,3}${part4}`;
const dateSource =
  "((\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|" +
  "\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|(02)-(0[1-9]|1\\d|2[0-8])))";
const prefix4 = "(3[0-2]|[12]?[0-9])";
const prefix6 = "(12[0-8]|1[01][0-9]|[1-9]?[0-9])";

/** Formats with one pattern each. */
export const patterns3: Readonly<Record<string, RegExp>> = {
  cuid: /^c[^\s-]{8,}$/i,
  cuid2: /^[0-9a-z]+$/,
  ulid: /^[0-9A-HJKMNP-TV-Z]{26}$/i,
  uuid: /^[0-9a-fA-F]{8}\b-[0-9a-fA-F]{4}\b-[0-9a-fA-F]{4}\b-[0-9a-fA-F]{4}\b-[0-9a-fA-F]{12}$/i,
  nanoid: /^[a-z0-9_-]{21}$/i,
  duration:
    /^[-+]?P(?!$)(?:(?:[-+]?\d+Y)|(?:[-+]?\d+[.,]\d+Y$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:(?:[-+]?\d+W)|(?:[-+]?\d+[.,]\d+W$))?(?:(?:[-+]?\d+D)|(?:[-+]?\d+[.,]\d+D$))?(?:T(?=[\d+-])(?:(?:[-+]?\d+H)|(?:[-+]?\d+[.,]\d+H$))?(?:(?:[-+]?\d+M)|(?:[-+]?\d+[.,]\d+M$))?(?:[-+]?\d+(?:[.,]\d+)?S)?)??$/,
  email: new RegExp("^(?!\\.)(?!.*\\.\\.)([A-Z0-9_'+\\-\\.]*)[A-Z0-9_+-]@([A-Z0-9][A-Z0-9\\-]*\\.)+[A-Z]{2,}$", "i"),
  emoji: /^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u,
  ipv4: new RegExp(`^${ipv4Source}$`),
  ipv6: new RegExp(`^(${ipv6Source})$`),
  cidrv4: new RegExp(`^${ipv4Source}\\/${prefix4}$`),
  cidrv6: new RegExp(`^(${ipv6Source})\\/${prefix6}$`),
  base64: /^([0-9a-zA-Z+/]{4})*(([0-9a-zA-Z+/]{2}==)|([0-9a-zA-Z+/]{3}=))?$/,
  base64url: /^([0-9a-zA-Z-_]{4})*(([0-9a-zA-Z-_]{2}(==)?)|([0-9a-zA-Z-_]{3}(=)?))?$/,
  date: new RegExp(`^${dateSource}$`),
};

/** What a format check tests, as a check of the contract; undefined for a kind that is no format. */
export function formatCheck(check: Check3): Check | undefined {
  const { kind } = check;
  switch (kind) {
    case "url":
      return { check: "format", format: "url" };
    case "jwt":
      return { check: "format", format: "jwt", ...(check.alg !== undefined && { algorithm: check.alg }) };
    case "datetime":
      return { check: "format", format: "datetime", pattern: datetimeSource(check) };
    case "time":
      return { check: "format", format: "time", pattern: `^${timeSource(check)}$` };
    case "ip":
    case "cidr":
      return addressCheck(kind, check.version);
  }
  const pattern = Object.hasOwn(patterns3, kind) ? patterns3[kind] : undefined;
  if (kind.startsWith("base64") && pattern) return { check: "regex", ...fields(pattern) };
  return pattern && { check: "format", format: kind, ...fields(pattern) };
}

// The contract's formats `ipv6`, `cidrv6`, `base64` and `base64url` are decided by Zod 4's code; Zod 3 decides by pattern
// alone, so these are regexes here.
function addressCheck(kind: "ip" | "cidr", version: "v4" | "v6" | undefined): Check {
  const versions = version === undefined ? ["v4", "v6"] : [version];
  const sources = versions.map((one) => patterns3[`${kind}${one}`]?.source ?? "");
  const pattern = sources.length === 1 ? sources.join("") : sources.map((source) => `(?:${source})`).join("|");
  return { check: "regex", pattern };
}

function fields(pattern: RegExp): { readonly pattern: string; readonly flags?: string } {
  return { pattern: pattern.source, ...(pattern.flags !== "" && { flags: pattern.flags }) };
}

function timeSource({ precision }: Check3): string {
  const fraction = precision
    ? `\\.\\d{${precision}}`
    : precision === undefined || precision === null
      ? "(\\.\\d+)?"
      : "";
  return `([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d${fraction})${precision ? "+" : "?"}`;
}

function datetimeSource(check: Check3): string {
  const zones = [check.local === true ? "Z?" : "Z", ...(check.offset === true ? ["([+-]\\d{2}:?\\d{2})"] : [])];
  return `^${dateSource}T${timeSource(check)}(${zones.join("|")})$`;
}
