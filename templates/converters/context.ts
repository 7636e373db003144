// What the parts of the emitter share: where text is being emitted, and how to ask for the conversion of a part.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import type { Change, Conversion } from "./conversion.js";
import type { ConverterModule, EmittedFunction } from "./module.js";
import type { Way } from "./mode.js";
import type { Traits } from "./traits.js";

/** Where text is being emitted. */
export interface Context {
  readonly way: Way;
  readonly module: ConverterModule;
  /** Names what is emitted here, such as `MessageAuthor`. */
  readonly name: string;
  /** The function around has a `depth`. */
  readonly deep: boolean;
  readonly traits: Traits;
  readonly emitter: Emitter;
}

/** Gives the conversions of parts. */
export interface Emitter {
  conversion(schema: JsonSchema, context: Context): Conversion;
  /** The schema's own function, emitted now or before. */
  functionOf(schema: JsonSchema, context: Context): EmittedFunction;
  /** The statements of a function that converts `value` and returns the result. */
  body(schema: JsonSchema, context: Context): string;
  /** A call of an emitted function. */
  call(target: EmittedFunction, context: Context): Change;
  /** The conversion as a function value: a name, or an arrow for what needs no function of its own. */
  option(schema: JsonSchema, context: Context): string;
}

/** The context of a part, whose name is added. */
export function inside(context: Context, part: string): Context {
  return { ...context, name: context.name + wordOf(part) };
}

function wordOf(part: string): string {
  if (/^[A-Za-z0-9]+$/.test(part)) return capital(part);
  return part
    .replaceAll(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .map(capital)
    .join("");
}

/** The context of a part that must leave its value unchanged. */
export function untouched(context: Context): Context {
  return { ...context, way: { ...context.way, inPlace: false } };
}

/** The text with its first letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The text with its first letter in lower case. */
export function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
