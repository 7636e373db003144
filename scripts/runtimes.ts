// Runs one program with the generated client in each JavaScript runtime, against the demo's server in this process.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { serve } from "actorgen/node";
import { build } from "esbuild";
import { actors } from "../examples/actors/index.js";
import { runtimes, type Runtime } from "./runtimes/runtimes.js";

const usage = `npm run test:runtimes -- [--only <name>]

Installs Node 24, Bun, Deno and workerd from npm into node_modules/.cache and tries the client in each.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = join(root, "node_modules/.cache/actorgen-runtimes");
const expected = {
  overWebSocket: "over a socket",
  overHttp: "over a socket",
  overStream: "over a stream",
  refused: "invalid_argument",
  date: true,
};

function install(chosen: readonly Runtime[]): void {
  const names = chosen.flatMap(({ pack }) => (pack === undefined ? [] : [pack]));
  if (names.length === 0) return;
  mkdirSync(packages, { recursive: true });
  writeFileSync(join(packages, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...names], {
    cwd: packages,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 300_000,
  });
}

async function bundle({ name, isBundled }: Runtime, url: string): Promise<string> {
  const outfile = join(root, "dist/runtimes", `${name.replaceAll(" ", "-")}.mjs`);
  const program = `import { talk } from "./scripts/runtimes/program.ts";`;
  const main = isBundled
    ? `export default { fetch: async () => new Response(JSON.stringify(await talk(${JSON.stringify(url)}))) };`
    : `console.log(JSON.stringify(await talk(${JSON.stringify(url)})));`;
  await build({
    stdin: { contents: `${program}\n${main}`, resolveDir: root },
    bundle: true,
    format: "esm",
    platform: "neutral",
    conditions: ["workerd", "worker"],
    packages: isBundled ? "bundle" : "external",
    outfile,
    logLevel: "warning",
  });
  return outfile;
}

const { values } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean", default: false } } });
if (values.help) console.log(usage);
else {
  const chosen = runtimes.filter(({ name }) => name.toLowerCase().includes((values.only ?? "").toLowerCase()));
  if (chosen.length === 0) throw new Error(`No runtime is called "${values.only}".\n\n${usage}`);
  install(chosen);
  const server = await serve(actors, { port: 0, store: "memory" });
  try {
    for (const runtime of chosen) {
      const told = await bundle(runtime, server.url)
        .then((file) => runtime.run(file, packages))
        .catch((error: unknown) => String(error));
      const isFine = told.startsWith("{") && isDeepStrictEqual(JSON.parse(told), expected);
      console.log(`${isFine ? "pass" : "FAIL"}  ${runtime.name}${isFine ? "" : `\n${told}`}`);
      if (!isFine) process.exitCode = 1;
    }
  } finally {
    await server.close();
  }
}
