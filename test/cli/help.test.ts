// Help that teaches, suggestions for what is misspelt, and a status line for those who watch.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createProgram, main } from "../../src/cli/program.js";
import { startProgress } from "../../src/cli/progress.js";
import { silentTerminal } from "./silent-terminal.js";

const names = createProgram(silentTerminal(), () => {}).commands.map((command) => command.name());

describe("help", () => {
  test.each(names)("actorgen %s --help says what it does and shows examples of itself", async (name) => {
    const terminal = silentTerminal();
    expect(await main([name, "--help"], terminal)).toBe(0);
    const said = terminal.said();
    expect(said).toContain("Examples:\n");
    const call = name === "generate" ? "actorgen" : `actorgen ${name}`;
    expect(said.split("\n").filter((line) => line.includes(call) && /^ {2}\$ /.test(line)).length).toBeGreaterThan(0);
    // Every option in the examples is one that the command has.
    const command = createProgram(terminal, () => {}).commands.find((one) => one.name() === name);
    const known = command?.options.flatMap(({ long, short }) => [long, short]) ?? [];
    const lines = said.split("\n").filter((line) => {
      const isAnothers = name === "generate" && names.includes(line.split(" ")[4] ?? "");
      return line.startsWith(`  $ ${call}`) && !isAnothers;
    });
    for (const line of lines)
      for (const [flag] of line.matchAll(/(?<=\s)--?[a-z][a-z-]*/g)) expect([...known, "--help"]).toContain(flag);
  });

  test("the program's help lists every command", async () => {
    const terminal = silentTerminal();
    expect(await main(["--help"], terminal)).toBe(0);
    for (const name of names) expect(terminal.said()).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
  });
});

describe("suggestions", () => {
  test.each([
    [["stb"], "unknown command 'stb'\n(Did you mean stub?)"],
    [["brekaing", "--against", "main"], "unknown command 'brekaing'\n(Did you mean breaking?)"],
    [["zzzzzzzz"], "unknown command 'zzzzzzzz'\n(actorgen --help"],
    [["--wacth"], "unknown option '--wacth'\n(Did you mean --watch?)"],
    [["stub", "--chek"], "unknown option '--chek'\n(Did you mean --check?)"],
    [["generate", "--outptu", "x"], "unknown option '--outptu'\n(Did you mean --output?)"],
  ])("%j", async (args, message) => {
    const terminal = silentTerminal();
    expect(await main(args, terminal)).toBe(2);
    expect(terminal.said()).toContain(message);
  });
});

describe("the status line", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  test("comes after a second and goes without a trace", () => {
    const terminal = silentTerminal({ isWatched: true });
    const progress = startProgress(terminal, false);
    progress.step("loading");
    expect(terminal.said()).toBe("");
    vi.advanceTimersByTime(1_100);
    expect(terminal.said()).toContain("loading");
    vi.advanceTimersByTime(70);
    progress.step("formatting, 1 of 2 files");
    expect(terminal.said()).toContain("formatting, 1 of 2 files");
    progress.stop();
    expect(terminal.said().endsWith("\r\u001b[2K")).toBe(true);
  });

  test("is not there in CI, in a pipe, or with --silent", () => {
    for (const [isWatched, isSilent] of [
      [false, false],
      [true, true],
    ] as const) {
      const terminal = silentTerminal({ isWatched });
      const progress = startProgress(terminal, isSilent);
      vi.advanceTimersByTime(2_000);
      progress.step("formatting");
      progress.stop();
      expect(terminal.said()).toBe("");
    }
  });
});
