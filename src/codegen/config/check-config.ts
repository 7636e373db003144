// Checks what a config file exports: unknown options and wrong values are errors, all of them at once.
import type { Config } from "../../schema/define-config.js";
import type { Template } from "../../schema/template.js";
import type { Diagnostic } from "../diagnostic.js";
import { isRecord } from "../parse-json.js";
import { nearestName } from "./nearest-name.js";

/** The config when it is right, else what is wrong with it. `file` and `text` place the findings. */
export function checkConfig(value: unknown, file: string, text: string): Config | readonly Diagnostic[] {
  if (!isRecord(value)) {
    const message = "The config file has no default export that is an object.";
    return [
      {
        code: "AG110",
        severity: "error",
        message,
        mend: "Write: export default defineConfig({ ... });",
        file,
        line: 1,
        column: 1,
      },
    ];
  }
  const diagnostics = Object.entries(value).flatMap(([name, given]) => {
    const message = faultOf(name, given);
    return message === undefined
      ? []
      : [{ ...message, severity: "error" as const, at: name, file, ...positionOf(name, text) }];
  });
  return diagnostics.length > 0 || !isConfig(value) ? diagnostics : value;
}

type Check = { readonly expected: string; readonly fits: (value: unknown) => boolean };

const options: Readonly<Record<keyof Config, Check>> = {
  input: {
    expected: "a glob or an array of globs",
    fits: (value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)),
  },
  output: { expected: "the path of a folder", fits: isText },
  templates: {
    expected: "an array of template functions",
    fits: (value) => Array.isArray(value) && value.every(isTemplate),
  },
  importExtension: {
    expected: '".js", ".ts" or ""',
    fits: (value) => value === ".js" || value === ".ts" || value === "",
  },
  loadTimeout: {
    expected: "a number of milliseconds above 0",
    fits: (value) => typeof value === "number" && value > 0 && Number.isFinite(value),
  },
  react: { expected: "true or false", fits: (value) => typeof value === "boolean" },
  testing: { expected: "true or false", fits: (value) => typeof value === "boolean" },
  stubs: {
    expected: 'an object such as { folder: "actors" }',
    fits: (value) =>
      isRecord(value) && Object.entries(value).every(([name, given]) => name === "folder" && isText(given)),
  },
};

function faultOf(name: string, value: unknown): Pick<Diagnostic, "code" | "message" | "mend"> | undefined {
  if (value === undefined) return undefined;
  if (!isOption(name)) {
    const nearest = nearestName(name, Object.keys(options));
    const mend =
      nearest === undefined ? `The options are ${Object.keys(options).join(", ")}.` : `Did you mean "${nearest}"?`;
    return { code: "AG111", message: `The config has an unknown option "${name}".`, mend };
  }
  const { expected, fits } = options[name];
  if (fits(value)) return undefined;
  const came =
    value === null
      ? "null"
      : Array.isArray(value)
        ? `an array with ${value.map((item: unknown) => JSON.stringify(item) ?? typeof item).join(", ")}`
        : (JSON.stringify(value) ?? typeof value);
  return {
    code: "AG112",
    message: `The option "${name}" must be ${expected}, but is ${came}.`,
    mend: `Give "${name}" ${expected}, or leave it out.`,
  };
}

function isConfig(value: object): value is Config {
  return Object.entries(value).every(([name, given]) => faultOf(name, given) === undefined);
}

function isOption(name: string): name is keyof Config {
  return Object.hasOwn(options, name);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isTemplate(value: unknown): value is Template {
  return typeof value === "function";
}

function positionOf(name: string, text: string): Pick<Diagnostic, "line" | "column"> {
  const index = new RegExp(`(?<![\\w$.])["']?${name.replace(/[^\w]/g, "\\$&")}["']?\\s*[:,(}]`).exec(text)?.index;
  if (index === undefined) return {};
  const before = text.slice(0, index).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
