// Lowers every position of an actor: what callers write in input mode, what readers get in output mode.
import type { Delivery } from "../../schema/contract.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import type { ActorParts, NamedPart } from "./definition.js";
import type { Reached } from "./definitions.js";
import { isUnencodable } from "./dialect.js";
import type { Findings } from "./findings.js";
import type { Lowered, Mode } from "./lowering.js";
import type { Types } from "./types.js";

/** A named position: an argument or a segment of a key. */
export interface NamedNode {
  readonly name: string;
  readonly optional: boolean;
  readonly node: JsonSchema;
}

/** One actor's positions as nodes; null is void, or nothing declared. */
export interface ActorNodes {
  readonly key: readonly NamedNode[];
  readonly input: JsonSchema | null;
  readonly params: JsonSchema | null;
  readonly actions: readonly {
    readonly name: string;
    readonly style: "args" | "input";
    readonly args: readonly NamedNode[];
    readonly returns: JsonSchema | null;
    readonly errors: readonly { readonly name: string; readonly node: JsonSchema | null }[];
    readonly concurrent: boolean;
  }[];
  readonly events: readonly {
    readonly name: string;
    readonly payload: JsonSchema | null;
    readonly delivery: Delivery;
  }[];
  readonly state: JsonSchema | null;
  readonly connState: JsonSchema | null;
  readonly auth: JsonSchema | null;
  readonly publicNodes: readonly Reached[];
  readonly privateNodes: readonly Reached[];
  readonly all: readonly Reached[];
}

/** Lowers an actor's positions, and reports keys that are not strings and arguments in the wrong order. */
export function lowerPositions(actor: string, parts: ActorParts, types: Types, findings: Findings): ActorNodes {
  const publicNodes: Reached[] = [];
  const privateNodes: Reached[] = [];
  const reach = (node: JsonSchema, mode: Mode, into = publicNodes): JsonSchema => {
    into.push({ node, mode });
    return node;
  };
  const whole = (schema: unknown, mode: Mode, path: readonly string[], into = publicNodes): JsonSchema | null => {
    if (schema === undefined) return null;
    const lowered = types.lower(schema, mode, [actor, ...path]);
    const { node } = lowered;
    if (mode === "output" && node["x-actorgen-kind"] === "undefined") return null;
    return reach(rooted(lowered), mode, into);
  };
  const leaving = (schema: unknown, path: readonly string[]): JsonSchema | null => {
    const node = whole(schema, "output", path);
    if (isUnencodable(schema))
      findings.add("AG031", "This holds a codec, and a transform that cannot go back.", [actor, ...path]);
    return node;
  };
  const named = ({ name, schema }: NamedPart, path: readonly string[]): NamedNode => {
    const lowered = types.lower(schema, "input", [actor, ...path]);
    return { name, optional: mayBeLeftOut(lowered), node: reach(rooted(lowered), "input") };
  };
  const { schemas } = parts;
  const key = (parts.key ?? []).map((part) => named(part, ["key", part.name]));
  for (const segment of key) {
    if (!isString(segment.node, (name) => types.definition(name, "input"))) {
      findings.add("AG015", "A segment of a key is a string.", [actor, "key", segment.name]);
    }
  }
  checkOrder(key, [actor, "key"], findings);
  const actions = parts.actions.map((action) => {
    const path = ["actions", action.name];
    const args = action.args.map((part) =>
      named(part, action.style === "args" ? [...path, "args", part.name] : [...path, part.name]),
    );
    checkOrder(args, [actor, ...path, "args"], findings);
    return {
      name: action.name,
      style: action.style,
      args,
      returns: leaving(action.returns, [...path, "returns"]),
      errors: action.errors.map((error) => ({
        name: error.name,
        node: leaving(error.schema, [...path, "errors", error.name]),
      })),
      concurrent: action.concurrent,
    };
  });
  const events = parts.events.map(({ name, payload, delivery, long }) => ({
    name,
    payload: leaving(payload, ["events", name, ...(long ? ["payload"] : [])]),
    delivery,
  }));
  return {
    key,
    input: whole(schemas.input, "input", ["input"]),
    params: whole(schemas.connParams, "input", ["connParams"]),
    actions,
    events,
    state: whole(schemas.state, "output", ["state"], privateNodes),
    connState: whole(schemas.connState, "output", ["connState"], privateNodes),
    auth: whole(schemas.auth, "output", ["auth"], privateNodes),
    publicNodes,
    privateNodes,
    get all() {
      return [...publicNodes, ...privateNodes];
    },
  };
}

// At the root of a position no `required` says that the value may be undefined.
function rooted({ node, undefined: mayBe }: Lowered): JsonSchema {
  return mayBe ? { ...node, "x-actorgen-undefined": "allowed" } : node;
}

// An argument may be left out if undefined is a value of its, or has a stand-in.
function mayBeLeftOut({ node, undefined: mayBe }: Lowered): boolean {
  const caught = "x-actorgen-catch" in node || node["x-actorgen-server-only"]?.includes("catch") === true;
  return mayBe || caught || "x-actorgen-default" in node;
}

function checkOrder(parts: readonly NamedNode[], path: readonly string[], findings: Findings): void {
  const last = parts.findLastIndex((part) => !part.optional);
  for (const [index, part] of parts.entries()) {
    if (part.optional && index < last) {
      const next = parts.slice(index).find((other) => !other.optional);
      if (next === undefined) continue;
      findings.add("AG010", `\`${next.name}\` is required, but it follows \`${part.name}\`, which is optional.`, [
        ...path,
        next.name,
      ]);
    }
  }
}

// A string in memory and on the wire, whatever its checks.
function isString(node: JsonSchema, definition: (name: string) => JsonSchema | undefined): boolean {
  if (node.$ref !== undefined) {
    const target = definition(node.$ref.slice("#/$defs/".length));
    return target !== undefined && isString(target, definition);
  }
  if (node["x-actorgen-kind"] !== undefined) return false;
  const branches = node.anyOf ?? node.oneOf;
  if (branches) return branches.every((branch) => isString(branch, definition));
  return node.type === "string";
}
