// Converters where a schema holds user code: the generated converter for the wire form, and Zod itself for the rest.
import { maxIssues, type Convert, type Issue } from "../protocol/issue.js";
import type { Schema } from "../schema/define-actor.js";

/**
 * Parses a value in memory: what `createState` returned, say.
 * @throws Error when the schema has async refinements or transforms, which have no place in a turn
 */
export function parseWith(schema: Schema): Convert {
  return remembering(schema, (value, issues) => parseInto(schema, value, issues, []));
}

// A symbol that all copies of this module share: generated code may have been bundled with its own.
const schemaKey = Symbol.for("actorgen.schema");

/** Notes the schema behind a converter or check. */
export function remembering<Made extends object>(schema: Schema, made: Made): Made {
  return Object.defineProperty(made, schemaKey, { value: schema });
}

/** The schema that `parseWith` or `checkWith` was given. */
export function schemaOf(made: object | undefined): Schema | undefined {
  const schema: unknown = made && Reflect.get(made, schemaKey);
  return isSchema(schema) ? schema : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && "~standard" in value;
}

/** From the wire: `read` decodes and checks the structure, then Zod parses, once. */
export function readThenParse(read: Convert, schema: Schema): Convert {
  return (wire, issues) => {
    const value = read(wire, issues);
    return issues.length > 0 ? undefined : parseInto(schema, value, issues, []);
  };
}

/** To the wire: Zod parses, once, then `write` encodes what came out. */
export function parseThenWrite(schema: Schema, write: Convert): Convert {
  return (value, issues) => {
    const parsed = parseInto(schema, value, issues, []);
    return issues.length > 0 ? undefined : write(parsed, issues);
  };
}

/**
 * To the wire, where a codec is in the schema: Zod encodes what the handler gave, the decoded side, then `write` writes
 * it. Refinements run once. Encoders may run more often: below a checked container Zod tries them before its checks.
 */
export function encodeThenWrite(schema: Schema, write: Convert): Convert {
  return (value, issues) => {
    const encoded = parseInto(schema, value, issues, [], backward);
    return issues.length > 0 ? undefined : write(encoded, issues);
  };
}

/** Arguments from the wire: `read` decodes the array; then each argument that has a schema is parsed by it. */
export function readArgsThenParse(
  read: Convert,
  schemas: readonly (readonly [name: string, schema: Schema | undefined])[],
): Convert {
  return (wire, issues) => {
    const values = read(wire, issues);
    if (issues.length > 0 || !Array.isArray(values)) return undefined;
    const args: unknown[] = values;
    return schemas.map(([name, schema], index) =>
      schema ? parseInto(schema, args[index], issues, [name]) : args[index],
    );
  };
}

/**
 * Parses with Zod, or encodes with `backward`; a refused value adds its issues, under `path`.
 *
 * By `safeParse` and not by the Standard Schema door: that one runs user code a second time, as if it were async, once it
 * throws. And not compiled (`z.compile`): a compiled parser hands what it refuses to the plain one to word the issues, which
 * runs refinements and transforms a second time for that value. What it would save per accepted value (Node 20, CPU, medians):
 *
 * |                                | JSON.parse | plain  | compiled | compiled below user code alone |
 * | ------------------------------ | ---------- | ------ | -------- | ------------------------------ |
 * | 5 fields, refined as a whole   | .30 µs     | .29 µs | .06 µs   | .11 µs                         |
 * | 5 fields, one refined          | .30 µs     | .31 µs | .06 µs   | .26 µs                         |
 * | 1.2 kB nested, one transform   | 3.5 µs     | 3.2 µs | .26 µs   | .46 µs                         |
 * | 1.2 kB nested, items refined   | 3.6 µs     | 3.5 µs | .27 µs   | 3.5 µs                         |
 * | 1,000 items, each refined      | 158 µs     | 140 µs | 7.3 µs   | 68 µs                          |
 * | 1,000 items, a field refined   | 155 µs     | 130 µs | 5.5 µs   | 106 µs                         |
 *
 * The last column runs user code once, but needs clones of the user's schemas with parsers put into them, gains least
 * where user code stands at a field, and would bring Zod's compiler into every bundle, those for platforms that forbid it too.
 *
 * @throws what user code in the schema throws
 * @throws Error when it is async
 */
export function parseInto(
  schema: Schema,
  value: unknown,
  issues: Issue[],
  path: readonly (string | number)[],
  options?: typeof backward,
): unknown {
  const result = parse(schema, value, options);
  if (result.success) return result.data;
  for (const issue of result.error.issues) if (issues.length < maxIssues) issues.push(toIssue(issue, path));
  return undefined;
}

type Parsed =
  | { readonly success: true; readonly data?: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly unknown[] } };

// Zod 4's `safeEncode(value)` is `safeParse(value, backward)`; mini has the latter alone.
const backward = { direction: "backward" } as const;

function parse(schema: Schema, value: unknown, options: typeof backward | undefined): Parsed {
  if (!hasSafeParse(schema)) throw new TypeError("This is not a schema of Zod.");
  try {
    return schema.safeParse(value, options);
  } catch (error) {
    // Zod 3 and 4 say it in these words alone.
    if (!(error instanceof Error) || !/encountered .*during synchronous parse/i.test(error.message)) throw error;
    throw new Error("Async refinements and transforms are not supported: check it in the action instead.");
  }
}

// Zod 4, Zod 4 mini and Zod 3 have it.
function hasSafeParse(schema: object): schema is { safeParse(value: unknown, options?: typeof backward): Parsed } {
  return "safeParse" in schema && typeof schema.safeParse === "function";
}

function toIssue(issue: unknown, prefix: readonly (string | number)[]): Issue {
  const fields: Record<string, unknown> = typeof issue === "object" && issue !== null ? { ...issue } : {};
  // Neither the value as a whole, which Zod adds when it is asked to, nor what Zod 3 tells of the wrong choice.
  delete fields["input"];
  if (fields["code"] === "invalid_enum_value" || fields["code"] === "invalid_literal") {
    const received = `, received '${String(fields["received"])}'`;
    fields["message"] = String(fields["message"]).replace(received, "");
    delete fields["received"];
  }
  const path = Array.isArray(fields["path"]) ? fields["path"].map(pathKey) : [];
  return {
    ...fields,
    code: typeof fields["code"] === "string" ? fields["code"] : "custom",
    path: [...prefix, ...path],
    message: typeof fields["message"] === "string" ? fields["message"] : "Invalid input",
  };
}

function pathKey(key: unknown): string | number {
  return typeof key === "number" ? key : String(key);
}
