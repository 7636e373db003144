// Schemas that more than one file needs a converter for: emitted once, beside the named types.
import type { Contract } from "../../src/schema/contract.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { children } from "../typescript/view.js";

const documentation = new Set(["title", "description", "deprecated", "examples", "readOnly", "x-actorgen-secret"]);

/** Keywords that hold values, in which no key is a keyword. */
const values = new Set(["default", "const", "enum", "x-actorgen-catch"]);

const identities = new WeakMap<object, string>();

/** What makes two schemas one: their text without what only documents them. */
export function identity(schema: JsonSchema): string {
  return textOf(schema, false);
}

// The keys of `properties` are names of the user's, which say nothing about documentation.
function textOf(value: unknown, hasNames: boolean): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const known = identities.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value)
    ? `[${value.map((item) => textOf(item, false)).join()}]`
    : membersOf(value, hasNames);
  identities.set(value, text);
  return text;
}

function membersOf(value: object, hasNames: boolean): string {
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || (!hasNames && documentation.has(key))) continue;
    const text =
      !hasNames && values.has(key) ? JSON.stringify(member) : textOf(member, !hasNames && key === "properties");
    parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join()}}`;
}

/** The schemas with parts that stand in several actors, or in an actor and a named type, by identity. */
export function commonSchemas(contract: Contract): ReadonlySet<string> {
  const common = new Set<string>();
  const seen = new Set<string>();
  for (const group of [Object.values(contract.$defs), ...Object.values(contract.actors).map(schemasOf)]) {
    const here = new Set<string>();
    for (const schema of group) collect(schema, here);
    for (const text of here) {
      if (seen.has(text)) common.add(text);
      seen.add(text);
    }
  }
  return common;
}

function schemasOf(actor: Contract["actors"][string]): readonly JsonSchema[] {
  const actions = Object.values(actor.actions).flatMap((action) => [
    ...action.args.map((arg) => arg.schema),
    action.returns,
    ...Object.values(action.errors),
  ]);
  const events = Object.values(actor.events).map((event) => event.payload);
  return [actor.params, actor.input, ...actions, ...events].filter((schema) => schema !== null);
}

function collect(schema: JsonSchema, found: Set<string>): void {
  const parts = children(schema);
  if (parts.length > 0) found.add(identity(schema));
  for (const part of parts) collect(part, found);
}
