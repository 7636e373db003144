// Other generators: how each is installed and called.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A generator that reads an OpenAPI document. */
export interface Contender {
  readonly name: string;
  readonly packages: readonly string[];
  /** Arguments of node. Both paths are absolute. `modules` is where the packages are. */
  readonly command: (document: string, output: string, modules: string) => readonly string[];
}

/** Types, or types and a client. None emits validators, a server and React hooks in one run. */
export const contenders: readonly Contender[] = [
  {
    name: "openapi-typescript",
    packages: ["openapi-typescript", "typescript@5"],
    command: (document, output, modules) => [
      join(modules, "openapi-typescript/bin/cli.js"),
      document,
      "-o",
      join(output, "types.ts"),
    ],
  },
  {
    name: "orval",
    packages: ["orval@7"],
    command: (document, output, modules) => [
      join(modules, "orval/dist/bin/orval.js"),
      "--input",
      document,
      "--output",
      join(output, "client.ts"),
    ],
  },
  {
    name: "hey-api",
    packages: ["@hey-api/openapi-ts", "typescript@5"],
    command: (document, output, modules) => [
      join(modules, "@hey-api/openapi-ts/bin/run.js"),
      "-i",
      document,
      "-o",
      output,
    ],
  },
  {
    name: "kubb",
    packages: ["@kubb/cli@4", "@kubb/core@4", "@kubb/plugin-oas@4", "@kubb/plugin-ts@4"],
    command: (document, output, modules) => {
      const config = join(output, "kubb.config.mjs");
      const text = `import { defineConfig } from "@kubb/core";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
export default defineConfig({ root: ${JSON.stringify(output)}, input: { path: ${JSON.stringify(document)} }, output: { path: "./gen" }, plugins: [pluginOas(), pluginTs()] });
`;
      writeFileSync(config, text);
      return [join(modules, "@kubb/cli/bin/kubb.cjs"), "generate", "--config", config];
    },
  },
];

/** A generator that is installed in a folder of its own. */
export interface Installed {
  readonly name: string;
  /** Absolute; outputs go below it, so that what is written there finds the packages. */
  readonly folder: string;
  readonly command: (document: string, output: string) => readonly string[];
}

/** Installs each below `folder`; tells which are left out, and why. */
export function install(folder: string, chosen: readonly Contender[]): readonly Installed[] {
  return chosen.flatMap(({ name, packages, command }) => {
    const own = join(folder, name);
    mkdirSync(own);
    writeFileSync(join(own, "package.json"), '{ "private": true, "type": "module" }');
    try {
      execFileSync("npm", ["i", "--no-audit", "--no-fund", "--no-package-lock", ...packages], {
        cwd: own,
        stdio: "pipe",
      });
      const modules = join(own, "node_modules");
      return [{ name, folder: own, command: (document, output) => command(document, output, modules) }];
    } catch (error) {
      console.log(`${name} left out: it cannot be installed: ${saidBy(error)}`);
      return [];
    }
  });
}

/** The last line of what a failed command said. */
export function saidBy(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  const told = said === "" && error instanceof Error ? error.message : said;
  return told.split("\n").findLast((line) => /error/i.test(line)) ?? told.split("\n").at(-1) ?? String(error);
}
