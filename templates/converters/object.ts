// The body of an object's converter: each field in turn, then what the schema does not name.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal, member } from "../typescript/text.js";
import { inside, type Context } from "./context.js";
import { argumentList, checkText, isKept, type Conversion } from "./conversion.js";
import { Locals } from "./locals.js";
import { mentions } from "./mentions.js";
import { literals } from "./module.js";
import { slotOf, type Slot } from "./slots.js";

interface Field extends Slot {
  readonly name: string;
  readonly local: string;
  /** Local of the result, where that may differ from what came. */
  readonly result: string;
}

/** Statements that check `value` and return the object. */
export function objectBody(schema: JsonSchema, context: Context): string {
  const { module, way } = context;
  const fields = fieldsOf(schema, context);
  const lines = [
    `if (!${module.shared(objectGuard(schema, context))}(value)) return ${module.shared("wrongType")}(value, issues, "object");\n`,
  ];
  const head = lines.length;
  if (isStrict(schema)) lines.push("const start = issues.length;\n");
  const always = fields.filter((field) => field.absence === "must" || (field.absence === "filled" && way.inPlace));
  const compared = isStrict(schema) || !isRebuilt(changingOf(fields, context), context);
  const counted = closes(schema, context) && compared && always.length < fields.length;
  if (counted) lines.push(`let known = ${always.length};\n`);
  for (const field of fields) lines.push(fieldText(field, counted, context));
  lines.push(endText(schema, fields, counted ? "known" : String(always.length), context));
  const text = lines.slice(head).join("");
  // A field for anything may need no look.
  const read = fields.filter(({ local }) => mentions(text, local));
  return [...lines.slice(0, head), ...reads(read, context), text].join("");
}

/** The shared function that tells an object. Nothing from JSON.parse is an instance of a class. */
export function objectGuard(schema: JsonSchema, { way }: Context): "isObject" | "isObject3" {
  return way.write && schema["x-actorgen-dialect"] === "zod3" ? "isObject3" : "isObject";
}

/** Are further keys dropped or refused, so that keys are counted? */
function closes(schema: JsonSchema, { way }: Context): boolean {
  return (
    !(way.leavesKeys && !isStrict(schema)) &&
    typeof schema.additionalProperties !== "object" &&
    schema["x-actorgen-keys"] !== "loose" &&
    schema.additionalProperties !== true
  );
}

function isStrict(schema: JsonSchema): boolean {
  return schema["x-actorgen-keys"] === "strict" || schema.additionalProperties === false;
}

function fieldsOf(schema: JsonSchema, context: Context): Field[] {
  const names = new Locals(context.module);
  const required = new Set(schema.required);
  const named = Object.entries(schema.properties ?? {}).filter(([name]) => name !== "__proto__");
  const locals = named.map(([name]) => names.name(name));
  return named.map(([name, property], index) => {
    const local = locals[index] ?? name;
    const slot = slotOf(property, required.has(name), inside(context, name));
    const kept = isKept(slot.conversion) && slot.absence !== "filled";
    return { ...slot, name, local, result: kept ? local : names.name(`new ${name}`) };
  });
}

// Every object inherits fields of these names.
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

function reads(fields: readonly Field[], { module }: Context): string[] {
  const plain = fields.filter((field) => !inherited.has(field.name));
  const picked = plain.map(({ name, local }) => (name === local ? name : `${member(name)}: ${local}`));
  return [
    ...(picked.length > 0 ? [`const { ${picked.join(", ")} } = value;\n`] : []),
    ...fields
      .filter((field) => inherited.has(field.name))
      .map(({ name, local }) => `const ${local} = ${module.shared("own")}(value, ${literal(name)});\n`),
  ];
}

function fieldText(field: Field, counted: boolean, context: Context): string {
  const { name, local, conversion, absence, standIn } = field;
  const key = literal(name);
  const place = { value: local, key };
  const has = inherited.has(name) ? `Object.hasOwn(value, ${key})` : `${key} in value`;
  const must = field.keyNeeded
    ? `if (!(${has})) ${context.module.shared("wrongType")}(${argumentList(local, "issues", `"nonoptional"`, key)});\n`
    : "";
  const present = field.exact ? `(${local} !== undefined || ${has})` : `${local} !== undefined`;
  const count = counted && (absence === "may" || (absence === "filled" && !context.way.inPlace)) ? "known++;\n" : "";

  if (context.way.inPlace) {
    const store = (text: string): string => `value[${key}] = ${text};\n`;
    const there = isKept(conversion) ? checkText(conversion, place) : store(resultText(conversion, place));
    if (standIn !== undefined) {
      const fill = `if (${local} === undefined) ${store(standIn(key))}`;
      return there === "" ? fill : `${fill}else {\n${there}}\n`;
    }
    if (absence === "may") return must + when(present, count + there);
    return must + there;
  }
  if (isKept(conversion) && absence !== "filled") {
    const check = checkText(conversion, place);
    return must + (absence === "may" ? when(present, count + check) : check);
  }
  return must + copyText(field, present, count, place, context);
}

