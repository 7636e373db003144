// The positions of two contracts whose schemas are compared, and the rules that their differences fall under.
import type { NamedSchema } from "../../schema/contract.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import type { RuleId } from "./rules.js";
import type { Direction } from "./subset.js";

/** Rules of one kind of position. */
export interface PositionRules {
  /** What was fine is refused. */
  readonly hurts: RuleId;
  /** The other way round. */
  readonly eases: RuleId;
  /** Nothing was declared, now something is. */
  readonly added?: RuleId;
  /** The other way round. */
  readonly removed?: RuleId;
}

/** One value or argument on both sides. Null: nothing is declared there. */
export interface Position {
  readonly actor: string;
  /** Where in the definition, from the actor's name. */
  readonly path: readonly string[];
  /** How a sentence names it, such as "The result of `history`". */
  readonly name: string;
  readonly direction: Direction;
  readonly rules: PositionRules;
  readonly old: JsonSchema | NamedSchema | null;
  readonly new: JsonSchema | NamedSchema | null;
  /** Is it one argument, which may be left out or be null for that? */
  readonly isArgument: boolean;
  /** Which part it stands in: the private types belong to state, connection state and auth. */
  readonly isPrivate: boolean;
  /** The line of a client that shows a witness; gets the payload's text. */
  readonly call?: (payload: unknown) => string | undefined;
}

/** Is this an argument with its name? */
export function isNamed(value: JsonSchema | NamedSchema): value is NamedSchema {
  return "schema" in value && "name" in value;
}

/** The schema of a position's side. */
export function schemaOf(value: JsonSchema | NamedSchema | null): JsonSchema | null {
  return value === null ? null : isNamed(value) ? value.schema : value;
}
