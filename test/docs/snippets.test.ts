// The snippets of the docs compile: blocks whose first line is `// path` are files of one project, per document.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryProject, repository, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";
import { runCli } from "../run-cli.js";

/** The files that a document's `ts` blocks are. A path that comes twice: the later block continues the earlier. */
function filesOf(document: string): Record<string, string> {
  const text = readFileSync(join(repository, document), "utf8");
  const files: Record<string, string> = {};
  for (const [, block = ""] of text.matchAll(/```tsx?\n([^]*?)```/g)) {
    const path = /^\/\/ (\S+\.tsx?)\n/.exec(block)?.[1];
    if (path === undefined)
      throw new Error(`${document} holds a ts block that does not name its file: ${block.slice(0, 60)}`);
    files[path] = (files[path] ?? "") + block;
  }
  return files;
}

/** The documents with `ts` blocks; one that declares no schemas of its own speaks of those in schemas/. */
const pages = readdirSync(join(repository, "docs")).filter((name) => name.endsWith(".md"));
const documents = ["README.md", ...pages.map((name) => `docs/${name}`)].filter((path) =>
  readFileSync(join(repository, path), "utf8").includes("```ts\n"),
);

test.each(documents)(
  "%s",
  async (document) => {
    const files = filesOf(document);
    expect(Object.keys(files).length).toBeGreaterThan(0);
    if (!Object.keys(files).some((path) => path.startsWith("schemas/"))) {
      for (const name of readdirSync(join(repository, "schemas"))) {
        files[`schemas/${name}`] = readFileSync(join(repository, "schemas", name), "utf8");
      }
    }
    const folder = temporaryProject(files, [
      "zod",
      "@types/node",
      "undici-types",
      "@types/react",
      "csstype",
      "react",
      "react-dom",
      "@types/react-dom",
      "vitest",
    ]);
    writeFiles(folder, {
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          strict: true,
          module: "nodenext",
          target: "es2022",
          jsx: "react-jsx",
          lib: ["es2022", "dom"],
          noEmit: true,
          skipLibCheck: true,
        },
      }),
    });
    writeFiles(folder, { "actorgen.config.ts": "export default { react: true, testing: true };" });
    const run = await runCli(folder, []);
    expect(run.stderr + run.stdout).not.toContain("error");
    expect(run.code).toBe(0);
    expect(compile("5.9", folder, ["-p", "."]).output).toBe("");
  },
  60_000,
);
