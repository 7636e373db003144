// actorgen init, as one who starts a project: everything compiles afterwards, and a call arrives.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { editPackageJson } from "../../src/codegen/init/package-json.js";
import { runCli } from "../run-cli.js";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";
import { runMain } from "./silent-terminal.js";

/** What `npm init -y` writes. */
const npmDefault = `{
  "name": "chat",
  "version": "1.0.0",
  "main": "index.js",
  "scripts": {
    "test": "echo \\"Error: no test specified\\" && exit 1"
  },
  "license": "ISC",
  "type": "commonjs"
}
`;
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

test("from an empty npm project to a call that arrives", async () => {
  const folder = temporaryProject({ "package.json": npmDefault }, ["zod", "@types/node", "undici-types"]);
  const init = await runCli(folder, ["init", "-y"]);
  expect(init).toMatchObject({ code: 0, stdout: "" });
  expect(init.stderr).toMatch(/^create     actorgen\.config\.ts\ncreate     schemas\/chat-room\.ts\n/);
  expect(init.stderr).toContain("Next:\n  npm install actorgen zod\n");
  expect(read(folder, "package.json")).toBe(
    npmDefault
      .replace(
        'exit 1"\n',
        'exit 1",\n    "generate": "actorgen",\n    "stub": "actorgen stub",\n    "check:generated": "actorgen --check && actorgen stub --check"\n',
      )
      .replace("commonjs", "module"),
  );
  expect((await runCli(folder, [])).code).toBe(0);
  expect((await runCli(folder, ["stub"])).stderr).toContain(
    "create     actors/chat-room.ts  createState, createConnState",
  );
  writeFiles(folder, {
    "main.ts": `import { serve } from "actorgen/node";
import { chatRoom } from "./actors/chat-room.js";
import { createClient } from "./generated/client.js";

const server = await serve([chatRoom], { port: 0, store: "memory" });
const client = createClient(server.url);
const room = client.chatRoom.getOrCreate(["general"], { params: { userId: "ann" } });
const connection = room.connect();
await connection.ready;
const refused = await room.sendMessage("hello").then(String, (error: { code: string }) => error.code);
const messages = await connection.history(10).then(String, (error: { code: string }) => error.code);
console.log(refused, messages);
await client.dispose();
await server.close();
`,
  });
  expect(compile("5.9", folder, ["-p", ".", "--noEmit"]).output).toBe("");
  expect(compile("7", folder, ["-p", "."]).output).toBe("");
  const stubbed = await runNode(folder, "dist/main.js");
  expect(stubbed).toMatchObject({ stdout: "internal_error internal_error\n", code: 0 });

  // Now as the user writes the handlers.
  const written = read(folder, "actors/chat-room.ts")
    .replace(
      'throw new Error("Not implemented: sendMessage");',
      'const message = { id: crypto.randomUUID(), userId: c.conn?.state.userId ?? "http", text, sentAt: new Date() };\n      c.state.messages.push(message);\n      return message;',
    )
    .replace('throw new Error("Not implemented: history");', "return c.state.messages.slice(-limit);");
  writeFiles(folder, {
    "actors/chat-room.ts": written,
    "main.ts": read(folder, "main.ts")
      .replace(".then(String,", ".then(() => 'sent',")
      .replace("history(10).then(String,", "history(10).then((list) => list.map(({ text }) => text).join(),"),
  });
  expect(compile("7", folder, ["-p", "."]).output).toBe("");
  expect(await runNode(folder, "dist/main.js")).toMatchObject({ stdout: "sent hello\n", code: 0 });
  const check = spawnSync("npm", ["run", "-s", "check:generated"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: `${binFolder(folder)}:${process.env["PATH"]}` },
    timeout: 60_000,
  });
  expect({ status: check.status, stderr: check.stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/all as generated[^]*nothing missing/),
  });
  const again = await runMain(folder, ["init", "-y"]);
  expect(again.stderr.split("\n").filter((line) => line.startsWith("left"))).toHaveLength(5);
  expect(again.stderr).not.toMatch(/^(create|update)/m);
  expect(read(folder, "actors/chat-room.ts")).toBe(written);
}, 120_000);

