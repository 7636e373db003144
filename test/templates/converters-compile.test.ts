// Emitted converters compile under every strict flag, on TypeScript 5.9, 6 and 7.
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recipes } from "../differential/recipes.js";
import { emit } from "../differential/subject.js";

const folder = mkdtempSync(join(tmpdir(), "actorgen-compile-"));
const seed = Date.now() % 2 ** 31;
const flags = {
  target: "es2022",
  lib: ["es2023", "dom"],
  types: [],
  module: "nodenext",
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
  noFallthroughCasesInSwitch: true,
  skipLibCheck: true,
};

function run(compiler: string, ...args: readonly string[]): string {
  try {
    execFileSync(process.execPath, [resolve(compiler), ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" });
    return "";
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout);
  }
}

beforeAll(() => {
  // The declarations of the shared functions, as the published package has them.
  const out = join(folder, "types");
  const source = resolve("src/protocol/validation/index.ts");
  const options = [
    "--declaration",
    "--emitDeclarationOnly",
    "--outDir",
    out,
    "--rootDir",
    resolve("src"),
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--lib",
    "es2023,dom",
  ];
  const errors = run("node_modules/typescript/bin/tsc", source, ...options, "--ignoreConfig");
  if (errors !== "") throw new Error(errors);

  console.log(`seed ${seed}`);
  let count = 0;
  for (const recipe of fc.sample(recipes(3), { numRuns: 80, seed })) {
    const made = emit(recipe.schema, count % 2 === 0);
    if (!("files" in made)) continue;
    mkdirSync(join(folder, `s${count}`));
    for (const [path, text] of made.files) writeFileSync(join(folder, `s${count}`, path), text);
    count++;
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        ...flags,
        outDir: "out",
        paths: { "actorgen/validation": ["./types/protocol/validation/index.d.ts"] },
      },
      include: ["s*/*.ts"],
    }),
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const compiler of ["typescript-5/lib/tsc.js", "typescript-6/lib/tsc.js", "typescript/bin/tsc"]) {
  test(`${compiler} has nothing to say about 80 random schemas`, { timeout: 120_000 }, () => {
    expect(run(`node_modules/${compiler}`, "--noEmit", "-p", "tsconfig.json")).toBe("");
  });
}

test("the check is worth something: a wrong line is seen", { timeout: 60_000 }, () => {
  writeFileSync(join(folder, "s0", "wrong.ts"), "export const wrong: string = 1;\n");
  try {
    expect(run("node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.json")).toContain("wrong.ts");
  } finally {
    rmSync(join(folder, "s0", "wrong.ts"));
  }
});
