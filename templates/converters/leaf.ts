// Values without parts that stay as they are: strings, numbers, booleans, null and listed values.
import type { JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { lower, type Context } from "./context.js";
import { argumentList, type Conversion, type Place } from "./conversion.js";
import { literals } from "./module.js";
import { checksOf } from "./checks.js";
import { numberTests, numberReports } from "./number-checks.js";
import { regexText, stringTests, stringReports } from "./string-checks.js";

// So many values are compared one by one; more are looked up.
const fewValues = 8;

/** A test of the type alone. */
export function typeTest(fails: (value: string) => string, expected: string, { module }: Context): Conversion {
  const wrongType = module.shared("wrongType");
  return {
    how: "test",
    fails,
    refuse: ({ value, key, issues = "issues" }) =>
      `${wrongType}(${argumentList(value, issues, literal(expected), key)})`,
  };
}

/** `z.string` whose checks only look. */
export function stringTest(schema: JsonSchema, context: Context): Conversion {
  const checks = checksOf(schema);
  const isNoString = (value: string): string => `typeof ${value} !== "string"`;
  if (checks.length === 0) return typeTest(isNoString, "string", context);
  const fails = (value: string): string => [isNoString(value), ...stringTests(checks, value, context)].join(" || ");
  const refuse = ({ value, key, issues = "issues" }: Place): string =>
    `${context.module.shared("string")}(${argumentList(value, issues, key, ...stringReports(checks, context))})`;
  return { how: "test", fails, refuse };
}

/** `z.number` and its formats. */
export function numberTest(schema: JsonSchema, context: Context): Conversion {
  const checks = checksOf(schema);
  const fails = (value: string): string => numberTests(checks, value, context).join(" || ");
  const refuse = ({ value, key, issues = "issues" }: Place): string =>
    `${context.module.shared("number")}(${argumentList(value, issues, key, ...numberReports(checks, context))})`;
  if (checks.length === 0) return typeTest(fails, "number", context);
  return { how: "test", fails, refuse };
}

/** `z.enum`, `z.literal` and `z.null`. */
export function valuesTest(values: readonly (string | number | boolean | null)[], context: Context): Conversion {
  const { module, name } = context;
  const few = values.length <= fewValues;
  const set = few
    ? ""
    : module.constant(`${lower(name)}Values`, `/* @__PURE__ */ new Set<unknown>(${literals(values)})`);
  const fails = (value: string): string =>
    few ? values.map((one) => `${value} !== ${literal(one)}`).join(" && ") || "true" : `!${set}.has(${value})`;
  const list = few ? literals(values) : `[...${set}]`;
  const notOneOf = module.shared("notOneOf");
  return {
    how: "test",
    fails,
    refuse: ({ value, key, issues = "issues" }) => `${notOneOf}(${argumentList(value, issues, list, key)})`,
  };
}

/** `z.templateLiteral`. */
export function templateTest(schema: JsonSchema, context: Context): Conversion {
  const { module, name } = context;
  const regex = module.constant(`${lower(name)}Pattern`, regexText(schema.pattern ?? "", ""));
  const templateLiteral = module.shared("templateLiteral");
  return {
    how: "test",
    fails: (value) => `typeof ${value} !== "string" || !${regex}.test(${value})`,
    refuse: ({ value, key, issues = "issues" }) => `${templateLiteral}(${argumentList(value, issues, regex, key)})`,
  };
}
