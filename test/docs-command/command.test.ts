// actorgen docs on the command line: what it writes, --check, --from, wrong use, and whose files it leaves alone.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { temporaryProject } from "../temporary-project.js";

const files = {
  "schemas/room.ts": `import { defineActor } from "actorgen";
import { z } from "zod";
export const Note = z.object({ text: z.string().max(20) });
/** A room of notes. */
export const room = defineActor({
  state: z.object({ hoarded: z.array(Note) }),
  connState: z.object({ secretly: z.int() }),
  actions: { add: { args: { note: Note }, returns: z.int() } },
});
`,
};

test("writes its files, is then unchanged, and finds drift and edits", async () => {
  const folder = temporaryProject(files);
  const out = join(folder, "api-docs");
  const args = ["docs", "--title", "Notes"];
  const first = await runCli(folder, args);
  expect(first).toMatchObject({ code: 0, stdout: "" });
  expect(first.stderr).toContain("1 actor, 1 action  → api-docs/ (3 files, 3 changed)");
  expect(readdirSync(out).sort()).toEqual([".actorgen-manifest.json", "asyncapi.json", "index.html", "schemas"]);
  for (const name of ["asyncapi.json", "index.html"])
    expect(readFileSync(join(out, name), "utf8")).not.toMatch(/hoarded|secretly/);
  expect((await runCli(folder, [...args, "--check"])).code).toBe(0);

  rmSync(join(out, "schemas/Note.schema.json"));
  writeFileSync(join(folder, "schemas/room.ts"), files["schemas/room.ts"].replace("max(20)", "max(21)"));
  const drift = await runCli(folder, [...args, "--check"]);
  expect(drift.code).toBe(1);
  expect(drift.stderr.match(/AG1\d\d/g)?.sort()).toEqual(["AG140", "AG141", "AG141"]);
  expect(existsSync(join(out, "schemas/Note.schema.json"))).toBe(false);

  writeFileSync(join(out, "index.html"), "mine");
  expect((await runCli(folder, args)).stderr).toContain("AG130");
  expect(readFileSync(join(out, "index.html"), "utf8")).toBe("mine");
}, 60_000);

test("--from a contract gives the same, without schemas", async () => {
  const folder = temporaryProject(files);
  expect((await runCli(folder, [])).code).toBe(0);
  expect((await runCli(folder, ["docs", "-o", "a"])).code).toBe(0);
  rmSync(join(folder, "schemas"), { recursive: true });
  expect((await runCli(folder, ["docs", "-o", "b", "--from", "generated/contract.json"])).code).toBe(0);
  for (const name of ["asyncapi.json", "index.html", "schemas/Note.schema.json"])
    expect(readFileSync(join(folder, "b", name), "utf8")).toBe(readFileSync(join(folder, "a", name), "utf8"));
  const inGenerated = await runCli(folder, ["docs", "-o", "generated", "--from", "generated/contract.json"]);
  expect([inGenerated.code, inGenerated.stderr]).toEqual([2, expect.stringContaining("AG240")]);
  expect(existsSync(join(folder, "generated/client.ts"))).toBe(true);
  const noContract = await runCli(folder, ["docs", "--from", "package.json"]);
  expect([noContract.code, noContract.stderr]).toEqual([2, expect.stringContaining("AG114")]);
}, 60_000);

test("an endpoint must be a URL of the web, and no foreign file is overwritten", async () => {
  const folder = temporaryProject({ ...files, "api-docs/index.html": "mine" });
  expect((await runCli(folder, ["docs", "--endpoint", "javascript:alert(1)"])).code).toBe(2);
  const run = await runCli(folder, ["docs", "--force"]);
  expect([run.code, run.stderr]).toEqual([1, expect.stringContaining("AG131")]);
  expect(readdirSync(join(folder, "api-docs"))).toEqual(["index.html"]);
});
