// actorgen diff: everything that changed against a contract of before, as a changelog.
import { Option, type Command } from "commander";
import { addCompareOptions, comparison, placeOf, tellDiagnostics, type CompareFlags } from "./breaking.js";
import type { Terminal } from "./terminal.js";

/** The options of the command, as the command line gives them. */
export interface DiffFlags extends CompareFlags {
  readonly format: "md" | "json";
}

const examples = `
Examples:
  $ actorgen diff --against v1.2.0                     Markdown, for a release note
  $ actorgen diff --against v1.2.0 -f json > changes.json

Exit codes: 0 whatever changed, 2 there was nothing to compare.
`;

/** Adds the command; `done` gets its exit code. */
export function addDiffCommand(program: Command, terminal: Terminal, done: (code: number) => void): void {
  addCompareOptions(program.command("diff"))
    .description("list everything that changed, as a changelog")
    .addOption(new Option("-f, --format <format>", "of the changelog").choices(["md", "json"]).default("md"))
    .addHelpText("after", examples)
    .action(async (_: unknown, command: Command) => {
      done(await diffCommand(command.optsWithGlobals<DiffFlags>(), terminal));
    });
}

/** Runs the command. Gives the exit code. */
export async function diffCommand(flags: DiffFlags, terminal: Terminal): Promise<number> {
  const result = await comparison(flags, terminal);
  if (result.diagnostics.length > 0) return tellDiagnostics(result, flags, terminal);
  if (flags.format === "json") {
    const { changesData } = await import("../codegen/breaking/report-data.js");
    const changes = changesData(result.changes, placeOf(result, terminal));
    terminal.out(`${JSON.stringify({ against: result.against, changes }, null, 2)}\n`);
  } else {
    const { renderMarkdown } = await import("../codegen/breaking/report-markdown.js");
    terminal.out(renderMarkdown(result.changes));
  }
  return 0;
}
