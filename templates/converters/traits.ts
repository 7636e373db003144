// What is true of a schema with everything it leads to: decides how many converters it needs.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { children, refName, type Definitions } from "../typescript/view.js";
import { checksOf, type RuledCheck } from "./checks.js";
import type { Differences } from "./mode.js";

/** Answers questions about schemas of one contract, and remembers the answers. */
export class Traits {
  readonly #definitions: Definitions;
  readonly #reached = new Map<string, ReadonlySet<string>>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The schema a `$ref` chain ends at, with the defaults found on the way. */
  resolve(schema: JsonSchema): JsonSchema {
    let node = schema;
    for (let hops = Object.keys(this.#definitions).length; node.$ref !== undefined && hops >= 0; hops--) {
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
    const decoding = this.#some(schema, isDecoded);
    return {
      direction: decoding || this.#some(schema, ({ type }) => type === "object" || type === "array"),
      decoding,
      sides: this.#some(schema, hasSides),
      dropping: this.#some(schema, isDropping),
    };
  }

  /** Does it hold wire kinds, which a reader decodes? */
  decodes(schema: JsonSchema): boolean {
    return this.#some(
      schema,
      (node) => node["x-actorgen-kind"] !== undefined && node["x-actorgen-kind"] !== "undefined",
    );
  }

  /** Is one of several schemas chosen somewhere? */
  chooses(schema: JsonSchema): boolean {
    return this.#some(
      schema,
      (node) => node["x-actorgen-nullable"] !== true && (node.anyOf ?? node.oneOf) !== undefined,
    );
  }

  /** Does it lead to a type that leads to itself? Then its converter counts the depth. */
  isDeep(schema: JsonSchema): boolean {
    return [...this.#namesFrom(schema)].some((name) => this.isRecursive(name));
  }

  /** Does this named type lead to itself? */
  isRecursive(name: string): boolean {
    return this.#namesFrom(this.definition(name)).has(name);
  }

  #some(schema: JsonSchema, test: (node: JsonSchema) => boolean): boolean {
    return anywhere(schema, test) || [...this.#namesFrom(schema)].some((name) => anywhere(this.definition(name), test));
  }

  #namesFrom(schema: JsonSchema): ReadonlySet<string> {
    const names = new Set<string>();
    const queue = [schema];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const name of namesIn(node)) {
        const known = this.#reached.get(name);
        if (known) for (const further of [name, ...known]) names.add(further);
        else if (!names.has(name)) {
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

function anywhere(schema: JsonSchema, test: (node: JsonSchema) => boolean): boolean {
  return test(schema) || parts(schema).some((child) => anywhere(child, test));
}

function namesIn(schema: JsonSchema): string[] {
  return [...(schema.$ref === undefined ? [] : [refName(schema.$ref)]), ...parts(schema).flatMap(namesIn)];
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
