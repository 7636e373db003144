// Prints emitted files with Prettier, in the style of the project they land in. The only file that imports Prettier.
import { join } from "node:path";
import type { EmittedFile } from "../schema/template.js";

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
  let loading: Promise<typeof import("prettier")> | undefined;
  return async (file) => {
    loading ??= import("prettier");
    const prettier = await loading;
    const { inferredParser } = await prettier.getFileInfo(file.path, { resolveConfig: false });
    if (inferredParser === null) return file.text;
    const filepath = folder === undefined ? file.path : join(folder, file.path);
    const options = folder === undefined ? null : await prettier.resolveConfig(filepath, { editorconfig: true });
    try {
      return await prettier.format(file.text, { ...options, parser: options?.parser ?? inferredParser, filepath });
    } catch (error) {
      throw new PrintError(file.path, error instanceof Error ? error.message : String(error), { cause: error });
    }
  };
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