// Where the value must stay as it is, each result goes to a local of its own.
function copyText(
  field: Field,
  present: string,
  count: string,
  place: { value: string; key: string },
  _context: Context,
): string {
  const { local, result, conversion, absence, standIn } = field;
  if (standIn !== undefined) {
    const there = isKept(conversion) ? checkText(conversion, place) : `${result} = ${resultText(conversion, place)};\n`;
    const fill = `let ${result} = ${local};\nif (${local} === undefined) ${result} = ${standIn(place.key)};\n`;
    return count + there === "" ? fill : `${fill}else {\n${count}${there}}\n`;
  }
  if (absence === "may") {
    if (count === "") return `const ${result} = ${present} ? ${resultText(conversion, place)} : undefined;\n`;
    return `let ${result}: unknown;\n${when(present, `${count}${result} = ${resultText(conversion, place)};\n`)}`;
  }
  return `${count === "" ? "" : when(`${local} !== undefined`, count)}const ${result} = ${resultText(conversion, place)};\n`;
}

function resultText(conversion: Conversion, place: { value: string; key: string }): string {
  return conversion.how === "convert" ? conversion.convert(place) : place.value;
}

function when(condition: string, statements: string): string {
  return statements === "" ? "" : `if (${condition}) {\n${statements}}\n`;
}

function endText(schema: JsonSchema, fields: readonly Field[], known: string, context: Context): string {
  const { module, way } = context;
  const names = literals(Object.keys(schema.properties ?? {}));
  const rest = schema.additionalProperties;
  const changing = changingOf(fields, context);
  if (typeof rest === "object") {
    const convert = context.emitter.option(rest, inside(context, "rest"));
    const depth = context.deep ? "depth + 1" : undefined;
    const extras = `const copy = ${module.shared("catchall")}(${argumentList("value", "issues", names, convert, depth)});\n`;
    return `${extras}${assign(fields, context)}return copy;\n`;
  }
  if (!closes(schema, context)) {
    const loose = module.shared(way.write ? "writeLoose" : "withoutPrototype");
    if (way.write) return `const copy = ${loose}(value, issues, ${names});\n${assign(fields, context)}return copy;\n`;
    if (changing.length === 0) return `return ${loose}(value);\n`;
    return `const copy: Record<string, unknown> = { ...${loose}(value) };\n${assign(fields, context)}return copy;\n`;
  }
  const same = changing.map((field) => `${field.local} === ${field.result}`);
  const hasKeys = `${module.shared("hasKeys")}(value, ${known})`;
  const test = [...same, hasKeys].join(" && ");
  const rebuilt = rebuild(fields, context);
  if (isStrict(schema)) {
    const refuse = `${module.shared("unknownKeys")}(value, issues, ${names});\n`;
    // After an issue the count may be right by accident.
    if (way.write) return `if (issues.length > start || !${hasKeys}) ${refuse}${rebuilt}`;
    return `if (issues.length === start && ${test}) return value;\n${refuse}${rebuilt}`;
  }
  if (isRebuilt(changing, context)) return rebuilt;
  return `return ${test} ? value : ${rebuilt.slice("return ".length)}`;
}

function changingOf(fields: readonly Field[], { way }: Context): readonly Field[] {
  return way.inPlace ? [] : fields.filter((field) => field.result !== field.local);
}

/**
 * Is the object always made anew? So it is when a field becomes another value whatever it is, and when it is written: what
 * was read once and checked is what leaves, whatever toJSON, getters or hidden keys the object brings.
 */
function isRebuilt(changing: readonly Field[], { way }: Context): boolean {
  return (
    way.write ||
    changing.some(
      ({ absence, conversion }) =>
        absence === "must" && conversion.how === "convert" && conversion.changes === "always",
    )
  );
}

/** A statement that returns a new object of the known fields. */
function rebuild(fields: readonly Field[], context: Context): string {
  const entries = fields.map((field) => {
    const result = resultOf(field, context);
    return member(field.name) === result ? result : `${member(field.name)}: ${result}`;
  });
  const literalText = entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
  // JSON leaves out what is undefined; elsewhere an absent field stays absent.
  const whole = context.way.write || fields.every((field) => field.absence !== "may");
  return whole ? `return ${literalText};\n` : `return ${context.module.shared("defined")}(${literalText});\n`;
}

function assign(fields: readonly Field[], context: Context): string {
  return fields
    .map((field) => {
      const store = `copy[${literal(field.name)}] = ${resultOf(field, context)};\n`;
      return field.absence === "may" ? `if (${field.local} !== undefined) ${store}` : store;
    })
    .join("");
}

// In place, results stand in the object itself.
function resultOf(field: Field, { way, module }: Context): string {
  if (!way.inPlace || field.result === field.local) return field.result;
  const name = literal(field.name);
  return inherited.has(field.name) ? `${module.shared("own")}(value, ${name})` : `value[${name}]`;
}
