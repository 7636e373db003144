// Zod 4's checks as checks of the contract.
import { _slugify, _toLowerCase, _toUpperCase, _trim } from "zod/v4/core";
import type { $ZodCheck } from "zod/v4/core";
import type { Check, ServerOnly } from "../../../schema/json-schema.js";
import { checkOf, type CheckDefinition } from "./definition.js";

/** What both ends can run, in order, and what only the server can. */
export interface ReadChecks {
  readonly checks: readonly Check[];
  readonly serverOnly: readonly ServerOnly[];
}

/**
 * Reads checks in order. After a change of the value by user code nothing can be said any more, so later checks are the
 * server's alone.
 */
export function readChecks(definitions: readonly CheckDefinition[]): ReadChecks {
  const checks: Check[] = [];
  const serverOnly: ServerOnly[] = [];
  for (const definition of definitions) {
    const check = readCheck(definition);
    if (check === "refine") serverOnly.push("refine");
    else if (check === "transform") return { checks, serverOnly: [...serverOnly, "transform"] };
    else checks.push({ ...check, ...tail(definition) });
  }
  return { checks, serverOnly };
}

function readCheck(def: CheckDefinition): Check | "refine" | "transform" {
  if ("when" in def && def.when !== undefined && !isSizeCheck(def)) return "refine";
  switch (def.check) {
    case "less_than":
      return boundCheck(def.inclusive ? "lte" : "lt", def.value);
    case "greater_than":
      return boundCheck(def.inclusive ? "gte" : "gt", def.value);
    case "multiple_of":
      return boundCheck("multiple_of", def.value);
    case "number_format":
    case "bigint_format":
      return { check: "format", format: def.format };
    case "min_size":
    case "min_length":
      return { check: def.check, value: def.minimum };
    case "max_size":
    case "max_length":
      return { check: def.check, value: def.maximum };
    case "size_equals":
      return { check: "size_equals", value: def.size };
    case "length_equals":
      return { check: "length_equals", value: def.length };
    case "string_format":
      return readFormat(def);
    case "overwrite":
      return readOverwrite(def.tx);
    default:
      return "refine";
  }
}

// JSON has no form for infinite, NaN or invalid bounds; those are left to the server.
function boundCheck(check: Check["check"], value: number | bigint | Date): Check | "refine" {
  if (typeof value === "bigint") return { check, value: value.toString() };
  if (!Number.isFinite(Number(value))) return "refine";
  return { check, value: typeof value === "number" ? value : value.toISOString() };
}

// Size and length checks carry a `when` of Zod's own.
function isSizeCheck(def: CheckDefinition): boolean {
  return /_(?:length|size)$|_equals$/.test(def.check);
}

// Early stop and message, which any check may carry. A function of no parameters is Zod's wrapping of a constant.
function tail(def: CheckDefinition): { readonly abort?: true; readonly message?: string } {
  const message = "error" in def ? constantMessage(def.error) : undefined;
  return { ...(def.abort === true && { abort: true }), ...(message !== undefined && { message }) };
}

/** The user's message if it is a constant. */
export function constantMessage(error: unknown): string | undefined {
  if (typeof error !== "function" || error.length > 0) return undefined;
  try {
    const message: unknown = Reflect.apply(error, undefined, []);
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

/** Formats that Zod checks with code, not with the pattern it carries. */
const coded = new Set(["url", "ipv6", "cidrv6", "base64", "base64url", "jwt", "credit_card", "iban", "json_string"]);

type StringFormat = Extract<CheckDefinition, { check: "string_format" }>;

function readFormat(def: StringFormat): Check | "refine" {
  const fields: Readonly<Record<string, unknown>> = { ...def };
  const { format, pattern } = def;
  switch (format) {
    case "regex":
      return { check: "regex", ...regexFields(pattern) };
    case "starts_with":
      return { check: format, value: String(fields["prefix"]) };
    case "ends_with":
      return { check: format, value: String(fields["suffix"]) };
    case "includes": {
      const { position } = fields;
      return { check: format, value: String(fields["includes"]), ...(typeof position === "number" && { position }) };
    }
    case "url":
      return {
        check: "format",
        format,
        ...(fields["hostname"] instanceof RegExp && { hostname: namedRegex(fields["hostname"]) }),
        ...(fields["protocol"] instanceof RegExp && { protocol: namedRegex(fields["protocol"]) }),
        ...(fields["normalize"] === true && { normalize: true }),
      };
    case "jwt":
      return { check: "format", format, ...(typeof fields["alg"] === "string" && { algorithm: fields["alg"] }) };
  }
  if (coded.has(format)) return { check: "format", format };
  // `z.stringFormat(name, fn)`: user code, told by the missing pattern.
  return pattern ? { check: "format", format, ...regexFields(pattern) } : "refine";
}

// `g` and `d` change nothing in a test that starts at 0; `y` anchors it there.
function testFlags(regex: RegExp): string {
  return regex.flags.replaceAll(/[dg]/g, "");
}

function namedRegex(regex: RegExp): { readonly pattern: string; readonly flags: string } {
  return { pattern: regex.source, flags: testFlags(regex) };
}

function regexFields(regex: RegExp | undefined): { readonly pattern?: string; readonly flags?: string } {
  if (!regex) return {};
  const flags = testFlags(regex);
  return { pattern: regex.source, ...(flags !== "" && { flags }) };
}

// Zod's own changes are told by the text of their functions, which all come from the same few lines.
const overwrites = new Map(
  Object.entries({ trim: _trim(), toLowerCase: _toLowerCase(), toUpperCase: _toUpperCase(), slugify: _slugify() }).map(
    ([name, check]) => [textOf(check), name],
  ),
);

function textOf(check: $ZodCheck<string>): string {
  const def = checkOf(check);
  return def.check === "overwrite" ? String(def.tx) : "";
}

function readOverwrite(change: (value: never) => unknown): Check | "transform" {
  const name = overwrites.get(String(change)) ?? normalization(change);
  return name === undefined ? "transform" : { check: "overwrite", value: name };
}

// One text on which the four normal forms differ.
const probe = "\uFB01A\u030A\u00E5";

function normalization(change: (value: never) => unknown): string | undefined {
  if (!/^\(?(\w+)\)?\s*=>\s*\1\.normalize\(\w+\)$/.test(String(change))) return undefined;
  const changed: unknown = Reflect.apply(change, undefined, [probe]);
  const form = ["NFC", "NFD", "NFKC", "NFKD"].find((name) => probe.normalize(name) === changed);
  return form && `normalize:${form}`;
}
