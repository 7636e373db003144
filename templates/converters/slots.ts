// Slots: the fields, tuple items and arguments where a value may be absent.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal, member } from "../typescript/text.js";
import { untouched, type Context } from "./context.js";
import { argumentList, checkText, type Conversion, type Place } from "./conversion.js";
import { hasCatch, isOpen } from "./traits.js";

/** How a slot deals with absence, and converts what is there. */
export interface Slot {
  /** `must`: absence is refused. `may`: absence stays. `filled`: the result is always there. */
  readonly absence: "must" | "may" | "filled";
  readonly conversion: Conversion;
  /** What stands in for an absent value. Where there is none, the conversion itself takes undefined. */
  readonly standIn?: (key: string) => string;
  /** The key must be in the object although its value may be undefined. */
  readonly keyNeeded: boolean;
  /** The key may be absent but not undefined. */
  readonly exact: boolean;
}

/**
 * The slot of a field or item. An absent field is refused even where its schema takes undefined; an absent item or argument
 * is undefined (`absentIsRefused` is false).
 */
export function slotOf(schema: JsonSchema, listed: boolean, context: Context, absentIsRefused = true): Slot {
  const { traits, emitter, way } = context;
  const node = traits.resolve(schema);
  const keyNeeded = way.write && node["x-actorgen-undefined"] === "present";
  const exact = node["x-actorgen-exact-optional"] === true;
  const slot = (absence: Slot["absence"], conversion: Conversion, standIn?: Slot["standIn"]): Slot => ({
    absence,
    conversion,
    keyNeeded,
    exact,
    ...(standIn && { standIn }),
  });

  if (node["x-actorgen-default"] !== undefined) {
    const bare = withoutDefault(schema, node);
    const conversion = emitter.conversion(bare, context);
    if (way.side === "output") return slot("must", nonoptional(conversion, bare, context));
    if (way.side === "input" || node.default === undefined) return slot("may", conversion);
    return slot("filled", conversion, (key) => standInText(node, bare, key, context));
  }
  if (hasCatch(node)) {
    const conversion = emitter.conversion(schema, context);
    const stays = node["x-actorgen-undefined"] === "allowed" || way.side === "input";
    if (stays && !listed) return slot("may", conversion);
    return slot(way.side === "parse" ? "filled" : "must", conversion);
  }
  const conversion = emitter.conversion(schema, context);
  if (!listed) return slot("may", conversion);
  return slot(
    "must",
    absentIsRefused || node["x-actorgen-nonoptional"] ? nonoptional(conversion, schema, context) : conversion,
  );
}

/** The schema behind its default. A named type keeps its name unless the default is its own. */
export function withoutDefault(schema: JsonSchema, node: JsonSchema): JsonSchema {
  const base = schema["x-actorgen-default"] === undefined ? node : schema;
  const { "x-actorgen-default": _kind, default: _value, ...bare } = base;
  return bare;
}

/** Where a schema would take undefined, absence is refused in Zod's words for it. */
function nonoptional(conversion: Conversion, schema: JsonSchema, context: Context): Conversion {
  if (!acceptsUndefined(schema, context) && context.traits.resolve(schema)["x-actorgen-nonoptional"] !== true)
    return conversion;
  const wrongType = context.module.shared("wrongType");
  const refuseAbsent = ({ value, key, issues = "issues" }: Place): string =>
    `${wrongType}(${argumentList(value, issues, literal("nonoptional"), key)})`;
  if (conversion.how === "test") {
    const { fails, refuse } = conversion;
    if (fails === undefined) return { how: "test", fails: (value) => `${value} === undefined`, refuse: refuseAbsent };
    return {
      how: "test",
      fails: (value) => `${value} === undefined || ${fails(value)}`,
      check: (place) =>
        `if (${place.value} === undefined) ${refuseAbsent(place)};\nelse ${checkText(conversion, place)}`,
      refuse: (place) => `${place.value} === undefined ? ${refuseAbsent(place)} : ${refuse(place)}`,
    };
  }
  const convert = (place: Place): string =>
    `${place.value} === undefined ? ${refuseAbsent(place)} : ${conversion.convert(place)}`;
  const statement = (place: Place): string =>
    `if (${place.value} === undefined) ${refuseAbsent(place)};\nelse ${checkText(conversion, place)}`;
  return { how: "convert", convert, statement, changes: conversion.changes, leaf: conversion.leaf };
}

/** Does the schema take undefined, though it is not optional? */
export function acceptsUndefined(schema: JsonSchema, context: Context): boolean {
  const node = context.traits.resolve(schema);
  if (hasCatch(node)) return false;
  if (isOpen(node)) return node["x-actorgen-format"] !== "json";
  const accepting = (options: readonly JsonSchema[]): number =>
    options.filter((option) => acceptsUndefined(option, context)).length;
  if (node["x-actorgen-xor"]) return accepting(node.oneOf ?? []) === 1;
  return node["x-actorgen-kind"] === "undefined" || accepting(node.anyOf ?? []) > 0;
}

/** Does the schema take null? Then null on the wire is a value, elsewhere it stands for an absent argument. */
export function acceptsNull(schema: JsonSchema, context: Context, hops = 0): boolean {
  const node = context.traits.resolve(schema);
  if (isOpen(node) || node.type === "null" || node.const === null || node.enum?.includes(null) === true) return true;
  if (hasCatch(node) || hops > 32) return true;
  const options = node.anyOf ?? node.oneOf ?? node.allOf ?? [];
  return options.some((option) => acceptsNull(option, context, hops + 1));
}

/** What stands in for an absent value: in its wire form where it is written, decoded where it is read. */
export function standInText(node: JsonSchema, bare: JsonSchema, key: string | undefined, context: Context): string {
  const text = valueText(node.default);
  const decodes = context.traits.decodes(bare);
  if (context.way.write && decodes) return text;
  // A prefault is checked like any other value.
  if (node["x-actorgen-default"] === "prefault") return converted(bare, { value: text, key }, context);
  // That a default fits was checked when the contract was made.
  return decodes ? converted(bare, { value: text, issues: "[]" }, context) : text;
}

function converted(schema: JsonSchema, place: Place, context: Context): string {
  const conversion = context.emitter.conversion(schema, untouched(context));
  return conversion.how === "convert"
    ? conversion.convert(place)
    : context.emitter.call(context.emitter.functionOf(schema, context), context).convert(place);
}

/** What stands in for a value that fails, in its wire form where it is written, decoded where it is read. */
export function caughtText(schema: JsonSchema, inner: JsonSchema, context: Context): string {
  const text = valueText(schema["x-actorgen-catch"]);
  if (context.way.write || !context.traits.decodes(inner)) return text;
  return converted(inner, { value: text, issues: "[]" }, context);
}

/** A JSON value as code. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  if (typeof value !== "object" || value === null)
    return value === undefined ? "undefined" : literal(value as string | number | boolean | null);
  // In brackets, for a literal's `__proto__` would set the prototype.
  const entries = Object.entries(value).map(
    ([key, entry]) => `${key === "__proto__" ? `["__proto__"]` : member(key)}: ${valueText(entry)}`,
  );
  return `{ ${entries.join(", ")} }`;
}
