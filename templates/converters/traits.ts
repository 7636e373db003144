// What is true of a schema with everything it leads to: decides how many converters it needs.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { children, refName, remembered, type Definitions } from "../typescript/view.js";
import { checksOf, type RuledCheck } from "./checks.js";
import type { Differences } from "./mode.js";

/** Answers questions about schemas of one contract, and remembers the answers. */
export class Traits {
  readonly #definitions: Definitions;
  readonly #reached = new Map<string, ReadonlySet<string>>();
  readonly #answers = new WeakMap<Test, WeakMap<JsonSchema, boolean>>();
  readonly #differences = new WeakMap<JsonSchema, Differences>();
  readonly #deep = new WeakMap<JsonSchema, boolean>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The schema a `$ref` chain ends at, with the defaults found on the way. */
  resolve(schema: JsonSchema): JsonSchema {
    let node = schema;
    const seen = new Set<string>();
    while (node.$ref !== undefined && !seen.has(node.$ref)) {
      seen.add(node.$ref);
      const { $ref, ...outer } = node;
      node = { ...this.definition(refName($ref)), ...outer };
    }
    return node;
  }

  /** A named type; what is not there accepts anything. */
  definition(name: string): JsonSchema {
    return this.#definitions[name] ?? {};
  }

  /** Does reading differ from writing, and the input side from the output side? */
  differences(schema: JsonSchema): Differences {
    return remembered(this.#differences, schema, () => {
      const decoding = this.#some(schema, isDecoded);
      return {
        direction: decoding || this.#some(schema, isContainer),
        decoding,
        sides: this.#some(schema, hasSides),
        dropping: this.#some(schema, isDropping),
      };
    });
  }

  /** Does it hold wire kinds, which a reader decodes? */
  decodes(schema: JsonSchema): boolean {
    return this.#some(schema, isWireKind);
  }

  /** Is one of several schemas chosen somewhere? */
  chooses(schema: JsonSchema): boolean {
    return this.#some(schema, isChoice);
  }

  /** Does it lead to a type that leads to itself? Then its converter counts the depth. */
  isDeep(schema: JsonSchema): boolean {
    return remembered(this.#deep, schema, () => {
      for (const name of this.#namesFrom(schema)) if (this.isRecursive(name)) return true;
      return false;
    });
  }

  /** Does this named type lead to itself? */
  isRecursive(name: string): boolean {
    const reached = this.#reached.get(name) ?? this.#namesFrom(this.definition(name));
    return reached.has(name);
  }

  #some(schema: JsonSchema, test: Test): boolean {
    const known = remembered(this.#answers, test, () => new WeakMap<JsonSchema, boolean>());
    const inside = (node: JsonSchema): boolean => remembered(known, node, () => test(node) || parts(node).some(inside));
    if (inside(schema)) return true;
    for (const name of this.#namesFrom(schema)) if (inside(this.definition(name))) return true;
    return false;
  }

  #namesFrom(schema: JsonSchema): ReadonlySet<string> {
    const names = new Set<string>();
    const queue = [schema];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const name of namesIn(node)) {
        const known = this.#reached.get(name);
        if (known) {
          names.add(name);
          for (const further of known) names.add(further);
        } else if (!names.has(name)) {
          names.add(name);
          queue.push(this.definition(name));
        }
      }
    }
    return names;
  }

  /** Works out where each named type leads, once. */
  prepare(): this {
    for (const name of Object.keys(this.#definitions)) this.#reached.set(name, this.#namesFrom(this.definition(name)));
    return this;
  }
}

type Test = (node: JsonSchema) => boolean;

function namesIn(schema: JsonSchema, into: string[] = []): string[] {
  if (schema.$ref !== undefined) into.push(refName(schema.$ref));
  for (const part of parts(schema)) namesIn(part, into);
  return into;
}

function isContainer({ type }: JsonSchema): boolean {
  return type === "object" || type === "array";
}

function isWireKind({ "x-actorgen-kind": kind }: JsonSchema): boolean {
  return kind !== undefined && kind !== "undefined";
}

function isChoice(node: JsonSchema): boolean {
  return node["x-actorgen-nullable"] !== true && (node.anyOf ?? node.oneOf) !== undefined;
}

// The placeholders of a template literal are no values of their own.
function parts(schema: JsonSchema): readonly JsonSchema[] {
  return schema["x-actorgen-template"] === undefined ? children(schema) : [];
}

function isDropping(schema: JsonSchema): boolean {
  return schema.properties !== undefined && schema["x-actorgen-keys"] === undefined;
}

function hasSides(schema: JsonSchema): boolean {
  const filled = schema["x-actorgen-default"] !== undefined || hasCatch(schema);
  return filled || isRewritten(schema) || schema["x-actorgen-kind"] === "stringbool";
}

/** Does a check change the value, so that its input side is not its output side? */
export function isRewritten(schema: JsonSchema): boolean {
  return schema.type === "string" && checksOf(schema).some(isRewriting);
}

/** Is this check a change of the value? A URL is trimmed as it is checked. */
export function isRewriting(check: RuledCheck): boolean {
  return check.check === "overwrite" || (check.check === "format" && check.format === "url" && !check.zod3);
}

/** Does a value stand in for one that fails? */
export function hasCatch(schema: JsonSchema): boolean {
  return schema["x-actorgen-catch"] !== undefined || schema["x-actorgen-server-only"]?.includes("catch") === true;
}

// Keywords under which a value is of no particular kind, so that a writer must see whether JSON can carry it.
const shapes = ["$ref", "type", "enum", "const", "anyOf", "oneOf", "allOf", "not", "x-actorgen-kind"] as const;

/** May the value be anything? */
export function isOpen(schema: JsonSchema): boolean {
  return shapes.every((key) => schema[key] === undefined);
}

function isDecoded(schema: JsonSchema): boolean {
  const kind = schema["x-actorgen-kind"];
  return (
    (kind !== undefined && kind !== "undefined") ||
    isOpen(schema) ||
    schema["x-actorgen-keys"] === "loose" ||
    schema["x-actorgen-record"] === "loose" ||
    schema["x-actorgen-undefined"] === "present"
  );
}
