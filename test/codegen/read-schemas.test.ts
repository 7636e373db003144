// Schema files that loop, exit, leave something running or throw late: each is told, and none holds the generator.
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { temporaryProject, writeFiles } from "../temporary-project.js";

const room = `import { defineActor } from "actorgen";
import { z } from "zod";
export const room = defineActor({ actions: { say: { args: { text: z.string() } } }, events: {} });
`;

function project(text: string): string {
  const config = 'import { defineConfig } from "actorgen";\nexport default defineConfig({ loadTimeout: 3000 });\n';
  return temporaryProject({ "schemas/a.ts": room, "schemas/b.ts": text, "actorgen.config.ts": config });
}

test.each([
  ["loops", "while (true) {}", "AG105", "schemas/b.ts"],
  ["waits for ever", "await new Promise(() => {});", "AG105", "schemas/b.ts"],
  ["ends the process as if all were well", "process.exit(0);", "AG106", "schemas/b.ts"],
  [
    "needs a secret",
    'export const a = 1;\nif (!process.env.NO_SUCH) throw new Error("NO_SUCH");',
    "AG103",
    "schemas/b.ts:2",
  ],
  [
    "fails later",
    'void Promise.reject(new Error("no database"));\nawait new Promise((done) => setTimeout(done, 50));',
    "AG108",
    "no database",
  ],
])("a file that %s", { timeout: 60_000 }, async (_, text, code, place) => {
  const run = await runCli(project(text), []);
  expect(run.stderr).toContain(code);
  expect(run.stderr).toContain(place);
  expect(run.code).toBe(1);
});

test("what is left running is ended, with a warning", { timeout: 60_000 }, async () => {
  const folder = project("setInterval(() => {}, 1000);");
  const run = await runCli(folder, []);
  expect(run.stderr).toContain("AG107");
  expect(run.stderr).toContain("a timer");
  expect(run.code).toBe(0);
  // The thread of a looping file is not used again.
  writeFiles(folder, { "schemas/b.ts": "export {};" });
  expect((await runCli(folder, [])).stderr).not.toContain("AG107");
  expect((await runCli(folder, ["--check", "-o", join(folder, "generated")])).code).toBe(0);
});
