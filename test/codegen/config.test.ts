// The config: where it is found, what it may hold, and what the project's tsconfig says about imports.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkConfig } from "../../src/codegen/config/check-config.js";
import { importExtensionOf } from "../../src/codegen/config/import-extension.js";
import { nearestName } from "../../src/codegen/config/nearest-name.js";
import { openProject } from "../../src/codegen/project.js";
import { temporaryProject } from "../temporary-project.js";

describe("the config file", () => {
  test("is found upward, and its paths are relative to it", async () => {
    const root = temporaryProject({
      "actorgen.config.ts": `import { defineConfig } from "actorgen";\nimport { extra } from "./tools/extra.js";\nexport default defineConfig({ input: "src/*.ts", output: "out", templates: [extra], importExtension: "" });`,
      "tools/extra.ts": `export const extra = () => [{ path: "extra.txt", text: "x" }];`,
      "src/deep/a.ts": "",
    });
    const project = await openProject({ cwd: join(root, "src/deep") });
    expect(project.diagnostics).toEqual([]);
    expect(project).toMatchObject({
      root,
      patterns: ["src/*.ts"],
      folder: root,
      output: join(root, "out"),
      importExtension: "",
      sourceRoot: "..",
    });
    expect(project.templates.length).toBe(1);
    expect(project.inputs).toContain(join(root, "tools/extra.ts"));
  });

  test("may be missing, but not when it is named", async () => {
    const root = temporaryProject({});
    expect(await openProject({ cwd: root })).toMatchObject({
      root,
      patterns: ["schemas/**/*.ts"],
      output: join(root, "generated"),
      diagnostics: [],
    });
    expect((await openProject({ cwd: root, config: "nowhere.ts" })).diagnostics).toMatchObject([{ code: "AG113" }]);
  });

  test("the command line wins, with paths relative to where it was given", async () => {
    const root = temporaryProject({ "actorgen.config.mjs": `export default { output: "out" }`, "sub/x.ts": "" });
    const project = await openProject({ cwd: join(root, "sub"), input: ["*.ts"], output: "here/deep" });
    expect(project).toMatchObject({
      root,
      folder: join(root, "sub"),
      patterns: ["*.ts"],
      output: join(root, "sub/here/deep"),
      sourceRoot: "../../..",
    });
  });

  test("that throws or does not parse is a finding with its place", async () => {
    const root = temporaryProject({
      "actorgen.config.ts": "export default {}};",
      "sub/actorgen.config.ts": "\nthrow new Error('x');",
    });
    expect((await openProject({ cwd: root })).diagnostics).toMatchObject([
      { code: "AG101", file: "actorgen.config.ts", line: 1 },
    ]);
    expect((await openProject({ cwd: join(root, "sub") })).diagnostics).toMatchObject([
      { code: "AG103", file: "actorgen.config.ts", line: 2 },
    ]);
  });

  test("unknown options and wrong values, all of them, at their lines", () => {
    const text = `export default {\n  ouput: "x",\n  input: [],\n  templates: [1],\n  importExtension: ".mjs",\n  whatever: 1,\n};\n`;
    const value = { ouput: "x", input: [], templates: [1], importExtension: ".mjs", whatever: 1 };
    const findings = checkConfig(value, "actorgen.config.ts", text);
    expect(findings).toMatchObject([
      { code: "AG111", line: 2, column: 3, mend: 'Did you mean "output"?' },
      { code: "AG112", line: 3, at: "input" },
      { code: "AG112", line: 4, at: "templates" },
      { code: "AG112", line: 5, at: "importExtension" },
      {
        code: "AG111",
        line: 6,
        mend: "The options are input, output, templates, importExtension, loadTimeout, react, testing, stubs.",
      },
    ]);
    expect(checkConfig(undefined, "actorgen.config.ts", "")).toMatchObject([{ code: "AG110" }]);
    expect(checkConfig({}, "actorgen.config.ts", "")).toEqual({});
  });
});

test("nearest names", () => {
  expect(nearestName("ouput", ["input", "output"])).toBe("output");
  expect(nearestName("Templates", ["templates"])).toBe("templates");
  expect(nearestName("zebra", ["input", "output"])).toBeUndefined();
});

describe("the ending of imports", () => {
  const options = (compilerOptions: object, rest: object = {}): string =>
    `// comment\n${JSON.stringify({ compilerOptions, ...rest }).replace(/}$/, ",}")}`;
  test.each([
    ["no tsconfig", {}, ".js"],
    ["nodenext", { "tsconfig.json": options({ module: "NodeNext" }) }, ".js"],
    ["node16", { "tsconfig.json": options({ module: "esnext", moduleResolution: "node16" }) }, ".js"],
    ["bundler", { "tsconfig.json": options({ moduleResolution: "Bundler" }) }, ""],
    ["preserve", { "tsconfig.json": options({ module: "preserve" }) }, ""],
    [
      "bundler with .ts",
      { "tsconfig.json": options({ moduleResolution: "bundler", allowImportingTsExtensions: true }) },
      ".ts",
    ],
    [
      "extends a file",
      {
        "tsconfig.json": options({ strict: true }, { extends: "./config/base" }),
        "config/base.json": options({ moduleResolution: "bundler" }),
      },
      "",
    ],
    [
      "extends several",
      {
        "tsconfig.json": options({}, { extends: ["./a.json", "./b.json"] }),
        "a.json": options({ moduleResolution: "bundler" }),
        "b.json": options({ moduleResolution: "node16" }),
      },
      ".js",
    ],
    [
      "extends a package",
      {
        "tsconfig.json": options({}, { extends: "@acme/tsconfig" }),
        "node_modules/@acme/tsconfig/tsconfig.json": options({ moduleResolution: "bundler" }),
      },
      "",
    ],
    [
      "references",
      {
        "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }`,
        "tsconfig.app.json": options({ moduleResolution: "bundler", allowImportingTsExtensions: true }),
      },
      ".ts",
    ],
    ["a circle", { "tsconfig.json": options({}, { extends: "./tsconfig.json" }) }, ".js"],
    ["broken", { "tsconfig.json": "{" }, ".js"],
  ])("%s", (_, files, expected) => {
    const root = temporaryProject(files);
    expect(importExtensionOf(join(root, "generated/deep")).importExtension).toBe(expected);
  });
});
