// Schemas that more than one file needs a converter for: emitted once, beside the named types.
import type { Contract } from "../../src/schema/contract.js";
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { children } from "../typescript/view.js";

const documentation = new Set(["title", "description", "deprecated", "examples", "readOnly", "x-actorgen-secret"]);

/** What makes two schemas one: their text without what only documents them. */
export function identity(schema: JsonSchema): string {
  return JSON.stringify(schema, (key, value: unknown) => (documentation.has(key) ? undefined : value));
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
