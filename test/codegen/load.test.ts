// Loading schema files: one evaluation, the user's packages, path aliases, and errors with their places.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isActorDefinition } from "../../src/schema/index.js";
import { findFiles } from "../../src/codegen/load/find-files.js";
import { loadSchemas, type Loaded } from "../../src/codegen/load/load-schemas.js";
import { readdirSync } from "node:fs";
import { temporaryProject, writeFiles } from "../temporary-project.js";

const message = `import { z } from "zod";\nexport const Message = z.object({ text: z.string() });\n`;
const room = `import { defineActor } from "actorgen";
import { Message } from "./message.js";
export const room = defineActor({ events: { posted: Message } });
export { Message };
`;

async function load(root: string, ...sources: string[]): Promise<Loaded> {
  return await loadSchemas({ root, files: sources.map((source) => join(root, source)) });
}

function places({ diagnostics }: Loaded): string[] {
  return diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`).sort();
}

describe("what is loaded", () => {
  test("exports, text and source of each file, sorted; a shared schema is one object", async () => {
    const root = temporaryProject({ "schemas/room.ts": room, "schemas/message.ts": message });
    const { modules, diagnostics, inputs, externals } = await load(root, "schemas/room.ts", "schemas/message.ts");
    expect(diagnostics).toEqual([]);
    expect(modules.map(({ source }) => source)).toEqual(["schemas/message.ts", "schemas/room.ts"]);
    expect(modules[1]?.text).toBe(room);
    expect(isActorDefinition(modules[1]?.exports["room"])).toBe(true);
    expect(modules[1]?.exports["Message"]).toBe(modules[0]?.exports["Message"]);
    expect(inputs).toEqual(expect.arrayContaining([join(root, "schemas/message.ts"), join(root, "schemas/room.ts")]));
    expect(externals.some((path) => path.includes("node_modules/zod"))).toBe(true);
  });

  test("Zod is the copy that the project itself imports, and nothing is left behind", async () => {
    const root = temporaryProject({ "schemas/message.ts": message });
    const { modules } = await load(root, "schemas/message.ts");
    const { z } = await import("zod");
    expect(modules[0]?.exports["Message"]).toBeInstanceOf(z.ZodObject);
    expect(readdirSync(join(root, "node_modules/.cache/actorgen"))).toEqual([]);
  });

  test("path aliases of tsconfig.json are bundled, also those that look like packages", async () => {
    const root = temporaryProject({
      "tsconfig.json": `{ /* aliases */ "compilerOptions": { "paths": { "@types/*": ["./lib/*.ts"], "shared": ["./lib/message.ts"] } } }`,
      "lib/message.ts": message,
      "schemas/a.ts": `export { Message } from "@types/message";`,
      "schemas/b.ts": `export { Message } from "shared";`,
    });
    const { modules, diagnostics } = await load(root, "schemas/a.ts", "schemas/b.ts");
    expect(diagnostics).toEqual([]);
    expect(modules[0]?.exports["Message"]).toBe(modules[1]?.exports["Message"]);
  });

  test("a linked workspace package with TypeScript sources, and its own dependency", async () => {
    const root = temporaryProject({
      "app/schemas/a.ts": `export { Message } from "@acme/shared";`,
      "shared/package.json": `{ "name": "@acme/shared", "type": "module", "exports": "./index.ts" }`,
      "shared/index.ts": message,
    });
    mkdirSync(join(root, "app/node_modules/@acme"), { recursive: true });
    symlinkSync(join(root, "shared"), join(root, "app/node_modules/@acme/shared"));
    const { modules, diagnostics } = await load(join(root, "app"), "schemas/a.ts");
    expect(diagnostics).toEqual([]);
    expect(Object.keys(modules[0]?.exports ?? {})).toEqual(["Message"]);
  });

  test("JSON, top-level await and Node's own modules", async () => {
    const root = temporaryProject({
      "schemas/limits.json": `{ "max": 5 }`,
      "schemas/a.ts": `import { sep } from "node:path";\nimport limits from "./limits.json" with { type: "json" };\nexport const max = await Promise.resolve(limits.max);\nexport { sep };`,
    });
    const { modules, diagnostics } = await load(root, "schemas/a.ts");
    expect(diagnostics).toEqual([]);
    expect(modules[0]?.exports["max"]).toBe(5);
  });
});

describe("what goes wrong", () => {
  test("syntax errors and unresolved imports, all at once", async () => {
    const root = temporaryProject({
      "schemas/a.ts": `export const a = 1;\nconst é = 1, b = "ü" + {;\n`,
      "schemas/b.ts": `import { x } from "./nowhere.js";\nimport y from "not-installed";\nexport const z = [x, y];\n`,
    });
    const loaded = await load(root, "schemas/a.ts", "schemas/b.ts");
    expect(places(loaded)).toEqual(["AG101 schemas/a.ts:2:25", "AG102 schemas/b.ts:1:19", "AG102 schemas/b.ts:2:15"]);
    expect(loaded.diagnostics.map(({ mend }) => mend).join()).toContain("npm install not-installed");
  });

  test("every file that throws at import time, at the line that throws", async () => {
    const root = temporaryProject({
      "schemas/a.ts": `import { z } from "zod";\n\nexport const A = z.string();\n\nthrow new TypeError("no database");\n`,
      "schemas/b.ts": `import { A } from "./a.js";\nexport const B = A;\n`,
      "schemas/c.ts": `interface Gone {\n  a: string;\n}\nexport const C: Gone | undefined = undefined;\nexport const d: string = (undefined as any).x;\n`,
    });
    const loaded = await load(root, "schemas/a.ts", "schemas/b.ts", "schemas/c.ts");
    expect(places(loaded)).toEqual(["AG103 schemas/a.ts:5:7", "AG103 schemas/c.ts:5:45"]);
    expect(loaded.modules).toEqual([]);
    expect(loaded.diagnostics[0]?.message).toContain("TypeError: no database");
  });

  test("a name that a package does not export, and a thrown value that is no error", async () => {
    const root = temporaryProject({
      "schemas/a.ts": `import { nothingOfThisName } from "zod";\nexport const a = nothingOfThisName;\n`,
      "schemas/b.ts": `throw "a string";\n`,
    });
    const loaded = await load(root, "schemas/a.ts", "schemas/b.ts");
    const messages = loaded.diagnostics.map(({ message }) => message).join("\n");
    expect(messages).toContain("nothingOfThisName");
    expect(messages).toContain("a string");
    expect(messages).not.toContain("bundle.mjs");
    expect(loaded.diagnostics.map(({ file }) => file).sort()).toEqual(["schemas/a.ts", "schemas/b.ts"]);
  });
});

test("globs, files and folders; tests, declarations and the output are left out", async () => {
  const folder = temporaryProject({});
  const names = [
    "schemas/a.ts",
    "schemas/deep/b.mts",
    "schemas/a.test.ts",
    "schemas/types.d.ts",
    "schemas/notes.md",
    "generated/a.ts",
  ];
  writeFiles(folder, Object.fromEntries(names.map((name) => [name, ""])));
  const find = async (...patterns: string[]): Promise<string[]> =>
    (await findFiles({ patterns, folder, output: join(folder, "generated") })).map((path) =>
      path.slice(folder.length + 1),
    );
  expect(await find("schemas/**/*.ts")).toEqual(["schemas/a.ts"]);
  expect(await find("schemas")).toEqual(["schemas/a.ts", "schemas/deep/b.mts"]);
  expect(await find("**/*", "!**/deep/**")).toEqual(["schemas/a.ts"]);
  writeFileSync(join(folder, "one.ts"), "");
  expect(await find("one.ts", "nothing.ts")).toEqual(["one.ts"]);
});
