// The body of a converter for an action's arguments: an array on both sides, shorter where the last ones are left out.
import type { NamedSchema } from "../../src/schema/contract.js";
import { literal } from "../typescript/text.js";
import { inside, type Context } from "./context.js";
import { checkText, isKept } from "./conversion.js";
import { Locals } from "./locals.js";
import { mentions } from "./mentions.js";
import { acceptsNull, acceptsUndefined, slotOf } from "./slots.js";

/** Statements that convert the arguments. Paths start with an argument's name. */
export function argsBody(args: readonly NamedSchema[], context: Context): string {
  const { module, way } = context;
  const names = new Locals(module);
  const locals = args.map((arg) => names.name(arg.name));
  const texts = args.map((arg, index) => argText(arg, index, locals[index] ?? "", context));
  const text = texts.join("");
  const read = locals.map((local) => (mentions(text, local) ? local : ""));
  const last = read.findLastIndex((local) => local !== "");
  const source =
    way.side === "input" && !way.write && !way.inPlace
      ? "value.slice()"
      : way.write
        ? `${module.shared("withoutTail")}(value)`
        : "value";
  return [
    `if (!${module.shared("isArgs")}(value, issues, ${args.length})) return undefined;\n`,
    text.includes("list") ? `const list = ${source};\n` : "",
    last >= 0 ? `const [${read.slice(0, last + 1).join(", ")}] = ${text.includes("list") ? "list" : "value"};\n` : "",
    text,
    `return ${text.includes("list") ? "list" : "value"};\n`,
  ].join("");
}

/** Do these arguments look the same in memory and on the wire, so that one converter does for both? */
export function isUndirected(args: readonly NamedSchema[], context: Context): boolean {
  return args.every((arg) => !arg.optional && !context.traits.differences(arg.schema).direction);
}

function argText(arg: NamedSchema, index: number, local: string, context: Context): string {
  const { way, module } = context;
  const part = inside(context, arg.name);
  // An argument for anything may be undefined, so it may be left out.
  const listed = !arg.optional && !acceptsUndefined(arg.schema, part);
  const { absence, conversion, standIn } = slotOf(arg.schema, listed, part);
  const key = literal(arg.name);
  const place = { value: local, key };
  // JSON has no undefined, so null stands for it before the end of the list, where null is no value itself.
  const nullIsAbsent = absence !== "must" && !acceptsNull(arg.schema, context);
  const absent = !way.write && nullIsAbsent ? `${local} == null` : `${local} === undefined`;
  const store = (text: string): string => `list[${index}] = ${text};\n`;
  const there = isKept(conversion)
    ? checkText(conversion, place)
    : store(conversion.how === "convert" ? conversion.convert(place) : local);
  if (standIn !== undefined) return `if (${absent}) ${store(standIn(key))}${otherwise(there)}`;
  if (absence !== "may") return there;
  if (!way.write && nullIsAbsent)
    return `if (${local} === null) ${store("undefined")}${otherwise(there === "" ? "" : `if (${local} !== undefined) {\n${there}}\n`)}`;
  if (way.write && !nullIsAbsent) {
    const refuse = `${module.shared("wrongType")}(${local}, issues, "nonoptional", ${key});\n`;
    return `if (${local} === undefined) {\nif (list.length > ${index}) ${refuse}}\n${otherwise(there)}`;
  }
  return there === "" ? "" : `if (${local} !== undefined) {\n${there}}\n`;
}

function otherwise(statements: string): string {
  return statements === "" ? "" : `else {\n${statements}}\n`;
}
