// What the readers of the two Zod dialects share: the result of lowering a schema, and what they may ask for.
import type { JsonSchema } from "../../schema/json-schema.js";
import type { DiagnosticCode } from "../codes.js";

/** Which side of a schema: what a caller writes, or what a reader gets. */
export type Mode = "input" | "output";

/** A schema as a node of the contract, with what the node cannot say about `undefined`. */
export interface Lowered {
  readonly node: JsonSchema;
  /** A property of this schema may be left out. */
  readonly optional: boolean;
  /** `undefined` is accepted and stays `undefined`. */
  readonly undefined: boolean;
}

/** Documentation that hangs on a schema. */
export interface Docs {
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly unknown[];
  readonly secret?: boolean;
}

/** What a dialect's reader is given while it lowers one schema. */
export interface Lowering {
  readonly mode: Mode;
  /** Lowers a part of the schema. The segments extend the path: a property's name, or `[]`, `[0]`, `<key>`, `<value>`. */
  lower(schema: unknown, ...segments: readonly string[]): Lowered;
  /** Reports a finding at the schema that is being lowered, or at a part of it. */
  report(code: DiagnosticCode, message: string, ...segments: readonly string[]): void;
  /** The node behind a `$ref`; undefined while that type is still being lowered. */
  resolve(ref: string): JsonSchema | undefined;
  /** Remembers a union, whose branches are compared when every type is known. */
  union(node: JsonSchema): void;
}

/** A schema whose value must be there. */
export function required(node: JsonSchema): Lowered {
  return { node, optional: false, undefined: false };
}
