// Reads one actor's definition into its positions, and reports what is wrong with the definition itself.
import { errorCodes } from "../../protocol/errors.js";
import type { Delivery } from "../../schema/contract.js";
import { isIdentifier, isUnorderedName, nearestName, reservedActionNames, reservedArgumentNames } from "../names.js";
import { describe, isSchema } from "./dialect.js";
import type { Findings } from "./findings.js";

/** A schema with its name. */
export interface NamedPart {
  readonly name: string;
  readonly schema: unknown;
}

/** One action of a definition. */
export interface ActionParts {
  readonly name: string;
  readonly style: "args" | "input";
  readonly args: readonly NamedPart[];
  /** Undefined: void. */
  readonly returns: unknown;
  readonly errors: readonly NamedPart[];
  readonly concurrent: boolean;
}

/** One event of a definition. `long` when it was declared as `{ payload }`. */
export interface EventParts {
  readonly name: string;
  readonly payload: unknown;
  readonly delivery: Delivery;
  readonly long: boolean;
}

/** A definition taken apart. Schemas are checked to be schemas; undefined where there is none. */
export interface ActorParts {
  readonly key: readonly NamedPart[] | null;
  readonly actions: readonly ActionParts[];
  readonly events: readonly EventParts[];
  readonly version: number;
  readonly schemas: Readonly<Record<"input" | "state" | "connParams" | "connState" | "auth", unknown>>;
}

const actorFields = ["key", "input", "state", "connParams", "connState", "auth", "actions", "events", "version"];
const actionFields = ["args", "input", "returns", "errors", "concurrent"];
const eventFields = ["payload", "delivery"];
const deliveries: readonly Delivery[] = ["resume", "latest", "volatile"];

/** Takes a definition apart. */
export function readDefinition(name: string, definition: object, findings: Findings): ActorParts {
  return new DefinitionReader(findings).actor(name, definition);
}

type Fields = Readonly<Record<string, unknown>>;

class DefinitionReader {
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  actor(name: string, definition: object): ActorParts {
    const fields: Fields = { ...definition };
    this.#checkFields(fields, actorFields, [name]);
    const { version = 1 } = fields;
    if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1) {
      this.#findings.add("AG017", "`version` is not a whole number from 1 on.", [name, "version"]);
    }
    return {
      key: fields["key"] === undefined ? null : this.#named(fields["key"], [name, "key"]),
      actions: this.#entries(fields["actions"], [name, "actions"]).map(([action, value]) =>
        this.#action(action, value, [name, "actions", action]),
      ),
      events: this.#entries(fields["events"], [name, "events"]).map(([event, value]) =>
        this.#event(event, value, [name, "events", event]),
      ),
      version: typeof version === "number" ? version : 1,
      schemas: {
        input: this.#schema(fields["input"], [name, "input"]),
        state: this.#schema(fields["state"], [name, "state"]),
        connParams: this.#schema(fields["connParams"], [name, "connParams"]),
        connState: this.#schema(fields["connState"], [name, "connState"]),
        auth: this.#schema(fields["auth"], [name, "auth"]),
      },
    };
  }

  #action(name: string, value: unknown, path: readonly string[]): ActionParts {
    if (reservedActionNames.has(name)) this.#findings.add("AG008", `An action cannot be called \`${name}\`.`, path);
    this.#checkOrder(name, path);
    const fields = this.#object(value, path);
    this.#checkFields(fields, actionFields, path);
    const { concurrent = false } = fields;
    if (typeof concurrent !== "boolean") {
      this.#findings.add("AG017", "`concurrent` is not true or false.", [...path, "concurrent"]);
    }
    if (fields["args"] !== undefined && fields["input"] !== undefined) {
      this.#findings.add("AG011", "An action takes `args` or one `input`, not both.", path);
    }
    const input = this.#schema(fields["input"], [...path, "input"]);
    const args = this.#named(fields["args"], [...path, "args"]);
    for (const argument of args) this.#checkArgument(argument.name, [...path, "args", argument.name]);
    const errors = this.#named(fields["errors"], [...path, "errors"]);
    for (const { name: code } of errors) {
      if (Object.hasOwn(errorCodes, code)) {
        this.#findings.add("AG016", `The runtime itself gives the code \`${code}\`.`, [...path, "errors", code]);
      }
    }
    return {
      name,
      style: input === undefined ? "args" : "input",
      args: input === undefined ? args : [{ name: "input", schema: input }],
      returns: this.#schema(fields["returns"], [...path, "returns"]),
      errors,
      concurrent: concurrent === true,
    };
  }

  #event(name: string, value: unknown, path: readonly string[]): EventParts {
    this.#checkOrder(name, path);
    if (isSchema(value)) return { name, payload: value, delivery: "resume", long: false };
    const fields = this.#object(value, path);
    if (!("payload" in fields)) {
      this.#findings.add("AG014", `Expected a schema or \`{ payload }\`, but this is ${describe(value)}.`, path);
      return { name, payload: undefined, delivery: "resume", long: false };
    }
    this.#checkFields(fields, eventFields, path);
    const { delivery = "resume" } = fields;
    const known = deliveries.find((one) => one === delivery);
    if (known === undefined) {
      const words = deliveries.map((one) => `"${one}"`).join(", ");
      this.#findings.add("AG013", `The delivery ${JSON.stringify(delivery)} is none of ${words}.`, [
        ...path,
        "delivery",
      ]);
    }
    const payload = this.#schema(fields["payload"], [...path, "payload"]);
    return { name, payload, delivery: known ?? "resume", long: true };
  }

  #checkArgument(name: string, path: readonly string[]): void {
    if (reservedArgumentNames.has(name)) this.#findings.add("AG009", `An argument cannot be called \`${name}\`.`, path);
    else if (!isIdentifier(name) && !isUnorderedName(name)) {
      this.#findings.add("AG009", `\`${name}\` cannot be the name of a parameter.`, path);
    }
  }

  #checkOrder(name: string, path: readonly string[]): void {
    if (isUnorderedName(name)) this.#findings.add("AG007", `The name \`${name}\` cannot be used.`, path);
  }

  #checkFields(fields: Fields, known: readonly string[], path: readonly string[]): void {
    for (const field of Object.keys(fields)) {
      if (known.includes(field)) continue;
      const near = nearestName(field, known);
      const hint = near === undefined ? ` Known are ${known.join(", ")}.` : ` Did you mean \`${near}\`?`;
      this.#findings.add("AG012", `There is no field \`${field}\` here.${hint}`, [...path, field]);
    }
  }

  #named(value: unknown, path: readonly string[]): readonly NamedPart[] {
    return this.#entries(value, path).map(([name, part]) => {
      this.#checkOrder(name, [...path, name]);
      return { name, schema: this.#schema(part, [...path, name]) };
    });
  }

  #entries(value: unknown, path: readonly string[]): readonly (readonly [string, unknown])[] {
    return value === undefined ? [] : Object.entries(this.#object(value, path));
  }

  #object(value: unknown, path: readonly string[]): Fields {
    if (isSchema(value)) this.#findings.add("AG017", "Expected an object, but this is a schema.", path);
    else if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    else this.#findings.add("AG017", `Expected an object, but this is ${describe(value)}.`, path);
    return {};
  }

  #schema(value: unknown, path: readonly string[]): unknown {
    if (value === undefined || isSchema(value)) return value;
    this.#findings.add("AG014", `Expected a Zod schema, but this is ${describe(value)}.`, path);
    return undefined;
  }
}
