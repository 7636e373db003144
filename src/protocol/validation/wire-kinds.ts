// Wire kinds without a file of their own: bigint, bytes, NaN and stringbool.
import type { Issue } from "../issue.js";
import { runChecks, type Check } from "./checks.js";
import { isBase64 } from "./formats.js";
import { type Key, endsChecks, report, wrongType } from "./report.js";

/** The wire's decimal string to a bigint. */
export function readBigint(value: unknown, issues: Issue[], key?: Key, checks: readonly Check[] = []): unknown {
  // The length bounds what BigInt must parse, which takes more than linear time.
  if (typeof value !== "string" || value.length > 10_000 || !/^(?:0|-?[1-9]\d*)$/.test(value)) {
    return wrongType(value, issues, "bigint", key);
  }
  const number = BigInt(value);
  runChecks(number, issues, key, checks);
  return number;
}

/** A bigint to the wire's decimal string. */
export function writeBigint(value: unknown, issues: Issue[], key?: Key, checks: readonly Check[] = []): unknown {
  if (typeof value !== "bigint") return wrongType(value, issues, "bigint", key);
  runChecks(value, issues, key, checks);
  return String(value);
}

/** A decimal string that is one of those listed, to the bigint. */
export function readBigintOf(values: readonly string[], value: unknown, issues: Issue[], key?: Key): unknown {
  return typeof value === "string" && values.includes(value) ? BigInt(value) : noneOf(issues, values, key);
}

/** A bigint that is one of those listed, to its decimal string. */
export function writeBigintOf(values: readonly string[], value: unknown, issues: Issue[], key?: Key): unknown {
  const text = typeof value === "bigint" ? String(value) : "";
  return values.includes(text) ? text : noneOf(issues, values, key);
}

function noneOf(issues: Issue[], values: readonly string[], key: Key): undefined {
  const names = values.map((value) => `${value}n`).join("|");
  const message = values.length === 1 ? `input: expected ${names}` : `option: expected one of ${names}`;
  report(issues, key, "invalid_value", `Invalid ${message}`, { values });
}

/** The wire's base64 string to bytes. */
export function readBytes(value: unknown, issues: Issue[], key?: Key): unknown {
  if (typeof value !== "string" || !isBase64(value)) return wrongType(value, issues, "Uint8Array", key);
  return Uint8Array.from(atob(value), (char) => char.charCodeAt(0));
}

/** Bytes to the wire's base64 string. */
export function writeBytes(value: unknown, issues: Issue[], key?: Key): unknown {
  if (!(value instanceof Uint8Array)) return wrongType(value, issues, "Uint8Array", key);
  let text = "";
  // In pieces: an engine takes only so many arguments.
  for (let start = 0; start < value.length; start += 8192) {
    text += String.fromCharCode(...value.subarray(start, start + 8192));
  }
  return btoa(text);
}

/** The wire's `"NaN"` to the number. */
export function readNan(value: unknown, issues: Issue[], key?: Key): unknown {
  return value === "NaN"
    ? Number.NaN
    : report(issues, key, "invalid_type", "Invalid input: expected NaN", { expected: "nan" });
}

/** The number NaN to the wire's `"NaN"`. */
export function writeNan(value: unknown, issues: Issue[], key?: Key): unknown {
  return Number.isNaN(value)
    ? "NaN"
    : report(issues, key, "invalid_type", "Invalid input: expected NaN", { expected: "nan" });
}

/** The words of a stringbool. */
export interface Words {
  readonly truthy: readonly string[];
  readonly falsy: readonly string[];
  readonly case: "sensitive" | "insensitive";
}

/** A word to the boolean it stands for. */
export function readWord(words: Words, value: unknown, issues: Issue[], key?: Key): unknown {
  if (typeof value !== "string") return wrongType(value, issues, "string", key);
  const word = words.case === "sensitive" ? value : value.toLowerCase();
  if (words.truthy.includes(word)) return true;
  if (words.falsy.includes(word)) return false;
  const values = [...words.truthy, ...words.falsy];
  const names = values.map((name) => `"${name}"`).join("|");
  const start = issues.length;
  report(issues, key, "invalid_value", `Invalid option: expected one of ${names}`, { expected: "stringbool", values });
  endsChecks(issues, start);
  return undefined;
}

/** Refuses a string that is none of the words; gives the string. */
export function checkWord(words: Words, value: unknown, issues: Issue[], key?: Key): unknown {
  readWord(words, value, issues, key);
  return value;
}

/** A boolean to its first word; a word stays one. */
export function writeWord(words: Words, value: unknown, issues: Issue[], key?: Key): unknown {
  if (typeof value === "string") return checkWord(words, value, issues, key);
  if (typeof value !== "boolean") return wrongType(value, issues, "boolean", key);
  return value ? (words.truthy[0] ?? "true") : (words.falsy[0] ?? "false");
}
