// The arguments of a call from the command line: one JSON value, or flags named after the arguments.
import { fileOf } from "../../../templates/typescript/names.js";
import type { ActionContract, NamedSchema } from "../../schema/contract.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import { nearestName } from "../config/nearest-name.js";
import { isRecord, parseJson } from "../parse-json.js";
import { LiveFailure } from "./failure.js";
import { flagValue, kindOf, resolved, type Types } from "./flag-value.js";
import { excerpt, printable } from "./printable.js";

/** Are these words flags, for which the contract is needed? */
export function areFlags(words: readonly string[]): boolean {
  return /^--?[A-Za-z_$]/.test(words[0] ?? "");
}

/**
 * The arguments that one JSON value is: an array holds them all, anything else is the only one.
 * @throws LiveFailure AG265
 */
export function argsOfJson(words: readonly string[]): readonly unknown[] {
  const [text, ...more] = words;
  if (text === undefined) return [];
  if (more.length > 0) {
    const mend = `Put them into one JSON array, such as '["ann", 5]', or use flags such as --user-id ann.`;
    throw new LiveFailure("AG265", `There is more than one word after the action: ${excerpt(words.join(" "))}.`, mend);
  }
  try {
    const value = parseJson(text);
    return Array.isArray(value) ? value : [value];
  } catch {
    const mend = `Write '["a text", 5]' for several arguments, '"a text"' for one, or flags such as --user-id ann.`;
    throw new LiveFailure("AG265", `${excerpt(text)} is not JSON.`, mend);
  }
}

/**
 * The arguments that flags are: `--user-id ann` or `--userId=ann` for `userId`. An action of one `input` object has a flag
 * for each of its fields. A boolean needs no value, and `--no-name` is false.
 *
 * @throws LiveFailure AG265 for a flag that no argument has, a value of the wrong type, a missing argument
 */
export function argsOfFlags(words: readonly string[], action: ActionContract, types: Types): readonly unknown[] {
  const { fields, isObject } = fieldsOf(action, types);
  const given = readFlags(words, fields, types);
  const missing = fields.filter(({ name, optional }) => !optional && !given.has(name));
  if (missing.length > 0) {
    const list = missing.map((field) => flagText(field, types)).join(" ");
    throw new LiveFailure("AG265", `Arguments are missing: ${list}.`, "Give them; --help lists all.");
  }
  if (isObject) return [Object.fromEntries(given)];
  const last = fields.findLastIndex(({ name }) => given.has(name));
  return fields.slice(0, last + 1).map(({ name }) => given.get(name) ?? null);
}

/** What flags stand for: the arguments, or the fields of the one `input`. */
export function fieldsOf(
  { args, style }: ActionContract,
  types: Types,
): { readonly fields: readonly NamedSchema[]; readonly isObject: boolean } {
  const [only] = args;
  const node = style === "input" && args.length === 1 && only ? resolved(only.schema, types) : {};
  const { properties, required } = node;
  if (!isRecord(properties)) return { fields: args, isObject: false };
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const fields = Object.entries(properties).flatMap(([name, schema]) =>
    isRecord(schema) ? [{ name, optional: !needed.includes(name), schema }] : [],
  );
  return { fields, isObject: true };
}

/** `--user-id <string>`. */
export function flagText(
  { name, schema }: { readonly name: string; readonly schema: JsonSchema },
  types: Types,
): string {
  return printable(`--${fileOf(name)} <${kindOf(schema, types)}>`);
}

function readFlags(words: readonly string[], fields: readonly NamedSchema[], types: Types): Map<string, unknown> {
  const given = new Map<string, unknown>();
  for (let at = 0; at < words.length; at++) {
    const [flag = "", inline] = splitFlag(words[at] ?? "");
    const { field, isNegated } = fieldOf(flag, fields);
    const { name, schema } = field;
    if (given.has(name)) throw new LiveFailure("AG265", `${flag} is given twice.`, "For several values write JSON.");
    let text = inline;
    if (isNegated) text ??= "false";
    else if (text === undefined) {
      const next = words[at + 1];
      const isBoolean = resolved(schema, types)["type"] === "boolean";
      if (isBoolean ? /^(?:true|false)$/.test(next ?? "") : next !== undefined) {
        text = next;
        at++;
      } else if (isBoolean) text = "true";
    }
    const read = text === undefined ? { expected: kindOf(schema, types) } : flagValue(text, schema, types);
    if ("expected" in read) {
      const came = text === undefined ? "has no value" : `is ${excerpt(text)}`;
      throw new LiveFailure("AG265", `${flag} ${came}.`, `Expected ${printable(read.expected)}.`);
    }
    given.set(name, read.value);
  }
  return given;
}

function splitFlag(word: string): readonly [string, string?] {
  const equals = word.indexOf("=");
  return equals === -1 || !word.startsWith("--") ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

function fieldOf(flag: string, fields: readonly NamedSchema[]): { field: NamedSchema; isNegated: boolean } {
  const bare = flag.replace(/^--/, "");
  const find = (name: string): NamedSchema | undefined =>
    fields.find((field) => field.name === name) ?? fields.find((field) => fileOf(field.name) === name);
  const field = flag.startsWith("--") ? find(bare) : undefined;
  if (field !== undefined) return { field, isNegated: false };
  const negated = flag.startsWith("--no-") ? find(bare.slice(3)) : undefined;
  if (negated !== undefined) return { field: negated, isNegated: true };
  const flags = fields.map(({ name }) => `--${fileOf(name)}`);
  const nearest = nearestName(flag, [...flags, ...ownOptions]);
  const guess = nearest === undefined ? "" : `Did you mean ${printable(nearest)}? `;
  const all = flags.length === 0 ? "The action takes no arguments." : `Its arguments: ${printable(flags.join(", "))}.`;
  throw new LiveFailure("AG265", `The action has no argument for ${excerpt(flag)}.`, guess + all);
}

// Of the command itself: they may be misspelt as well.
const ownOptions = [
  "--params",
  "--header",
  "--contract",
  "--create-with",
  "--must-exist",
  "--timeout",
  "--error-format",
];
