// actorgen package: what it writes is installed from a tarball into an empty project, compiled there, and calls a server.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type ServerProcess } from "../end-to-end/server.js";
import { runCli } from "../run-cli.js";
import { repository, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "actorgen-package-")));
const made = join(folder, "made");
const project = join(folder, "project");
let tarball = "";
let server: ServerProcess | undefined;

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 240_000,
  });
const packed = (of: string): string => {
  const before = new Set(readdirSync(folder));
  npm(["pack", "--ignore-scripts", "--pack-destination", folder], of);
  return join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz") && !before.has(name)) ?? "");
};
const text = (path: string): string => readFileSync(join(made, path), "utf8");
const contract = readFileSync(join(repository, "generated/contract.json"), "utf8");

beforeAll(async () => {
  writeFiles(folder, { "contract.json": contract });
  const args = [
    "package",
    "--name",
    "@acme/chat-client",
    "--version",
    "1.2.0",
    "--from",
    "contract.json",
    "-o",
    "made",
  ];
  const run = await runCli(folder, args);
  expect(run).toMatchObject({ code: 0, stdout: "" });
  tarball = packed(made);
  writeFiles(project, {
    "package.json": JSON.stringify({ name: "project", type: "module", private: true }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2022", "dom"],
        types: [],
        rootDir: ".",
        outDir: "out",
      },
      include: ["*.ts"],
    }),
  });
  npm(["install", packed(repository), tarball, "--prefer-offline", "--ignore-scripts"], project);
  server = await startServer();
}, 300_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("its manifest: ESM with types, no side effects, the runtime that it was made for, its contract", () => {
  const runtime: string = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).version;
  expect(JSON.parse(text("package.json"))).toMatchObject({
    name: "@acme/chat-client",
    version: "1.2.0",
    type: "module",
    sideEffects: false,
    exports: { ".": { types: "./client.d.ts", default: "./client.js" } },
    dependencies: { actorgen: `^${runtime}` },
    actorgen: { contract: JSON.parse(contract).hash },
  });
  expect(JSON.parse(text("contract.json"))).toEqual(JSON.parse(contract));
  expect(text("README.md")).toContain(JSON.parse(contract).hash);
});

test("nothing of state, and no TypeScript sources", () => {
  const files = npm(["pack", "--dry-run", "--json", "--ignore-scripts"], made);
  const paths: string[] = JSON.parse(files)[0].files.map(({ path }: { path: string }) => path);
  expect(paths).toContain("README.md");
  expect(paths.filter((path) => !/\.(js|d\.ts)$|^(package|contract)\.json$|^README\.md$/.test(path))).toEqual([]);
  // What only the server's contract names.
  for (const path of paths) expect(text(path)).not.toMatch(/mutedUntil|connState|defineActor|from "zod"|server\.js/);
});

test("the README's snippets compile, and so does a program of one's own; a wrong one does not", () => {
  const snippets = [...text("README.md").matchAll(/```ts\n([^]*?)```/g)].map(([, block = ""]) => block);
  expect(snippets).toHaveLength(6);
  writeFiles(
    project,
    Object.fromEntries(
      snippets.map((block, index) => [
        `readme-${index}.ts`,
        `export {};\ndeclare const console: { log(value: unknown): void };\n${block}`,
      ]),
    ),
  );
  writeFiles(project, {
    "main.ts": `import { createClient, isChatRoomError, type Message } from "@acme/chat-client";

declare const process: { readonly argv: readonly string[] };
const client = createClient(process.argv[2] ?? "");
const room = client.chatRoom.getOrCreate(["package"], { params: { userId: "ann" } });
const connection = room.connect();
const heard = new Promise<Message>((resolve) => connection.once("messageReceived", resolve));
const sent = await connection.sendMessage("ann", "hello");
const refusal = await room.sendMessage("ann", "").catch((error: { code: string }) => error.code);
await room.mute("ann", 60);
const muted = await room.sendMessage("ann", "again").catch((error: unknown) => isChatRoomError("sendMessage", error) && error.data.until instanceof Date);
console.log(JSON.stringify([sent.text, (await heard).sentAt instanceof Date, refusal, muted]));
await client.dispose();
`,
  });
  const right = compile("7", project, ["-p", "."]);
  expect(right.output).toBe("");
  writeFiles(project, {
    "wrong/wrong.ts": `import { createClient } from "@acme/chat-client";
await createClient("").chatRoom.get(["a"], { params: { userId: 1 } }).sendMessage("a");
createClient("").chatRoom.get(["a"], { params: { userId: "a" } }).connect().on("mesageReceived", () => {});
`,
    "wrong/tsconfig.json": JSON.stringify({
      extends: "../tsconfig.json",
      compilerOptions: { noEmit: true, rootDir: ".." },
      include: ["."],
    }),
  });
  expect(compile("7", project, ["-p", "wrong"]).messages.map(({ line }) => line)).toEqual([2, 2, 3]);
}, 120_000);

test("the program calls a served actor", () => {
  const out = spawnSync(process.execPath, ["out/main.js", server?.url ?? ""], {
    cwd: project,
    encoding: "utf8",
    timeout: 30_000,
  });
  expect(out.stderr).toBe("");
  expect(JSON.parse(out.stdout)).toEqual(["hello", true, "invalid_argument", true]);
});

test("publint and attw find nothing", () => {
  const bin = (name: string): string => join(repository, "node_modules/.bin", name);
  const publint = spawnSync(bin("publint"), ["run", tarball, "--strict"], { encoding: "utf8", timeout: 60_000 });
  expect(publint.stdout + publint.stderr).toContain("All good");
  const attw = spawnSync(bin("attw"), [tarball, "--profile", "esm-only", "--no-emoji"], {
    encoding: "utf8",
    timeout: 120_000,
  });
  expect({ status: attw.status, output: attw.status === 0 ? "" : attw.stdout + attw.stderr }).toEqual({
    status: 0,
    output: "",
  });
}, 180_000);
