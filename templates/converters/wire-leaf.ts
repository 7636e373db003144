// Values whose wire form is another: dates, bigints, bytes, NaN, stringbool, and strings that are rewritten on the way.
import type { Check, JsonSchema } from "../../src/schema/json-schema.js";
import { literal } from "../typescript/text.js";
import { checksOf } from "./checks.js";
import { lower, type Context } from "./context.js";
import { argumentList, type Conversion, type Place } from "./conversion.js";
import { isRewriting } from "./traits.js";
import { typeTest } from "./leaf.js";
import { literals } from "./module.js";
import { bigintReports, dateReports } from "./number-checks.js";
import { stringReports, stringTests } from "./string-checks.js";

/** A call of a shared function with the value, the issues and the key. */
function sharedCall(name: string, context: Context, ...more: readonly (string | undefined)[]): Conversion {
  const shared = context.module.shared(name);
  const convert = ({ value, key, issues = "issues" }: Place): string =>
    `${shared}(${argumentList(value, issues, key, ...more)})`;
  return { how: "convert", convert, changes: "always", leaf: true };
}

const direction = (context: Context): string => (context.way.write ? "write" : "read");

// Made once per file, not per value.
function checkList(reports: readonly string[], context: Context): string | undefined {
  if (reports.length === 0) return undefined;
  const pure = reports.map((report) => `/* @__PURE__ */ ${report}`);
  return context.module.constant(`${lower(context.name)}Checks`, `[${pure.join(", ")}]`);
}

/** `z.date`. */
export function date(schema: JsonSchema, context: Context): Conversion {
  const checks = checkList(dateReports(checksOf(schema), context), context);
  const read = checks === undefined ? "readDate" : "readCheckedDate";
  return sharedCall(context.way.write ? "writeDate" : read, context, checks);
}

/** `z.bigint`, and literals that are bigints. */
export function bigint(schema: JsonSchema, context: Context): Conversion {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values === undefined) {
    return sharedCall(
      `${direction(context)}Bigint`,
      context,
      checkList(bigintReports(checksOf(schema), context), context),
    );
  }
  const shared = context.module.shared(`${direction(context)}BigintOf`);
  const convert = ({ value, key, issues = "issues" }: Place): string =>
    `${shared}(${argumentList(literals(values), value, issues, key)})`;
  return { how: "convert", convert, changes: "always", leaf: true };
}

/** `z.instanceof(Uint8Array)`. */
export function bytes(context: Context): Conversion {
  return sharedCall(`${direction(context)}Bytes`, context);
}

/** `z.nan`. */
export function nan(context: Context): Conversion {
  return sharedCall(`${direction(context)}Nan`, context);
}

/** `z.undefined` and `z.void`. */
export function undefinedTest(schema: JsonSchema, context: Context): Conversion {
  return typeTest(
    (value) => `${value} !== undefined`,
    schema["x-actorgen-void"] === true ? "void" : "undefined",
    context,
  );
}

/** `z.stringbool`: a word on the wire and for the client, a boolean for handlers. */
export function word(schema: JsonSchema, context: Context): Conversion {
  const { way, module, name } = context;
  const { truthy = [], falsy = [], case: letters = "insensitive" } = schema["x-actorgen-stringbool"] ?? {};
  const words = module.constant(
    `${lower(name)}Words`,
    `{ truthy: ${literals(truthy)}, falsy: ${literals(falsy)}, case: ${literal(letters)} } as const`,
  );
  const handler = way.write ? way.side !== "input" : way.side === "parse";
  const shared = module.shared(handler ? (way.write ? "writeWord" : "readWord") : "checkWord");
  const convert = ({ value, key, issues = "issues" }: Place): string =>
    `${shared}(${argumentList(words, value, issues, key)})`;
  return { how: "convert", convert, changes: handler ? "always" : "never", leaf: true };
}

/** What any JSON value may stand for: read as it is, checked on its way out. `z.json` asks that there be one. */
export function open(schema: JsonSchema, context: Context): Conversion {
  const isJson = schema["x-actorgen-format"] === "json";
  if (!context.way.write && !isJson) return { how: "test", refuse: () => "" };
  const shared = context.module.shared(isJson ? (context.way.write ? "onlyJson" : "readJson") : "json");
  const convert = ({ value, key, issues = "issues" }: Place): string =>
    `${shared}(${argumentList(value, issues, key)})`;
  return { how: "convert", convert, changes: isJson && !context.way.write ? "maybe" : "never", leaf: true };
}

/** The checks that the output side of a string keeps: those after the last change, for none before it need hold. */
export function outputChecks(schema: JsonSchema): readonly Check[] {
  const checks = checksOf(schema);
  return checks.slice(checks.findLastIndex((check) => check.check === "overwrite") + 1);
}

/** The body of a function for a string that checks change: each change is seen by the checks after it. */
export function rewrittenBody(schema: JsonSchema, context: Context): string {
  const { module, way } = context;
  const checks = way.side === "output" ? outputChecks(schema) : checksOf(schema);
  const lengths = checks.filter((check) => /length/.test(check.check));
  const lines = [
    `if (typeof value !== "string") return ${module.shared("text")}(${argumentList("value", "issues", undefined, ...stringReports(lengths, context))});\n`,
    "let current = value;\n",
  ];
  let run: Check[] = [];
  const flush = (): void => {
    const tests = stringTests(run, "current", context);
    const aborts = run.some((check) => check.abort === true);
    if (tests.length > 0) {
      const reports = argumentList("current", "issues", undefined, ...stringReports(run, context));
      const report = `${module.shared("text")}(${reports});\n`;
      const stop = `if (${module.shared("endedChecks")}(issues, start)) return current;\n`;
      lines.push(
        `if (${tests.join(" || ")}) ${aborts ? `{\nconst start = issues.length;\n${report}${stop}}\n` : report}`,
      );
    }
    run = [];
  };
  for (const check of checks) {
    if (!isRewriting(check)) {
      run.push(check);
      continue;
    }
    flush();
    lines.push(rewrite(check, context));
  }
  flush();
  lines.push(way.side === "input" ? "return value;\n" : "return current;\n");
  return lines.join("");
}

function rewrite(check: Check, { module }: Context): string {
  if (check.check === "format") {
    const regex = (rule: Check["hostname"]): string =>
      `/* @__PURE__ */ new RegExp(${literal(rule?.pattern ?? "")}, ${literal(rule?.flags ?? "")})`;
    const rules = [
      ...(check.hostname ? [`hostname: ${module.constant("hostnamePattern", regex(check.hostname))}`] : []),
      ...(check.protocol ? [`protocol: ${module.constant("protocolPattern", regex(check.protocol))}`] : []),
      ...(check.normalize ? ["normalize: true"] : []),
    ];
    return `current = ${module.shared("url")}(${argumentList("current", "issues", rules.length > 0 ? `{ ${rules.join(", ")} }` : undefined)});\n`;
  }
  const change = String(check.value);
  if (change === "slugify") return `current = ${module.shared("slugify")}(current);\n`;
  if (change.startsWith("normalize:"))
    return `current = current.normalize(${literal(change.slice("normalize:".length))});\n`;
  return `current = current.${change}();\n`;
}
