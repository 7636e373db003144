// The handlers that an actor's contract asks for, and the lines of a stub of each.
import { doc, literal, member } from "../../../templates/typescript/text.js";
import { typeOf } from "../../../templates/typescript/names.js";
import type { ActorContract, PrivateActorContract } from "../../schema/contract.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import type { MemberLines } from "./object-text.js";
import { plausible, type AtHand } from "./plausible.js";

/** One handler. */
export interface Handler {
  readonly name: string;
  /** What may stand instead of it, such as `state` for `createState`. */
  readonly instead?: string;
  /** Its lines. Where nothing tells the compiler the types of its parameters (`isTyped` false), it has none. */
  readonly lines: (style: CodeStyle, isTyped: boolean) => MemberLines;
}

/** What one actor needs of its implementation. */
export interface Needed {
  /** The actor's name. */
  readonly actor: string;
  /** `implementChatRoom`. */
  readonly functionName: string;
  readonly hooks: readonly Handler[];
  readonly actions: readonly Handler[];
}

/** How the project writes its code. */
export interface CodeStyle {
  readonly quote: '"' | "'";
  /** `;` or nothing. */
  readonly semicolon: string;
}

/** Prettier's defaults. */
export const plainStyle: CodeStyle = { quote: '"', semicolon: ";" };

/** What this actor's implementation must have. */
export function neededOf(
  actor: ActorContract,
  own: PrivateActorContract | undefined,
  definitions: Readonly<Record<string, JsonSchema>>,
): Needed {
  const creators: readonly (readonly [string, JsonSchema | null | undefined, AtHand])[] = [
    ["state", own?.state, { name: "input", schema: actor.input }],
    ["connState", own?.connState, { name: "params", schema: actor.params }],
  ];
  return {
    actor: actor.name,
    functionName: `implement${typeOf(actor.name)}`,
    hooks: creators.flatMap(([field, schema, atHand]) => (schema ? [creator(field, schema, atHand, definitions)] : [])),
    actions: Object.entries(actor.actions).map(([name, { args, description, deprecated }]) => ({
      name,
      lines: (style, isTyped) => [
        ...docLines(description, deprecated),
        ...throwing(name, isTyped ? ["c", ...args.map((arg) => arg.name)] : [], style),
      ],
    })),
  };
}

/** A whole `actions` with these handlers. */
export function actionsLines(handlers: readonly MemberLines[]): MemberLines {
  const inside = handlers.flatMap((lines) =>
    lines.map(({ depth, text }, index) => ({
      depth: depth + 1,
      text: index === lines.length - 1 ? `${text},` : text,
    })),
  );
  if (inside.length === 0) return [{ depth: 0, text: "actions: {}" }];
  return [{ depth: 0, text: "actions: {" }, ...inside, { depth: 0, text: "}" }];
}

function creator(
  field: string,
  schema: JsonSchema,
  atHand: AtHand,
  definitions: Readonly<Record<string, JsonSchema>>,
): Handler {
  const name = `create${typeOf(field)}`;
  return {
    name,
    instead: field,
    lines: (style, isTyped) => {
      // Without a type around it, "player" would be any string.
      const value = isTyped ? plausible(schema, definitions, atHand) : undefined;
      if (value === undefined) return throwing(name, isTyped ? ["c", atHand.name] : [], style);
      const parameters =
        value.includes(`${atHand.name}.`) || value.includes(`${atHand.name}[`) ? `c, ${atHand.name}` : "";
      const text = `${name}: (${parameters}) => ${value.startsWith("{") ? `(${value})` : value}`;
      return [{ depth: 0, text: quoted(text, style) }];
    },
  };
}

function throwing(name: string, parameters: readonly string[], style: CodeStyle): MemberLines {
  return [
    { depth: 0, text: `${quoted(member(name), style)}(${parameters.join(", ")}) {` },
    { depth: 1, text: quoted(`throw new Error(${literal(`Not implemented: ${name}`)})${style.semicolon}`, style) },
    { depth: 0, text: "}" },
  ];
}

function docLines(description: string | undefined, deprecated: boolean | undefined): MemberLines {
  const text = doc(description, deprecated);
  return text === ""
    ? []
    : text
        .trimEnd()
        .split("\n")
        .map((line) => ({ depth: 0, text: line }));
}

// Strings that hold no quote and no escape may change their quotes.
function quoted(text: string, { quote }: CodeStyle): string {
  return quote === '"' || /['\\]/.test(text) ? text : text.replaceAll('"', "'");
}
