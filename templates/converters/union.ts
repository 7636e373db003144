// The bodies of converters for unions, exclusive unions, discriminated unions and intersections.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { inside, untouched, type Context } from "./context.js";
import { argumentList } from "./conversion.js";
import { objectGuard } from "./object.js";

/** Statements for `z.union` and `z.xor`. */
export function unionBody(schema: JsonSchema, context: Context): string {
  const options = schema.anyOf ?? schema.oneOf ?? [];
  const [only] = options;
  if (options.length === 1 && only !== undefined) return context.emitter.body(only, context);
  const exclusive = schema["x-actorgen-xor"] === true;
  return (exclusive ? "" : quick(options, context)) + general(options, exclusive ? "exclusive" : "union", context);
}

// The first options that only look at the value are asked without further ado.
function quick(options: readonly JsonSchema[], context: Context): string {
  const tests: string[] = [];
  for (const [index, option] of options.entries()) {
    const conversion = context.emitter.conversion(option, optionContext(context, index));
    if (conversion.how !== "test") break;
    if (conversion.fails === undefined) return `${tests.join("")}return value;\n`;
    tests.push(`if (!(${conversion.fails("value")})) return value;\n`);
  }
  return tests.join("");
}

function optionContext(context: Context, index: number): Context {
  return untouched(inside(context, `Option${index + 1}`));
}

function general(options: readonly JsonSchema[], shared: "union" | "exclusive", context: Context): string {
  const { module, emitter } = context;
  const list = options.map((option, index) => emitter.option(option, optionContext(context, index)));
  const depth = context.deep ? "depth + 1" : undefined;
  return `return ${module.shared(shared)}(${argumentList("value", "issues", `[${list.join(", ")}]`, depth)});\n`;
}

/** Statements for `z.discriminatedUnion`. */
export function discriminatedBody(schema: JsonSchema, discriminator: string, context: Context): string {
  const { module, emitter, deep } = context;
  const options = schema.oneOf ?? schema.anyOf ?? [];
  const branches = schema["x-actorgen-branches"] ?? options.map((option) => valuesOf(option, discriminator, context));
  const absent = schema["x-actorgen-absent-branch"];
  const cases = options.map((option, index) => {
    // What the discriminator chose is the only option, so it may be decoded in place.
    const part = inside(context, `Option${index + 1}`);
    const target = emitter.functionOf(option, part);
    const call = `${module.call(target)}(${argumentList("value", "issues", deep && target.deep ? "depth + 1" : undefined)})`;
    const labels = (branches[index] ?? []).map((value) => `case ${literal(value)}:\n`);
    return `${labels.join("")}${absent === index ? "case undefined:\n" : ""}return ${call};\n`;
  });
  // Zod names the absent one too, after the others of its branch.
  const values = branches.flatMap((list, index) => [
    ...list.map((value) => literal(value)),
    ...(absent === index ? ["undefined"] : []),
  ]);
  const [first, second] = options;
  const otherwise =
    schema["x-actorgen-union-fallback"] === true
      ? first !== undefined && second === undefined
        ? `return ${module.call(emitter.functionOf(first, inside(context, "Option1")))}(${argumentList("value", "issues", deep ? "depth + 1" : undefined)});\n`
        : general(options, "union", context)
      : `return ${module.shared("noOption")}(issues, ${literal(discriminator)}, [${values.join(", ")}]);\n`;
  const tag = `${module.shared("own")}(value, ${literal(discriminator)})`;
  const read = inherited(discriminator) ? tag : `value[${literal(discriminator)}]`;
  return `if (!${module.shared(objectGuard(schema, context))}(value)) return ${module.shared("wrongType")}(value, issues, "object");
switch (${read}) {
${cases.join("")}default:
${otherwise}}
`;
}

function inherited(name: string): boolean {
  return name in {};
}

function valuesOf(
  option: JsonSchema,
  discriminator: string,
  context: Context,
): readonly (string | number | boolean | null)[] {
  const field = context.traits.resolve(context.traits.resolve(option).properties?.[discriminator] ?? {});
  return field.enum ?? (field.const === undefined ? [] : [field.const]);
}

/** Statements for `z.intersection`. */
export function intersectionBody(sides: readonly JsonSchema[], alone: boolean, context: Context): string {
  const { module, emitter } = context;
  const [left = {}, ...others] = sides;
  const right: JsonSchema = others.length > 1 ? { allOf: others } : (others[0] ?? {});
  const below = untouched({ ...context, way: { ...context.way, leavesKeys: false } });
  const side = (schema: JsonSchema, name: string): string => emitter.option(schema, inside(below, name));
  const depth = context.deep ? "depth + 1" : alone ? "0" : undefined;
  const list = argumentList(
    "value",
    "issues",
    side(left, "Left"),
    side(right, "Right"),
    depth,
    alone ? "true" : undefined,
  );
  return `return ${module.shared("intersection")}(${list});\n`;
}
