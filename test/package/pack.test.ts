// The package as a user gets it: `npm pack`, installed into an empty project, with a schema that is not ours.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "actorgen-pack-")));
const project = join(folder, "project");
let tarball = "";

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 240_000,
  });

beforeAll(() => {
  npm(["pack", "--ignore-scripts", "--pack-destination", folder], repository);
  tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");
  writeFiles(project, {
    "package.json": JSON.stringify({ name: "project", type: "module", private: true }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2022", "dom"],
        types: ["node"],
        skipLibCheck: false,
        outDir: "out",
        rootDir: ".",
      },
      include: ["schemas", "generated", "*.ts"],
    }),
    "schemas/counter.ts": `import { defineActor } from "actorgen";
import { z } from "zod";
export const counter = defineActor({
  state: z.object({ count: z.int() }),
  actions: { add: { args: { by: z.int().max(10) }, returns: z.int() } },
  events: { changed: z.object({ count: z.int(), at: z.date() }) },
});
`,
    "main.ts": `import { serve } from "actorgen/node";
import { implementCounter } from "./generated/server.js";
import { createClient } from "./generated/client.js";

const counter = implementCounter({
  createState: () => ({ count: 0 }),
  actions: {
    add(c, by) {
      c.state.count += by;
      c.broadcast("changed", { count: c.state.count, at: new Date() });
      return c.state.count;
    },
  },
});
const server = await serve([counter], { port: 0 });
const client = createClient(server.url);
const connection = client.counter.getOrCreate("one").connect();
const changed = new Promise<string>((resolve) => connection.once("changed", ({ count, at }) => resolve(\`\${count} \${at instanceof Date}\`)));
await connection.ready;
const results = [await connection.add(3), await client.counter.get("one").add(4)];
const refusal = await connection.add(11).then(() => "accepted", (error: { code: string }) => error.code);
globalThis.console.log(JSON.stringify({ results, changed: await changed, refusal }));
await client.dispose();
await server.close();
`,
  });
  npm(["install", tarball, "zod@^4.6", "@types/node@20", "--prefer-offline"], project);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm pack, installed into an empty project", () => {
  test("npx actorgen generates from the project's own schema; --check then finds nothing", () => {
    const run = spawnSync("npx", ["actorgen"], { cwd: project, encoding: "utf8", timeout: 60_000 });
    expect(run.stderr + run.stdout).toContain("1 actor");
    expect(run.status).toBe(0);
    expect(existsSync(join(project, "generated/client.ts"))).toBe(true);
    const check = spawnSync("npx", ["actorgen", "--check"], { cwd: project, encoding: "utf8", timeout: 60_000 });
    expect(check.status).toBe(0);
  }, 120_000);

  test("what it generated compiles there and runs: server and client in plain Node", () => {
    const run = compile("5.9", project, ["-p", "tsconfig.json"]);
    expect(run.output).toBe("");
    const out = spawnSync(process.execPath, ["out/main.js"], { cwd: project, encoding: "utf8", timeout: 30_000 });
    expect(out.stderr).toBe("");
    expect(JSON.parse(out.stdout)).toEqual({ results: [3, 7], changed: "3 true", refusal: "invalid_argument" });
  }, 120_000);

  test.each(["browser", "worker", "deno", "bun"])(
    "its client bundles for %s, without Node's modules, Zod or ws",
    async (condition) => {
      const result = await build({
        absWorkingDir: project,
        entryPoints: ["generated/client.ts"],
        bundle: true,
        write: false,
        format: "esm",
        platform: "neutral",
        conditions: [condition],
        metafile: true,
        logLevel: "silent",
      });
      const inputs = Object.keys(result.metafile.inputs);
      expect(inputs.filter((path) => /node_modules\/(zod|ws)\//.test(path))).toEqual([]);
      expect(result.outputFiles[0]?.text).not.toMatch(/\bnode:/);
    },
  );

  test("publint and attw find nothing", () => {
    const bin = (name: string): string => join(repository, "node_modules/.bin", name);
    const publint = spawnSync(bin("publint"), ["run", tarball, "--strict"], { encoding: "utf8", timeout: 60_000 });
    expect(publint.stdout + publint.stderr).toContain("All good");
    expect(publint.status).toBe(0);
    const attw = spawnSync(bin("attw"), [tarball, "--profile", "esm-only", "--no-emoji"], {
      encoding: "utf8",
      timeout: 120_000,
    });
    expect({ status: attw.status, output: attw.status === 0 ? "" : attw.stdout + attw.stderr }).toEqual({
      status: 0,
      output: "",
    });
    expect(attw.stdout).toMatch(/actorgen\/client[^]*OK \(ESM\)/);
  }, 180_000);
});
