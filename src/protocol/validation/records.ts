// Records: keys and values each by a schema of their own.
import { maxIssues, type Issue } from "../issue.js";
import { isObject } from "./guards.js";
import { unknownKeys, unrecognized } from "./objects.js";
import { set } from "./own-fields.js";
import { at, report } from "./report.js";
import type { Option } from "./unions.js";

/** What Zod takes for a record: an object that no class made. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const maker: unknown = value["constructor"];
  if (maker === Object || typeof maker !== "function") return true;
  const made: unknown = maker.prototype;
  return isObject(made) && Object.hasOwn(made, "isPrototypeOf");
}

/** A record whose keys are listed: each must be there, and others are refused, or converted by `other` if it is loose. */
export function listedRecord(
  value: Record<string, unknown>,
  issues: Issue[],
  names: readonly (string | number)[],
  convert: Option,
  other?: Option,
  depth = 0,
): unknown {
  const record: Record<string, unknown> = {};
  for (const name of names) {
    if (name === "__proto__") continue;
    const result = at(issues, name, convert, Object.hasOwn(value, name) ? value[name] : undefined, depth);
    if (result !== undefined) set(record, String(name), result);
  }
  const known = names.map(String);
  if (other === undefined) unknownKeys(value, issues, known);
  else {
    for (const key of Object.keys(value)) {
      if (!known.includes(key) && key !== "__proto__") set(record, key, at(issues, key, other, value[key], depth));
    }
  }
  return record;
}

/**
 * Any other record. A key that its schema refuses is refused (`strict`), is unknown where keys are listed (`listed`), or
 * its value is converted by another function if the record is loose.
 */
export function record(
  value: Record<string, unknown>,
  issues: Issue[],
  key: Option,
  convert: Option,
  style: "strict" | "listed" | Option,
  depth = 0,
): unknown {
  return convertRecord(value, issues, (name, own) => key(name, own, depth), convert, style, depth);
}

/** A record with number keys: a name that its schema refuses may still be a number that it takes. */
export function numericRecord(
  value: Record<string, unknown>,
  issues: Issue[],
  key: Option,
  convert: Option,
  style: "strict" | "listed" | Option,
  depth = 0,
): unknown {
  const numeric = (name: string, own: Issue[]): unknown => {
    const result = key(name, own, depth);
    if (own.length === 0 || !/^-?\d+(?:\.\d+)?$/.test(name)) return result;
    const second: Issue[] = [];
    const number = key(Number(name), second, depth);
    if (second.length > 0) return result;
    own.length = 0;
    return number;
  };
  return convertRecord(value, issues, numeric, convert, style, depth);
}

function convertRecord(
  value: Record<string, unknown>,
  issues: Issue[],
  readKey: (name: string, own: Issue[]) => unknown,
  convert: Option,
  style: "strict" | "listed" | Option,
  depth: number,
): unknown {
  const result: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const name of Object.keys(value)) {
    if (name === "__proto__") continue;
    if (issues.length >= maxIssues) break;
    const own: Issue[] = [];
    const key = String(readKey(name, own));
    if (own.length === 0) {
      const item = at(issues, name, convert, value[name], depth);
      if (key !== "__proto__") set(result, key, item);
    } else if (typeof style === "function") set(result, name, at(issues, name, style, value[name], depth));
    else if (style === "listed") unknown.push(name);
    else report(issues, name, "invalid_key", "Invalid key in record", { origin: "record", issues: own });
  }
  if (unknown.length > 0) unrecognized(issues, unknown);
  return result;
}
