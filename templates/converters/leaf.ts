// Values without parts that stay as they are: strings, numbers, booleans, null and listed values.
import type { Check, JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { lower, type Context } from "./context.js";
import { argumentList, type Conversion, type Place, type Test } from "./conversion.js";
import { literals } from "./module.js";
import { checksOf, isMarked } from "./checks.js";
import { numberTests, numberReports } from "./number-checks.js";
import {
  isPlainPattern,
  isUuid,
  isZodUuid,
  patternArguments,
  regexText,
  stringReports,
  stringTests,
} from "./string-checks.js";

/** A test of the type alone. */
export function typeTest(fails: (value: string) => string, expected: string, { module }: Context): Test {
  const wrongType = module.shared("wrongType");
  return {
    how: "test",
    fails,
    refuse: ({ value, key, issues = "issues" }) =>
      `${wrongType}(${argumentList(value, issues, literal(expected), key)})`,
  };
}

/** `z.never`. */
export function neverTest(context: Context): Conversion {
  const { refuse } = typeTest(() => "true", "never", context);
  return { how: "test", fails: () => "true", refuse, check: refuse };
}

/** `z.string` whose checks only look. */
export function stringTest(schema: JsonSchema, context: Context): Conversion {
  const { module } = context;
  const checks = checksOf(schema);
  const tests = (value: string): string[] => stringTests(checks, value, context);
  const fails = (value: string): string => [`typeof ${value} !== "string"`, ...tests(value)].join(" || ");
  const call = (name: string, place: Place, ...more: readonly (string | undefined)[]): string =>
    `${module.shared(name)}(${argumentList(place.value, place.issues ?? "issues", place.key, ...more)})`;
  const [first] = checks;
  if (isRange(checks, "min_length", "max_length")) {
    const name = first === undefined ? "string" : "sizedString";
    const check = (place: Place): string => call(name, place, ...range(checks, "min_length", "max_length"));
    return { how: "test", fails, refuse: check, check };
  }
  if (checks.length === 1 && first !== undefined && isPlainPattern(first)) {
    if (isZodUuid(first)) {
      const check = (place: Place): string => call("uuid", place);
      return { how: "test", fails: (value) => `!${module.shared("isUuid")}(${value})`, refuse: check, check };
    }
    const check = (place: Place): string => call("matches", place, ...patternArguments(first, context));
    return { how: "test", fails, refuse: check, ...(!isUuid(first) && { check }) };
  }
  return { how: "test", fails, refuse: (place) => call("text", place, ...stringReports(checks, context)) };
}

/** `z.number` and its formats. */
export function numberTest(schema: JsonSchema, context: Context): Conversion {
  const { module } = context;
  const checks = checksOf(schema);
  const fails = (value: string): string => numberTests(checks, value, context).join(" || ");
  const call = (name: string, place: Place, ...more: readonly (string | undefined)[]): string =>
    `${module.shared(name)}(${argumentList(place.value, place.issues ?? "issues", place.key, ...more)})`;
  const [first, ...others] = checks;
  const isInt = first !== undefined && first.check === "format" && first.format === "safeint" && !isMarked(first);
  const bounds = isInt ? others : checks;
  const low = bounds[0]?.check === "gt" ? "gt" : "gte";
  if (isRange(bounds, low, "lte")) {
    const name = isInt ? "int" : first === undefined ? "number" : "boundedNumber";
    const [least, most] = range(bounds, low, "lte");
    const check = (place: Place): string => call(name, place, least, most, low === "gt" ? "true" : undefined);
    return { how: "test", fails, refuse: check, check };
  }
  return { how: "test", fails, refuse: (place) => call("numeric", place, ...numberReports(checks, context)) };
}

/** `z.boolean`. */
export function booleanTest({ module }: Context): Conversion {
  const shared = module.shared("boolean");
  const check = ({ value, key, issues = "issues" }: Place): string => `${shared}(${argumentList(value, issues, key)})`;
  return { how: "test", fails: (value) => `typeof ${value} !== "boolean"`, refuse: check, check };
}

/** At most a lower and then an upper bound, told by nothing but their values. */
function isRange(checks: readonly Check[], low: Check["check"], high: Check["check"]): boolean {
  const names = checks.map(({ check }) => check).join();
  const plain = checks.every((check) => !isMarked(check) && !(low === "min_length" && check.value === 0));
  return plain && ["", low, high, `${low},${high}`].includes(names);
}

function range(checks: readonly Check[], low: Check["check"], high: Check["check"]): (string | undefined)[] {
  const bound = (name: string): string | undefined => checks.find(({ check }) => check === name)?.value?.toString();
  const most = bound(high);
  return [bound(low) ?? (most && (low === "gte" ? "-Infinity" : "0")), most];
}

/** More values than these are looked up in their list. */
const mostCompared = 8;

/** `z.enum`, `z.literal` and `z.null`. */
export function valuesTest(values: readonly (string | number | boolean | null)[], context: Context): Conversion {
  const { module, name } = context;
  const call = (shared: string, { value, key, issues = "issues" }: Place, list: string): string =>
    `${module.shared(shared)}(${argumentList(value, issues, list, key)})`;
  if (values.length > 0 && values.length <= mostCompared) {
    const fails = (value: string): string => values.map((one) => `${value} !== ${literal(one)}`).join(" && ");
    return { how: "test", fails, refuse: (place) => call("notOneOf", place, literals(values)) };
  }
  const list = module.constant(`${lower(name)}Values`, literals(values), "readonly unknown[]");
  const fails = (value: string): string => `!${list}.includes(${value})`;
  const check = (place: Place): string => call("oneOf", place, list);
  return { how: "test", fails, refuse: check, check };
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
