// Prints emitted files as Prettier does, in the style of the project they land in. The only file that imports Prettier itself.
import { join } from "node:path";
import type * as Prettier from "prettier";
import type { EmittedFile } from "../schema/template.js";
import { layoutJson } from "./json-layout.js";
import { layoutCode } from "./layout/index.js";
import { parseJson } from "./parse-json.js";
import { hasOwnStyle } from "./style.js";

/** Gives the formatted text of a file. */
export type Print = (file: EmittedFile) => Promise<string>;

/**
 * A printer for one output folder. The options are those of the project (.prettierrc, package.json, .editorconfig), found
 * from the output folder, else Prettier's defaults. The text is Prettier's, but Prettier is loaded only where there are
 * such options or where a file holds more than the built-in templates emit. A file whose language Prettier does not know
 * is left as it is.
 *
 * @param folder Absolute output folder; left out: Prettier's defaults.
 * @throws PrintError when the emitted text does not parse.
 */
export function createPrinter(folder?: string): Print {
  let loading: Promise<typeof Prettier> | undefined;
  const load = (): Promise<typeof Prettier> => (loading ??= import("prettier"));
  const isPlain = folder === undefined || !hasOwnStyle(folder);
  return async (file) => {
    if (isPlain) {
      const parser = /(?<!\.d)\.ts$/.test(file.path) ? "typescript" : plainJson.test(file.path) ? "json" : undefined;
      const text = parser === undefined ? undefined : quickly(file.text, { parser });
      if (text !== undefined) return text;
    }
    const prettier = await load();
    const { inferredParser } = await prettier.getFileInfo(file.path, { resolveConfig: false });
    if (inferredParser === null) return file.text;
    const filepath = folder === undefined ? file.path : join(folder, file.path);
    const found = isPlain ? null : await prettier.resolveConfig(filepath, { editorconfig: true });
    const options = { parser: inferredParser, ...found, filepath };
    const text = isPlain ? undefined : quickly(file.text, options, prettier.util.getStringWidth);
    if (text !== undefined) return text;
    try {
      return await formatted(file.text, options, prettier);
    } catch (error) {
      throw new PrintError(file.path, error instanceof Error ? error.message : String(error), { cause: error });
    }
  };
}

// Names that Prettier formats in another way than other JSON.
const plainJson = /^(?!(?:.*\/)?(?:package|package-lock|composer|[tj]sconfig[^/]*)\.json$).*\.json$/;

// Options that the layouts know. Any other one leaves the file to Prettier.
const known = ["parser", "filepath", "printWidth", "tabWidth", "useTabs", "plugins", "endOfLine", "objectWrap"];

// The same text for less: undefined where an option or the text is not one that the layouts know.
function quickly(text: string, options: Prettier.Options, widthOf = asciiWidth): string | undefined {
  const { parser, plugins = [], objectWrap = "preserve", endOfLine = "lf" } = options;
  const { printWidth = 80, tabWidth = 2, useTabs = false } = options;
  if (plugins.length > 0 || objectWrap !== "preserve" || endOfLine !== "lf") return undefined;
  const style = { printWidth, tabWidth, useTabs };
  if (parser === "typescript") {
    const others = Object.keys(options).filter((name) => !known.includes(name));
    return others.length === 0 ? layoutCode(text, style) : undefined;
  }
  if (parser !== "json") return undefined;
  try {
    const value = parseJson(text);
    return `${JSON.stringify(value, null, 2)}\n` === text ? layoutJson(value, { ...style, widthOf }) : undefined;
  } catch {
    return undefined;
  }
}

function asciiWidth(text: string): number {
  if (/[^\x20-\x7e]/.test(text)) throw new RangeError("Prettier knows how wide this is.");
  return text.length;
}

// The faster of Prettier's two parsers of TypeScript gives the same text, where it can read it.
async function formatted(text: string, options: Prettier.Options, prettier: typeof Prettier): Promise<string> {
  if (options.parser === "typescript" && (options.plugins ?? []).length === 0) {
    try {
      return await prettier.format(text, { ...options, parser: "babel-ts" });
    } catch {
      // Its own parser tells what is wrong.
    }
  }
  return await prettier.format(text, options);
}

/**
 * The same files, formatted with Prettier's defaults.
 * @throws PrintError
 */
export async function printFiles(files: readonly EmittedFile[]): Promise<readonly EmittedFile[]> {
  const print = createPrinter();
  const printed: EmittedFile[] = [];
  for (const file of files) printed.push({ path: file.path, text: await print(file) });
  return printed;
}

/** Emitted text that is not valid code: a fault of the template. */
export class PrintError extends Error {
  override readonly name: string = "PrintError";
  /** The emitted file, relative to the output folder. */
  readonly path: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path} could not be formatted: ${reason}`, options);
    this.path = path;
  }
}
