// actorgen package on the command line: wrong use, foreign files, drift.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { temporaryProject } from "../temporary-project.js";

const files = {
  "schemas/room.ts": `import { defineActor } from "actorgen";
import { z } from "zod";
export const room = defineActor({
  state: z.object({ hidden: z.int() }),
  actions: { add: { args: { by: z.int() }, returns: z.int() } },
});
`,
};

test.each([
  [["package"], "--name is missing"],
  [["package", "--name", "Not A Name"], "not a name that npm takes"],
  [["package", "--name", "a", "--version", "new"], "takes a version"],
  [["package", "--name", "a", "--colour"], "unknown option"],
])("%j is wrong use", async (args, says) => {
  const run = await runCli(temporaryProject(files), args);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(says);
});

test("writes, notices drift and an edit, and leaves foreign files and folders alone", async () => {
  const folder = temporaryProject(files);
  const args = ["package", "--name", "room-client"];
  expect(await runCli(folder, args)).toMatchObject({ code: 0, stdout: "" });
  const drift = await runCli(folder, [...args, "--version", "2.0.0", "--check"]);
  expect(drift.code).toBe(1);
  expect(drift.stdout.match(/^[+-] .*/gm)).toEqual(
    [
      '-  "version": "0.0.0",',
      '+  "version": "2.0.0",',
      expect.stringContaining("-Version 0.0.0"),
      expect.stringContaining("+Version 2.0.0"),
    ].slice(0, 2),
  );
  writeFileSync(join(folder, "client-package/client.js"), "export const mine = 1;\n");
  const refused = await runCli(folder, args);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("AG130")]);

  const inRoot = await runCli(folder, [...args, "-o", "."]);
  expect([inRoot.code, inRoot.stderr]).toEqual([1, expect.stringContaining("AG131")]);
  expect((await runCli(folder, [])).code).toBe(0);
  const inGenerated = await runCli(folder, [...args, "-o", "generated"]);
  expect([inGenerated.code, inGenerated.stderr]).toEqual([2, expect.stringContaining("AG240")]);
}, 60_000);
