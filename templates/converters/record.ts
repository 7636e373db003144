// The body of a record's converter: keys by their own schema, values by theirs.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { inside, type Context } from "./context.js";
import { argumentList, checkText, isKept } from "./conversion.js";
import { literals } from "./module.js";
import { objectGuard } from "./object.js";
import { hasCatch, isOpen } from "./traits.js";

/** Statements for `z.record`, `z.partialRecord` and `z.looseRecord`. */
export function recordBody(schema: JsonSchema, context: Context): string {
  const { module, traits } = context;
  const { propertyNames: keys = { type: "string" }, additionalProperties } = schema["x-actorgen-loose"] ?? schema;
  const names = traits.resolve(keys);
  const style = schema["x-actorgen-record"];
  const listed = namesOf(names, context);
  const numeric = names["x-actorgen-numeric-key"] !== undefined || hasNumericBranch(names);
  const value = typeof additionalProperties === "object" ? additionalProperties : {};
  const isRecord = schema["x-actorgen-dialect"] === "zod3" ? objectGuard(schema, context) : "isRecord";
  const guard = `if (!${module.shared(isRecord)}(value)) return ${module.shared("wrongType")}(value, issues, "record");\n`;
  const needed = schema.required !== undefined;
  if (listed !== undefined && style === "exhaustive") return guard + exhaustive(listed, false, needed, value, context);
  if (listed !== undefined && style === "loose") return guard + exhaustive(listed, true, needed, value, context);
  if (isAnyString(names) && !numeric && style === undefined && !isNonoptional(value, context))
    return guard + plainBody(value, context);
  return guard + generalBody(keys, numeric, listed !== undefined, style === "loose", value, context);
}

function isNonoptional(schema: JsonSchema, { traits }: Context): boolean {
  return traits.resolve(schema)["x-actorgen-nonoptional"] === true;
}

function isAnyString(names: JsonSchema): boolean {
  return Object.keys(names).every((key) => key === "type" || key === "description") && names.type === "string";
}

function hasNumericBranch(names: JsonSchema): boolean {
  return names.anyOf?.some((branch) => branch["x-actorgen-numeric-key"] !== undefined) ?? false;
}

/** The keys that a key schema lists, if it does. */
function namesOf(names: JsonSchema, context: Context): (string | number)[] | undefined {
  // Zod names a listed number in paths as the number.
  const toName = names["x-actorgen-numeric-key"] === undefined ? String : Number;
  if (typeof names.const === "string") return [toName(names.const)];
  if (names.enum !== undefined) return names.enum.map((name) => toName(name));
  const branches = names.anyOf?.map((branch) => namesOf(context.traits.resolve(branch), context));
  if (branches === undefined || branches.some((branch) => branch === undefined)) return undefined;
  return [...new Set(branches.flatMap((branch) => branch ?? []))];
}

// Any string is a key: one loop over the values.
function plainBody(schema: JsonSchema, context: Context): string {
  const { module, way, emitter } = context;
  const conversion = emitter.conversion(schema, inside(context, "Value"));
  const place = { value: "item", key: "key" };
  const stop = `if (issues.length >= ${module.shared("maxIssues")}) break;\n`;
  const own = `${module.shared("withoutPrototype")}(value)`;
  // Written is a copy, read once: see `isRebuilt`.
  const fields = `const fields = ${way.write ? `{ ...${own} }` : own};\n`;
  if (isKept(conversion)) {
    const check = checkText(conversion, place);
    const loop = check === "" ? "" : `for (const key in fields) {\nconst item = fields[key];\n${check}${stop}}\n`;
    return `${fields}${loop}return fields;\n`;
  }
  const convert = conversion.how === "convert" ? conversion.convert(place) : "item";
  if (way.inPlace || way.write)
    return `${fields}for (const key in fields) {\nconst item = fields[key];\nfields[key] = ${convert};\n${stop}}\nreturn fields;\n`;
  return `${fields}let copy = fields;\nfor (const key in fields) {\nconst item = fields[key];\nconst next = ${convert};\nif (next !== item) {\nif (copy === fields) copy = { ...fields };\ncopy[key] = next;\n}\n${stop}}\nreturn copy;\n`;
}

// Every listed key must be there, as in an object.
function exhaustive(
  names: readonly (string | number)[],
  loose: boolean,
  needed: boolean,
  schema: JsonSchema,
  context: Context,
): string {
  const { module, emitter } = context;
  const node = context.traits.resolve(schema);
  const filled = node["x-actorgen-default"] !== undefined || hasCatch(node);
  // Zod takes an absent key for undefined.
  const wrongType = (): string => `${module.shared("wrongType")}(item, found, "nonoptional")`;
  // Anything or null is anything.
  const bare = node["x-actorgen-nullable"] === true ? context.traits.resolve(node.anyOf?.[0] ?? {}) : node;
  const mayBeAbsent = isOpen(bare)
    ? bare["x-actorgen-format"] === undefined
    : !needed && !filled && !node["x-actorgen-exact-optional"];
  const convert = node["x-actorgen-nonoptional"]
    ? unlessAbsent(wrongType(), schema, context)
    : mayBeAbsent && (context.way.write || !isOpen(bare))
      ? unlessAbsent("undefined", schema, context)
      : emitter.option(schema, inside(context, "Value"));
  const args = argumentList(
    "value",
    "issues",
    literals(names),
    convert,
    loose ? emitter.option({}, context) : undefined,
    context.deep ? "depth + 1" : undefined,
  );
  return `return ${module.shared("listedRecord")}(${args});\n`;
}

// The conversion of a value, with something else for an absent one.
function unlessAbsent(absent: string, schema: JsonSchema, context: Context): string {
  const part = inside(context, "Value");
  const conversion = context.emitter.conversion(schema, part);
  const emitted = conversion.how === "convert" && !conversion.leaf;
  const target = emitted ? (conversion.target ?? context.emitter.functionOf(schema, part)) : undefined;
  const [parameter, depth] = target?.deep ? [", depth: number", ", depth"] : ["", ""];
  const call = target ? context.module.call(target) : `(${context.emitter.option(schema, part)})`;
  return `(item: unknown, found: Issue[]${parameter}) => (item === undefined ? ${absent} : ${call}(item, found${depth}))`;
}

function generalBody(
  keys: JsonSchema,
  numeric: boolean,
  listed: boolean,
  loose: boolean,
  schema: JsonSchema,
  context: Context,
): string {
  const { module, emitter } = context;
  const names = context.traits.resolve(keys);
  const key = emitter.option(numeric ? numericKeys(names) : keys, inside(context, "Key"));
  const value = isNonoptional(schema, context)
    ? unlessAbsent(`${module.shared("wrongType")}(item, found, "nonoptional")`, schema, context)
    : emitter.option(schema, inside(context, "Value"));
  const style = loose ? emitter.option({}, context) : literal(listed ? "listed" : "strict");
  const shared = module.shared(numeric ? "numericRecord" : "record");
  return `return ${shared}(${argumentList("value", "issues", key, value, style, context.deep ? "depth + 1" : undefined)});\n`;
}

// The key as Zod sees it once a numeric name was read as a number.
function numericKeys(names: JsonSchema): JsonSchema {
  const numeric = names["x-actorgen-numeric-key"];
  if (numeric !== undefined) return numeric;
  return names.anyOf === undefined ? names : { ...names, anyOf: names.anyOf.map(numericKeys) };
}
