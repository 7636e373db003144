// Slots: the fields, tuple items and arguments where a value may be absent.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { untouched, type Context } from "./context.js";
import type { Conversion, Place } from "./conversion.js";
import { argumentList } from "./conversion.js";
import { hasCatch, isOpen } from "./traits.js";

/** How a slot deals with absence, and converts what is there. */
export interface Slot {
  /** `must`: absence is refused. `may`: absence stays. `filled`: something stands in for it. */
  readonly absence: "must" | "may" | "filled";
  readonly conversion: Conversion;
  /** The key must be in the object although its value may be undefined. */
  readonly keyNeeded: boolean;
  /** The key may be absent but not undefined. */
  readonly exact: boolean;
}

/** The slot of a field or item. */
export function slotOf(schema: JsonSchema, listed: boolean, context: Context): Slot {
  const { traits, emitter, way } = context;
  const node = traits.resolve(schema);
  const marks = {
    keyNeeded: way.write && node["x-actorgen-undefined"] === "present",
    exact: node["x-actorgen-exact-optional"] === true,
  };
  const conversion = (): Conversion => emitter.conversion(schema, context);
  if (node["x-actorgen-default"] !== undefined) {
    if (way.absent === "leave") return { absence: "may", conversion: conversion(), ...marks };
    if (way.absent === "refuse") return { absence: "must", conversion: nonoptional(conversion(), schema, context), ...marks };
    return { absence: "filled", conversion: conversion(), ...marks };
  }
  if (hasCatch(node) && !listed) {
    const stays = node["x-actorgen-undefined"] === "allowed" || way.absent === "leave";
    if (stays) return { absence: "may", conversion: conversion(), ...marks };
    if (way.absent === "fill") return { absence: "filled", conversion: conversion(), ...marks };
    return { absence: "must", conversion: conversion(), ...marks };
  }
  if (!listed) return { absence: "may", conversion: conversion(), ...marks };
  return { absence: "must", conversion: nonoptional(conversion(), schema, context), ...marks };
}

/** Where a schema would take undefined, absence is refused in Zod's words for it. */
function nonoptional(conversion: Conversion, schema: JsonSchema, context: Context): Conversion {
  if (!acceptsUndefined(schema, context) && context.traits.resolve(schema)["x-actorgen-nonoptional"] !== true) return conversion;
  const wrongType = context.module.shared("wrongType");
  const refuseAbsent = ({ value, key }: Place): string => `${wrongType}(${argumentList(value, "issues", literal("nonoptional"), key)})`;
  if (conversion.how === "test") {
    const { fails, refuse } = conversion;
    if (fails === undefined) return { how: "test", fails: (value) => `${value} === undefined`, refuse: refuseAbsent };
    return {
      how: "test",
      fails: (value) => `${value} === undefined || ${fails(value)}`,
      refuse: (place) => `${place.value} === undefined ? ${refuseAbsent(place)} : ${refuse(place)}`,
    };
  }
  const convert = (place: Place): string => `${place.value} === undefined ? ${refuseAbsent(place)} : ${conversion.convert(place)}`;
  return { how: "convert", convert, changes: conversion.changes, leaf: conversion.leaf };
}

function acceptsUndefined(schema: JsonSchema, context: Context): boolean {
  const node = context.traits.resolve(schema);
  if (hasCatch(node)) return false;
  if (isOpen(node)) return node["x-actorgen-format"] !== "json";
  return node["x-actorgen-kind"] === "undefined" || (node.anyOf?.some((option) => acceptsUndefined(option, context)) ?? false);
}

/** Does the schema take null? Then null on the wire is a value, elsewhere it stands for an absent argument. */
export function acceptsNull(schema: JsonSchema, context: Context, hops = 0): boolean {
  const node = context.traits.resolve(schema);
  if (isOpen(node) || node.type === "null" || node.const === null || node.enum?.includes(null) === true) return true;
  if (hasCatch(node) || hops > 32) return true;
  const options = node.anyOf ?? node.oneOf ?? node.allOf ?? [];
  return options.some((option) => acceptsNull(option, context, hops + 1));
}

/** What stands in for an absent value, as text: its wire form where it is written, decoded where it is read. */
export function standIn(schema: JsonSchema, wire: unknown, context: Context): string {
  const text = valueText(wire);
  const { "x-actorgen-default": _kind, default: _value, "x-actorgen-catch": _caught, ...bare } = schema;
  if (context.way.write || !context.traits.decodes(bare)) return text;
  // The decoder itself makes the value; that it fits was checked when the contract was made.
  const conversion = context.emitter.conversion(bare, untouched(context));
  return conversion.how === "test" ? text : conversion.convert({ value: text }).replaceAll("issues", "[]");
}

/** A JSON value as code. */
export function valueText(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}
