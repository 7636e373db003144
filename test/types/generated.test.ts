// Generated code as users compile it: three compilers, every strict flag, and the cost of a large client.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { defineActor } from "actorgen";
import { generate } from "actorgen/codegen";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";
import { compile, compilers } from "./compiler.js";

const flags = {
  strict: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  skipLibCheck: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  noEmit: true,
};

const versions = Object.keys(compilers) as (keyof typeof compilers)[];

test.each(versions)(
  "generated/ compiles under every flag on TypeScript %s",
  (version) => {
    const folder = temporaryProject({});
    const copied: Record<string, string> = {};
    for (const path of ["schemas/chat-room.ts", "schemas/game-room.ts", "schemas/wire-kinds.ts", ...ownedFiles()]) {
      copied[path] = readFileSync(join(repository, path), "utf8");
    }
    writeFiles(folder, {
      ...copied,
      "tsconfig.json": JSON.stringify({ compilerOptions: flags, include: ["generated"] }),
    });
    // The schemas are the user's own and are not written under isolatedDeclarations.
    const messages = compile(version, folder, ["-p", "."]).messages.filter(({ file }) => file.startsWith("generated"));
    expect(messages).toEqual([]);
  },
  120_000,
);

function ownedFiles(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(repository, "generated/.actorgen-manifest.json"), "utf8"));
  const files = (manifest as { files: Record<string, unknown> }).files;
  return Object.keys(files)
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `generated/${path}`);
}

test("100 actors x 20 actions x 10 events cost tsc at most 20,000 instantiations", async () => {
  const definitions: Record<string, unknown> = {};
  for (let index = 0; index < 100; index++) {
    const item = z.object({ id: z.string(), count: z.int(), at: z.date(), tags: z.array(z.string()) });
    definitions[`actor${index}`] = defineActor({
      connParams: z.object({ userId: z.string() }),
      actions: Object.fromEntries(
        Array.from({ length: 20 }, (_, action) => [
          `act${action}`,
          { args: { text: z.string(), limit: z.int().optional() }, returns: item },
        ]),
      ),
      events: Object.fromEntries(Array.from({ length: 10 }, (_, event) => [`event${event}`, item])),
    });
  }
  const { files, diagnostics } = await generate(definitions);
  expect(diagnostics).toEqual([]);
  const names = Object.keys(definitions);
  const use = names.map(
    (name) => `{
  const connection = client.${name}.getOrCreate("key", { params: { userId: "ann" } }).connect();
${Array.from({ length: 20 }, (_, action) => `  (await connection.act${action}("text", ${action})).at.getTime();`).join("\n")}
${Array.from({ length: 10 }, (_, event) => `  connection.on("event${event}", (item) => item.tags.join());`).join("\n")}
}`,
  );
  const folder = temporaryProject({
    ...Object.fromEntries(files.map(({ path, text }) => [`generated/${path}`, text])),
    "use.ts": `import { createClient } from "./generated/client.js";\nconst client = createClient("http://localhost");\n${use.join("\n")}\n`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...flags, declaration: false, isolatedDeclarations: false },
      files: ["use.ts"],
    }),
  });
  const run = compile("5.9", folder, ["-p", ".", "--extendedDiagnostics"]);
  expect(run.messages).toEqual([]);
  const instantiations = Number(/Instantiations:\s+(\d+)/.exec(run.output)?.[1]);
  console.log(`instantiations: ${instantiations}`);
  expect(instantiations).toBeGreaterThan(0);
  expect(instantiations).toBeLessThanOrEqual(20_000);
}, 120_000);
