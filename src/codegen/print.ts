// Prints emitted files with Prettier, in the style of the project they land in. The only file that imports Prettier.
import { join } from "node:path";
import type * as Prettier from "prettier";
import type { EmittedFile } from "../schema/template.js";
import { layoutJson } from "./json-layout.js";
import { parseJson } from "./parse-json.js";

/** Gives the formatted text of a file. */
export type Print = (file: EmittedFile) => Promise<string>;

/**
 * A printer for one output folder. Prettier is loaded when the first file is printed. Its options are those of the
 * project (.prettierrc, package.json, .editorconfig), found from the output folder, else Prettier's defaults.
 * A file whose language Prettier does not know is left as it is.
 *
 * @param folder Absolute output folder; left out: Prettier's defaults.
 * @throws PrintError when the emitted text does not parse.
 */
export function createPrinter(folder?: string): Print {
  let loading: Promise<typeof Prettier> | undefined;
  return async (file) => {
    loading ??= import("prettier");
    const prettier = await loading;
    const { inferredParser } = await prettier.getFileInfo(file.path, { resolveConfig: false });
    if (inferredParser === null) return file.text;
    const filepath = folder === undefined ? file.path : join(folder, file.path);
    const found = folder === undefined ? null : await prettier.resolveConfig(filepath, { editorconfig: true });
    const options = { parser: inferredParser, ...found, filepath };
    const quick = await quickly(file.text, options, prettier);
    if (quick !== undefined) return quick;
    try {
      return await prettier.format(file.text, options);
    } catch (error) {
      throw new PrintError(file.path, error instanceof Error ? error.message : String(error), { cause: error });
    }
  };
}

// The same text for less: JSON without parsing, and TypeScript by the faster of Prettier's two parsers. Undefined where
// a plugin or an uncommon option might make it another text, or where the text does not parse.
async function quickly(
  text: string,
  options: Prettier.Options,
  prettier: typeof Prettier,
): Promise<string | undefined> {
  const {
    parser,
    plugins = [],
    objectWrap,
    endOfLine = "lf",
    printWidth = 80,
    tabWidth = 2,
    useTabs = false,
  } = options;
  if (plugins.length > 0) return undefined;
  try {
    if (parser === "typescript") return await prettier.format(text, { ...options, parser: "babel-ts" });
    if (parser !== "json" || objectWrap === "collapse" || endOfLine !== "lf") return undefined;
    const value = parseJson(text);
    const isPlain = `${JSON.stringify(value, null, 2)}\n` === text;
    return isPlain
      ? layoutJson(value, { printWidth, tabWidth, useTabs, widthOf: prettier.util.getStringWidth })
      : undefined;
  } catch {
    return undefined;
  }
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
