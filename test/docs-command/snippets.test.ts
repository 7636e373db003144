// The page's snippets: the TypeScript ones compile against what is generated, the curl ones reach a server.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { referencePage } from "../../src/codegen/docs/page/page.js";
import { generateClient, type Generated } from "../../src/codegen/generate.js";
import { startServer } from "../end-to-end/server.js";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";
import { demo, hostile } from "./fixtures.js";

/** The snippets of a page, as a reader would copy them. */
function snippetsOf({ contract }: Generated, language: string, endpoint?: string): string[] {
  const project = { importExtension: ".js", sourceRoot: ".." } as const;
  const page = referencePage({ title: "Demo", endpoint })({ contract, project })[0]?.text ?? "";
  const blocks = [...page.matchAll(/<code\s+data-language="(\w+)"\s*>([^]*?)<\/code\s*>/g)];
  const entities: Readonly<Record<string, string>> = {
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
    "&amp;": "&",
  };
  const plain = (html: string): string =>
    html.replace(/<[^>]+>/g, "").replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? "");
  return blocks.filter(([, name]) => name === language).map(([, , html = ""]) => plain(html));
}

test.each([
  ["the demo's schemas", demo, 25],
  ["every construct under hostile names", hostile, 26],
])("TypeScript: %s", (_name, generated, count) => {
  const snippets = snippetsOf(generated, "TypeScript");
  expect(snippets).toHaveLength(count);
  const folder = temporaryProject({}, ["zod", "@types/node", "undici-types"]);
  const isDemo = generated === demo;
  const committed = join(repository, "generated");
  const files = isDemo
    ? readdirSync(committed)
        .filter((path) => /^(?!.*server|react).*\.ts$/.test(path))
        .map((path) => ({ path, text: readFileSync(join(committed, path), "utf8") }))
    : generateClient(generated.contract).files;
  writeFiles(folder, {
    ...Object.fromEntries(files.map(({ path, text }) => [`generated/${path}`, text])),
    ...Object.fromEntries(snippets.map((text, index) => [`snippet-${index}.ts`, text])),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2022", "dom"],
        types: ["node"],
        noEmit: true,
        skipLibCheck: true,
      },
    }),
  });
  const { output } = compile("7", folder, ["-p", "."]);
  expect(output).toBe("");
});

test("curl: each command of the demo's chat room is answered", async () => {
  const server = await startServer();
  try {
    const commands = snippetsOf(demo, "curl", server.url).filter((command) => command.includes("/chatRoom/"));
    expect(commands).toHaveLength(5);
    for (const command of commands) {
      const answer = execFileSync("sh", ["-c", command], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        timeout: 10_000,
      });
      expect({ command, error: JSON.parse(answer).error }).toEqual({ command, error: undefined });
    }
  } finally {
    await server.stop();
  }
});
