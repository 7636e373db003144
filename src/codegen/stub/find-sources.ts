// Finds the project's files that may hold an implementation.
import { readFile } from "node:fs/promises";

/** Absolute paths of folders, and names. */
export interface SearchOptions {
  /** Folder of the project. */
  readonly root: string;
  /** The generated folder, in which nothing is looked for. */
  readonly output: string;
  /** The functions that are looked for, such as `implementChatRoom`. */
  readonly functionNames: readonly string[];
}

const notSources = ["node_modules", "dist", "build", "out", "coverage", "test", "tests", "__tests__", "__mocks__"];

/**
 * Texts of the files that mention one of the names, perhaps in a comment only, by absolute path; sorted. Built code, tests
 * and hidden folders are left out.
 */
export async function findSources({ root, output, functionNames }: SearchOptions): Promise<Map<string, string>> {
  const { glob } = await import("tinyglobby");
  const found = await glob(["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"], {
    cwd: root,
    absolute: true,
    ignore: [`**/{${notSources.join(",")}}/**`, "**/*.d.{ts,mts,cts}", "**/*.{test,spec}.*"],
  });
  const inOutput = `${output.replaceAll("\\", "/")}/`;
  const paths = found.filter((path) => !path.startsWith(inOutput)).sort();
  const texts = await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as const));
  return new Map(texts.filter(([, text]) => functionNames.some((name) => text.includes(name))));
}
