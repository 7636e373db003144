// The body of a converter for an action's arguments: an array on both sides, shorter where the last ones are left out.
import type { NamedSchema } from "../../src/schema/contract.js";
import { literal } from "../typescript/text.js";
import { inside, type Context } from "./context.js";
import { checkText, isKept } from "./conversion.js";
import { acceptsNull, acceptsUndefined, slotOf } from "./slots.js";

/** Statements that convert the arguments. Paths start with an argument's name. */
export function argsBody(args: readonly NamedSchema[], context: Context): string {
  const { module, way } = context;
  const lines = [
    `if (!${module.shared("isArray")}(value)) return ${module.shared("wrongType")}(value, issues, "array");\n`,
    `if (value.length > ${args.length}) ${module.shared("tupleLength")}(issues, "too_big", ${args.length});\n`,
    `const list = ${way.write ? module.shared("withoutTail") : ""}${way.write ? "(value)" : "value"};\n`,
  ];
  for (const [index, arg] of args.entries()) lines.push(argText(arg, index, context));
  lines.push("return list;\n");
  return lines.join("");
}

function argText(arg: NamedSchema, index: number, context: Context): string {
  const { way } = context;
  const part = inside(context, arg.name);
  // An argument for anything may be undefined, so it may be left out.
  const { absence, conversion, standIn } = slotOf(
    arg.schema,
    !arg.optional && !acceptsUndefined(arg.schema, part),
    part,
  );
  const local = `arg${index}`;
  const key = literal(arg.name);
  const place = { value: local, key };
  // JSON has no undefined, so null in an array stands for it.
  const nullIsAbsent = absence !== "must" && !acceptsNull(arg.schema, context);
  const read = `const ${local} = list[${index}]${!way.write && nullIsAbsent ? " ?? undefined" : ""};\n`;
  const store = (text: string): string => `list[${index}] = ${text};\n`;
  const there = isKept(conversion)
    ? checkText(conversion, place)
    : store(conversion.how === "convert" ? conversion.convert(place) : local);
  if (standIn !== undefined) {
    const fill = `if (${local} === undefined) ${store(standIn(key))}`;
    return read + fill + (there === "" ? "" : `else {\n${there}}\n`);
  }
  if (absence !== "may") return read + there;
  const absent = way.write
    ? nullIsAbsent
      ? ""
      : `else if (list.length > ${index}) ${context.module.shared("wrongType")}(${local}, issues, "nonoptional", ${key});\n`
    : nullIsAbsent
      ? `else if (list.length > ${index}) ${store("undefined")}`
      : "";
  if (there === "" && absent === "") return "";
  return `${read}if (${local} !== undefined) {\n${there}}\n${absent}`;
}
