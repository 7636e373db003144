// Finds the schema files that the globs of a config or of the command line name.
import { resolve } from "node:path";

/** What to look for. */
export interface FindOptions {
  /** Globs, files or folders, relative to `folder`. `!` in front excludes. */
  readonly patterns: readonly string[];
  /** Absolute folder. */
  readonly folder: string;
  /** Absolute path of the output folder, in which nothing is looked for. */
  readonly output: string;
}

/** Absolute paths of TypeScript and JavaScript files, without declarations and tests. Sorted. */
export async function findFiles({ patterns, folder, output }: FindOptions): Promise<readonly string[]> {
  const { glob } = await import("tinyglobby");
  const found = await glob([...patterns], {
    cwd: folder,
    absolute: true,
    ignore: ["**/node_modules/**", "**/*.d.{ts,mts,cts}", "**/*.{test,spec}.*"],
  });
  const inOutput = `${resolve(output).replaceAll("\\", "/")}/`;
  return found.filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.startsWith(inOutput)).sort();
}
