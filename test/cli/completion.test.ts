// Shell completion: what bash offers is what the command line takes.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { completionScript } from "../../src/cli/completion.js";
import { createProgram } from "../../src/cli/program.js";
import { repository } from "../temporary-project.js";
import { runMain, silentTerminal } from "./silent-terminal.js";

const program = createProgram(silentTerminal(), () => {});

/** What bash offers for the last of these words: by its own `complete` function, in one process for all. */
const offered = (lines: readonly (readonly string[])[]): string[][] => {
  const calls = lines.map((words) => {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    return `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; COMPREPLY=(); "$function" actorgen; echo "\${COMPREPLY[*]}"`;
  });
  const script = `${completionScript("bash", program)}\nread -ra spec <<< "$(complete -p actorgen)"\nfunction="\${spec[-2]}"\n${calls.join("\n")}\n`;
  const run = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8", timeout: 20_000 });
  expect(run.stderr).toBe("");
  return run.stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(" ").filter((word) => word !== ""));
};

test("bash offers every command and every option of each", () => {
  const commands = program.commands.map((command) => command.name());
  expect(commands).toContain("stub");
  const lines = [["actorgen", ""], ...commands.map((name) => ["actorgen", name, "-"])];
  const [top, ...others] = offered(lines);
  expect(top).toEqual(expect.arrayContaining(commands));
  for (const [index, command] of program.commands.entries()) {
    const flags = command.options.flatMap(({ long, short }) => [long, short]).filter((flag) => flag !== undefined);
    expect({ name: command.name(), offered: others[index] }).toEqual({
      name: command.name(),
      offered: expect.arrayContaining([...flags, "--help"]),
    });
  }
});

test("bash offers values where they are known, files where they are not, and nothing of another command", () => {
  const [formats, folder, shells, started, start] = offered([
    ["actorgen", "stub", "--error-format", ""],
    ["actorgen", "stub", "--dir", ""],
    ["actorgen", "completion", ""],
    ["actorgen", "stub", "--ch"],
    ["actorgen", "st"],
  ]);
  expect(formats).toEqual(["text", "json", "github-actions"]);
  expect(folder).toEqual([]);
  expect(shells?.slice(0, 3)).toEqual(["bash", "zsh", "fish"]);
  expect(started).toEqual(["--check"]);
  expect(start).toEqual(["stub"]);
});

test.each(["bash", "zsh", "fish"] as const)(
  "actorgen completion %s prints a script with every command",
  async (shell) => {
    const run = await runMain(repository, ["completion", shell]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    for (const command of program.commands) expect(run.stdout).toContain(command.name());
  },
);

test("another shell is wrong use", async () => {
  expect(await runMain(repository, ["completion", "cmd"])).toMatchObject({ code: 2, stdout: "" });
});
