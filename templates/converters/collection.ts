// The bodies of converters for arrays, tuples, maps and sets.
import type { Check, JsonSchema } from "../../src/schema/json-schema.js";
import { checksOf } from "./checks.js";
import { inside, untouched, type Context } from "./context.js";
import { argumentList, checkText, isKept, type Conversion } from "./conversion.js";
import { slotOf } from "./slots.js";
import { hasCatch } from "./traits.js";
import { sizeReport, tail } from "./string-checks.js";

function reports(checks: readonly Check[], context: Context): string[] {
  return checks.flatMap((check) => {
    const made = sizeReport(check, context);
    return made === undefined ? [] : [tail(check, made, context)];
  });
}

const isCap = (check: Check): boolean => /^max_|_equals$/.test(check.check);

function fails(check: Check, size: string): string {
  const operator = check.check.startsWith("min") ? "<" : check.check.startsWith("max") ? ">" : "!==";
  return `${size} ${operator} ${check.value}`;
}

/** Statements for `z.array`. */
export function arrayBody(schema: JsonSchema, context: Context): string {
  const { module, way } = context;
  const checks = checksOf(schema).filter((check) => /length/.test(check.check));
  const made = reports(checks, context);
  const array = made.length > 0 ? module.shared("array") : module.shared("wrongType");
  const refuse =
    made.length > 0 ? `${array}(${["value", "issues", ...made].join(", ")})` : `${array}(value, issues, "array")`;
  const lines = [`if (!${module.shared("isArray")}(value)) return ${refuse};\n`];
  const caps = checks.filter(isCap);
  const most = Math.min(...caps.map((check) => Number(check.value)));
  if (caps.length > 0)
    lines.push(
      `if (value.length > ${most}) return ${module.shared("oversized")}(${["value", "issues", ...reports(caps, context)].join(", ")});\n`,
    );
  const floor = checks.filter((check) => !check.check.startsWith("max"));
  if (floor.length > 0) lines.push("const start = issues.length;\n");

  const item = inside(context, "Item");
  const conversion = context.emitter.conversion(schema.items || {}, item);
  const loop = itemLoop(conversion, context);
  // Written is a plain copy, read once, whatever toJSON or getters the list brings.
  const isNew = way.write || (!way.inPlace && !isKept(conversion));
  if (isNew) lines.push(way.write ? "const list: unknown[] = [...value];\n" : "let list = value;\n");
  const items = way.write ? "list" : "value";
  if (loop !== "") lines.push(`for (let index = 0; index < ${items}.length; index++) {\n${loop}}\n`);
  if (floor.length > 0) {
    const test = floor.map((check) => fails(check, "value.length")).join(" || ");
    lines.push(`if (${test}) ${module.shared("afterItems")}(${["value", "issues", "start", ...made].join(", ")});\n`);
  }
  lines.push(isNew ? "return list;\n" : "return value;\n");
  return lines.join("");
}

// What is done with each item of `value`, or of its copy `list`.
function itemLoop(conversion: Conversion, { module, way }: Context): string {
  const place = { value: "item", key: "index" };
  const items = way.write ? "list" : "value";
  const item = `const item = ${items}[index];\n`;
  const stop = `if (issues.length >= ${module.shared("maxIssues")}) break;\n`;
  if (isKept(conversion)) {
    const check = checkText(conversion, place);
    if (conversion.how === "test" && conversion.fails !== undefined)
      return `${item}if (${conversion.fails("item")}) {\n${conversion.refuse(place)};\n${stop}}\n`;
    return check && item + check + stop;
  }
  if (conversion.how !== "convert") return "";
  // Called here, not by the shared `at`, so that an engine can inline it.
  const direct = conversion.target !== undefined;
  const before = direct ? "const before = issues.length;\n" : "";
  const after = direct
    ? `if (issues.length > before) {\n${module.shared("prefix")}(issues, before, index);\n${stop}}\n`
    : stop;
  const convert = (value: string): string => conversion.convert({ value, key: direct ? undefined : "index" });
  if (way.write || way.inPlace) return `${before}${items}[index] = ${convert(`${items}[index]`)};\n${after}`;
  const change = "if (next !== item) {\nif (list === value) list = value.slice();\nlist[index] = next;\n}\n";
  return `${item}${before}const next = ${convert("item")};\n${change}${after}`;
}

