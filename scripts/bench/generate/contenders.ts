// Other generators: how each is installed and called.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
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
    packages: ["orval"],
    command: (document, output, modules) => [
      join(modules, "orval/dist/bin/orval.mjs"),
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
    packages: ["@kubb/cli", "@kubb/core", "@kubb/plugin-oas", "@kubb/plugin-ts", "@kubb/plugin-client"],
    command: (document, output, modules) => {
      const config = join(output, "kubb.config.mjs");
      const text = `import { defineConfig } from "@kubb/core";
import { pluginOas } from "@kubb/plugin-oas";
import { pluginTs } from "@kubb/plugin-ts";
export default defineConfig({ root: ${JSON.stringify(output)}, input: { path: ${JSON.stringify(document)} }, output: { path: "./gen" }, plugins: [pluginOas(), pluginTs()] });
`;
      writeFileSync(config, text);
      return [join(modules, "@kubb/cli/bin/kubb.js"), "generate", "--config", config];
    },
  },
];

/** Installs them below `folder`, each by itself; tells which are left out, and why. */
export function install(
  folder: string,
  chosen: readonly Contender[],
): { readonly name: string; readonly command: (document: string, output: string) => readonly string[] }[] {
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const modules = join(folder, "node_modules");
  return chosen.flatMap(({ name, packages, command }) => {
    try {
      const args = ["i", "--no-audit", "--no-fund", "--no-package-lock", "--legacy-peer-deps", ...packages];
      execFileSync("npm", args, { cwd: folder, stdio: "pipe" });
      return [{ name, command: (document: string, output: string) => command(document, output, modules) }];
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split("\n")[1] ?? error.message) : String(error);
      console.log(`${name} left out: ${reason}`);
      return [];
    }
  });
}
