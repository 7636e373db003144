// Converters where a schema holds user code: the generated converter for the wire form, and Zod itself for the rest.
import { maxIssues, type Convert, type Issue } from "../protocol/issue.js";
import type { Schema } from "../schema/define-actor.js";

/**
 * Parses a value in memory: what `createState` returned, say.
 * @throws Error when the schema has async refinements or transforms, which have no place in a turn
 */
export function parseWith(schema: Schema): Convert {
  return (value, issues) => parseInto(schema, value, issues, []);
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

/** Parses with Zod; a refused value adds its issues, under `path`. */
export function parseInto(
  schema: Schema,
  value: unknown,
  issues: Issue[],
  path: readonly (string | number)[],
): unknown {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) {
    result.catch(() => {});
    throw new Error("Async refinements and transforms are not supported: check it in the action instead.");
  }
  if (!result.issues) return result.value;
  for (const issue of result.issues) if (issues.length < maxIssues) issues.push(toIssue(issue, path));
  return undefined;
}

function toIssue(issue: unknown, prefix: readonly (string | number)[]): Issue {
  const fields: Record<string, unknown> = typeof issue === "object" && issue !== null ? { ...issue } : {};
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
