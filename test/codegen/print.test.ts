// Printing is Prettier's own text, in the project's style, by whatever way it is made.
import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { check, format, resolveConfig, util } from "prettier";
import { describe, expect, test } from "vitest";
import { layoutJson } from "../../src/codegen/json-layout.js";
import { createPrinter, printFiles } from "../../src/codegen/print.js";
import { repository, temporaryProject } from "../temporary-project.js";

test("JSON is laid out as Prettier does it", async () => {
  const word = fc.string({ unit: fc.constantFrom("a", "word", " ", '"', "\\", "é", "漢", "👍", "\n"), maxLength: 12 });
  const leaf = fc.oneof(
    word,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.array(tie("tree"), { maxLength: 6 }),
      fc.array(fc.array(leaf, { maxLength: 3 }), { maxLength: 4 }),
      fc.array(fc.integer(), { maxLength: 30 }),
      fc.dictionary(word, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  const style = fc.record({
    printWidth: fc.constantFrom(20, 40, 80),
    tabWidth: fc.constantFrom(2, 4),
    useTabs: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(tree, style, async (value, options) => {
      const text = JSON.stringify(value, null, 2);
      expect(layoutJson(value, { ...options, widthOf: util.getStringWidth })).toBe(
        await format(text, { parser: "json", ...options }),
      );
    }),
    { numRuns: 400, verbose: 1 },
  );
});

describe("the project's style", () => {
  const files = [
    { path: "deep/a.ts", text: 'export const a = { b: "x" }' },
    { path: "b.json", text: '{\n  "a": [\n    1\n  ]\n}\n' },
    { path: "notes.txt", text: "as  it is" },
  ];
  const print = async (project: Record<string, string>): Promise<string[]> => {
    const printer = createPrinter(join(temporaryProject(project), "generated"));
    return await Promise.all(files.map(printer));
  };

  test("Prettier's defaults", async () => {
    const expected = ['export const a = { b: "x" };\n', '{\n  "a": [1]\n}\n', "as  it is"];
    expect(await print({})).toEqual(expected);
    expect((await printFiles(files)).map(({ text }) => text)).toEqual(expected);
  });

  test(".prettierrc with overrides, and .editorconfig", async () => {
    const prettierrc = JSON.stringify({
      semi: false,
      overrides: [{ files: "generated/deep/**", options: { singleQuote: true } }],
    });
    expect(
      await print({ ".prettierrc": prettierrc, ".editorconfig": "root = true\n[*]\nindent_style = tab\n" }),
    ).toEqual(["export const a = { b: 'x' }\n", '{\n\t"a": [1]\n}\n', "as  it is"]);
  });
});

test("what cannot be parsed is refused with the file's name", async () => {
  await expect(printFiles([{ path: "a.ts", text: "export const = 1" }])).rejects.toThrow("a.ts could not be formatted");
});

test("the generated files of this repository are as Prettier's own TypeScript parser prints them", async () => {
  const folder = join(repository, "generated");
  for (const name of readdirSync(folder).filter((file) => /\.(ts|json)$/.test(file))) {
    const options = { ...(await resolveConfig(join(folder, name))), filepath: join(folder, name) };
    expect({ name, clean: await check(readFileSync(join(folder, name), "utf8"), options) }).toEqual({
      name,
      clean: true,
    });
  }
});