/** Runs a compiled file of the project. */
async function runNode(folder: string, file: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const child = spawn(process.execPath, [file], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { stdout, stderr, code: child.exitCode };
}

/** A folder with `actorgen` as npm would link it. */
function binFolder(folder: string): string {
  writeFiles(folder, {
    "node_modules/.bin/actorgen": `#!/bin/sh\nexec node ${join(repository, "dist/src/cli/main.js")} "$@"\n`,
  });
  spawnSync("chmod", ["+x", join(folder, "node_modules/.bin/actorgen")]);
  return join(folder, "node_modules/.bin");
}

describe("what is there stays", () => {
  test("own config, schemas, scripts, tsconfig; hints say what stands in the way", async () => {
    const files = {
      "package.json": `{ "type": "commonjs", "scripts": { "generate": "prisma generate" } }`,
      "tsconfig.json": `{ "compilerOptions": { "module": "commonjs" } }`,
      "actorgen.config.mjs": "export default {};\n",
      "schemas/mine.ts": "export const mine = 1;\n",
      ".gitignore": "node_modules\r\n.env",
    };
    const folder = temporaryProject(files);
    const run = await runMain(folder, ["init"]);
    expect(run.code).toBe(0);
    expect(run.stderr).toBe(`Not a terminal: as with -y, nothing is asked.
left       actorgen.config.mjs  is there already
left       schemas/  is there already
left       tsconfig.json  is there already
update     package.json  script stub, script check:generated; left: script generate, "type": "commonjs"
update     .gitignore  .actorgen/

Next:
  package.json: set "type" to "module", or keep actors in a folder whose package.json says so: actorgen is ES modules only
  npm install actorgen zod
  npm install --save-dev typescript @types/node
  tsconfig.json: set "module" to "nodenext", or "moduleResolution" to "bundler", instead of "commonjs"
  npx actorgen
  npx actorgen stub
`);
    for (const [path, before] of Object.entries(files).slice(1, 4)) expect(read(folder, path)).toBe(before);
    expect(read(folder, ".gitignore")).toBe("node_modules\r\n.env\r\n.actorgen/\r\n");
    expect(read(folder, "package.json")).toBe(
      `{ "type": "commonjs", "scripts": { "generate": "prisma generate", "stub": "actorgen stub", "check:generated": "actorgen --check && actorgen stub --check" } }`,
    );
  });

  test("a package.json that cannot be read is named; the rest is done", async () => {
    const folder = temporaryProject({ "package.json": "{ , }" });
    const run = await runMain(folder, ["init", "-y"]);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining("error AG230  package.json") });
    expect(read(folder, "package.json")).toBe("{ , }");
    expect(existsSync(join(folder, "schemas/chat-room.ts"))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("package.json", () => {
  const added = `"generate": "actorgen"`;
  test("tabs, CRLF and inline arrays stay", () => {
    const before = `{\r\n\t"name": "x",\r\n\t"files": ["dist", "docs"]\r\n}`;
    const edit = editPackageJson(before, false);
    expect(edit?.text).toBe(
      `{\r\n\t"name": "x",\r\n\t"files": ["dist", "docs"],\r\n\t"type": "module",\r\n\t"scripts": {\r\n\t\t"generate": "actorgen",\r\n\t\t"stub": "actorgen stub",\r\n\t\t"check:generated": "actorgen --check && actorgen stub --check"\r\n\t}\r\n}`,
    );
  });

  test("an empty one, empty scripts, four spaces: valid JSON each time, and the same the second time", () => {
    for (const before of [
      "{}",
      "{ }\n",
      `{\n    "scripts": {}\n}\n`,
      `{"scripts":{"a":"b"},"type":"module"}`,
      `{\n}\n`,
    ]) {
      const edit = editPackageJson(before, true);
      expect(JSON.parse(edit?.text ?? "")).toMatchObject({ type: "module", scripts: { generate: "actorgen" } });
      expect(edit?.text).toContain(added);
      expect(editPackageJson(edit?.text ?? "", true)).toMatchObject({ text: edit?.text, added: [], left: [] });
    }
    expect(editPackageJson("[]", true)).toBeUndefined();
    expect(editPackageJson('{ "a": 1, }', true)).toBeUndefined();
  });
});
