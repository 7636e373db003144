// File habits: an opening sentence, a size that can be read, documented exports, no vague names, no any.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Node, Project, type SourceFile } from "ts-morph";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = new Project({
  compilerOptions: { module: 199, moduleResolution: 99 },
  skipFileDependencyResolution: true,
});
project.addSourceFilesAtPaths([`${root}src/**/*.ts`, `${root}templates/**/*.ts`]);
const files = project.getSourceFiles();
const pathOf = (file: SourceFile): string => relative(root, file.getFilePath());

test("the first line says what the file is", () => {
  const wrong = files.filter((file) => {
    const lines = file.getFullText().split("\n");
    const first = lines[0]?.startsWith("#!") ? lines[1] : lines[0];
    return !/^\/\/ [A-Z`a-z].+[.:?]/.test(first ?? "") || /^\/\/ (Copyright|eslint)/.test(first ?? "");
  });
  expect(wrong.map(pathOf)).toEqual([]);
});

test("files are small: none over 320 lines, the median near 100", () => {
  const lengths = files.map((file) => ({ path: pathOf(file), lines: file.getEndLineNumber() }));
  expect(lengths.filter(({ lines }) => lines > 320)).toEqual([]);
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(130);
});

test("no vague names", () => {
  expect(
    files.map(pathOf).filter((path) => /(^|\/)(utils?|helpers?|common|misc|managers?)(\/|\.)/i.test(path)),
  ).toEqual([]);
});

test("every export is documented", () => {
  const bare: string[] = [];
  for (const file of files) {
    for (const [name, declarations] of file.getExportedDeclarations()) {
      for (const declaration of declarations) {
        if (declaration.getSourceFile() !== file) continue;
        const holder = Node.isVariableDeclaration(declaration) ? declaration.getVariableStatement() : declaration;
        // Overloads share the doc of their first signature; a frame's alias speaks for itself.
        if (
          holder &&
          Node.isJSDocable(holder) &&
          holder.getJsDocs().length === 0 &&
          !Node.isModuleDeclaration(holder)
        ) {
          const overloads = Node.isFunctionDeclaration(holder) ? holder.getOverloads() : [];
          if (!overloads.some((overload) => overload.getJsDocs().length > 0)) bare.push(`${pathOf(file)}: ${name}`);
        }
      }
    }
  }
  expect(bare).toEqual([]);
});

test("casts stand in a few named places", () => {
  const casts = files.flatMap((file) =>
    file
      .getDescendants()
      .filter((node) => Node.isAsExpression(node) && node.getTypeNode()?.getText() !== "const")
      .map((node) => `${pathOf(file)}:${node.getStartLineNumber()}`),
  );
  const rooms = new Map<string, number>();
  for (const cast of casts) {
    const room = cast
      .split("/")
      .slice(0, cast.startsWith("src/") ? 2 : 1)
      .join("/");
    rooms.set(room, (rooms.get(room) ?? 0) + 1);
  }
  // A cast is a claim that the compiler cannot check. Each room has at most a handful.
  expect([...rooms].filter(([, count]) => count > 6)).toEqual([]);
});