/** Statements for `z.tuple`. */
export function tupleBody(schema: JsonSchema, context: Context): string {
  const { module } = context;
  const items = schema.prefixItems ?? [];
  const rest = schema.items || undefined;
  const slots = items.map((item, index) => {
    const part = untouched(inside(context, `Item${index}`));
    return slotOf(item, index < (schema.minItems ?? 0), part, false);
  });
  const least = slots.findLastIndex(({ absence }) => absence === "must") + 1;
  // Before an item that is always there an absent one leaves a gap.
  const gapless = items.findLastIndex((item, index) => {
    const node = context.traits.resolve(item);
    return index < (schema.minItems ?? 0) || node["x-actorgen-default"] !== undefined || hasCatch(node);
  });
  const lines = [
    `if (!${module.shared("isArray")}(value)) return ${module.shared("wrongType")}(value, issues, "tuple");\n`,
  ];
  // Zod 4 does not count the items of a tuple with a rest, Zod 3 does.
  if (rest === undefined || schema["x-actorgen-dialect"] === "zod3") {
    lines.push(`if (value.length < ${least}) return ${module.shared("tupleLength")}(issues, true, ${least});\n`);
  }
  if (rest === undefined) {
    lines.push(
      `if (value.length > ${items.length}) ${module.shared("tupleLength")}(issues, false, ${items.length});\n`,
    );
  }
  lines.push("const list: unknown[] = [];\n");
  // Zod looks at the rest first.
  if (rest !== undefined) {
    const conversion = context.emitter.conversion(rest, untouched(inside(context, "Rest")));
    const place = { value: "item", key: "index" };
    const convert = isKept(conversion)
      ? `${checkText(conversion, place)}list[index] = item;\n`
      : `list[index] = ${conversion.how === "convert" ? conversion.convert(place) : "item"};\n`;
    lines.push(
      `for (let index = ${items.length}; index < value.length && issues.length < ${module.shared("maxIssues")}; index++) {\nconst item = value[index];\n${convert}}\n`,
    );
  }
  for (const [index, { absence, conversion, standIn, exact }] of slots.entries()) {
    const local = `item${index}`;
    const place = { value: local, key: String(index) };
    const convert = isKept(conversion)
      ? `${checkText(conversion, place)}list[${index}] = ${local};\n`
      : `list[${index}] = ${conversion.how === "convert" ? conversion.convert(place) : local};\n`;
    const gap = index < gapless;
    lines.push(`const ${local} = value[${index}];\n`);
    if (standIn !== undefined) {
      lines.push(`if (${local} === undefined) list[${index}] = ${standIn(String(index))};\nelse {\n${convert}}\n`);
    } else if (absence === "may" && !(exact && gap)) {
      lines.push(`if (${local} !== undefined) {\n${convert}}\n${gap ? `else list[${index}] = undefined;\n` : ""}`);
    } else lines.push(convert);
  }
  lines.push("return list;\n");
  return lines.join("");
}

/** Statements for `z.map` and `z.set`. */
export function mapOrSetBody(schema: JsonSchema, context: Context): string {
  const { module, way, emitter } = context;
  const pair = schema.items || {};
  const isMap = schema["x-actorgen-kind"] === "map";
  const option = (part: JsonSchema | undefined, name: string): string =>
    emitter.option(part ?? {}, inside(context, name));
  const parts = isMap
    ? [option(pair.prefixItems?.[0], "Key"), option(pair.prefixItems?.[1], "Value")]
    : [option(pair, "Item")];
  const shared = module.shared(`${way.write ? "write" : "read"}${isMap ? "Map" : "Set"}`);
  const made = reports(checksOf(schema), context);
  const caps = reports(checksOf(schema).filter(isCap), context);
  const most = Math.min(
    ...checksOf(schema)
      .filter(isCap)
      .map((check) => Number(check.value)),
  );
  const checks =
    made.length === 0
      ? undefined
      : `{ checks: [${made.join(", ")}]${caps.length > 0 ? `, most: ${most}, caps: [${caps.join(", ")}]` : ""} }`;
  const depth = context.deep ? "depth + 1" : checks === undefined ? undefined : "0";
  return `return ${shared}(${argumentList("value", "issues", ...parts, depth, checks)});\n`;
}
