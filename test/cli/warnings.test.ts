// A warning is told in full and stops nothing, also where nothing changed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { temporaryProject } from "../temporary-project.js";

const schema = `import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  actions: {
    join: { args: { name: z.string().regex(/^(\\w+\\s?)+$/), text: z.string().refine((text) => text !== "") } },
  },
});
`;

const warning = String.raw`warning AG029  schemas/room.ts:6:21
  ${"`"}/^(\w+\s?)+$/${"`"} backtracks exponentially on a string that repeats "A" and then does not match.
  at room.actions.join.args.name
    4 | export const room = defineActor({
    5 |   actions: {
  > 6 |     join: { args: { name: z.string().regex(/^(\w+\s?)+$/), text: z.string().refine((text) => text !== "") } },
      |                     ^
    7 |   },
  mend: Write it`;

test("a pattern that backtracks", async () => {
  const folder = temporaryProject({ "schemas/room.ts": schema });
  for (const args of [[], [], ["--check"]]) {
    const run = await runCli(folder, args);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 0, stdout: "" });
    expect(run.stderr).toContain(warning);
    expect(run.stderr).toContain("1 actor, 1 action");
  }
  expect(existsSync(join(folder, "generated/room.ts"))).toBe(true);
  expect((await runCli(folder, ["--error-format", "github-actions"])).stdout).toMatch(
    /^::warning file=schemas\/room\.ts,line=6,col=21,title=actorgen AG029::/,
  );
  expect((await runCli(folder, ["explain", "AG029"])).stdout).toContain(
    "A pattern takes too long on a hostile string.",
  );
}, 60_000);

test("--stats names what only the server checks", async () => {
  const folder = temporaryProject({ "schemas/room.ts": schema });
  const run = await runCli(folder, ["--stats"]);
  expect(run.stdout).toMatch(/^actor .*\nroom +1 +0 +\d+ B\n {2}only the server checks join\.args\.text \(refine\)\n$/);
}, 60_000);
