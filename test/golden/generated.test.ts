// generated/ is what schemas/ emit, byte for byte, wherever and whenever that is done.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { repository, temporaryProject } from "../temporary-project.js";

/** The text of every file in a folder, by name. */
function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

const schemas = Object.fromEntries(
  readdirSync(join(repository, "schemas")).map((name) => [
    `schemas/${name}`,
    readFileSync(join(repository, "schemas", name), "utf8"),
  ]),
);
// Formatting follows the project, and so does the golden output.
const config =
  'import { defineConfig } from "actorgen";\nexport default defineConfig({ react: true, testing: true });\n';
const prettier = JSON.stringify({ printWidth: 120 });

test.each([
  ["as it is", {}],
  ["in Auckland, in Turkish", { TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }],
  ["in a terminal without colours", { NO_COLOR: "1", CI: "true", TZ: "America/St_Johns" }],
])(
  "%s",
  async (_name, env) => {
    const folder = temporaryProject({ ...schemas, ".prettierrc.json": prettier, "actorgen.config.ts": config });
    const run = await runCli(folder, [], env);
    expect(run.stderr).not.toContain("error");
    expect(run.code).toBe(0);
    expect(filesIn(join(folder, "generated"))).toEqual(filesIn(join(repository, "generated")));
  },
  60_000,
);

test("the project's own output has not drifted, and prettier finds nothing to do in it", async () => {
  const run = await runCli(repository, ["--check"]);
  expect(run.stdout + run.stderr).not.toMatch(/missing|changed|stale|hand-edited/);
  expect(run.code).toBe(0);
}, 60_000);
