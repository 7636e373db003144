// actorgen breaking: what the schemas change against a contract of before, with the proof of what breaks.
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { Option, type Command } from "commander";
import type { BreakingResult } from "../codegen/breaking/run.js";
import { renderData, renderGithub, renderText, type ErrorFormat } from "../codegen/report/render.js";
import { configOption, errorFormatOption } from "./options.js";
import type { Terminal } from "./terminal.js";

/** The options that `breaking` and `diff` share. */
export interface CompareFlags {
  readonly against: string;
  readonly config?: string;
  readonly input?: readonly string[];
  readonly output?: string;
  readonly from?: string;
  readonly errorFormat?: ErrorFormat;
  readonly silent?: boolean;
  readonly verbose?: boolean;
}

const examples = `
Examples:
  $ actorgen breaking --against main                   the generated contract of a branch, a tag or a commit
  $ actorgen breaking --against origin/main --error-format github-actions
  $ actorgen breaking --against ../released/generated  a generated folder, or a contract.json
  $ actorgen breaking --against v1.2.0 --verbose       compatible changes and those of docs as well

Exit codes: 0 nothing breaks, 1 something does, 2 there was nothing to compare. docs/breaking.md lists the rules.
`;

/** Adds the options that `breaking` and `diff` share. */
export function addCompareOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--against <old>",
        "what to compare with: a git ref, a generated folder or a contract.json",
      ).makeOptionMandatory(),
    )
    .addOption(configOption())
    .addOption(new Option("-i, --input <globs...>", "schema files (default: schemas/**/*.ts)"))
    .addOption(new Option("-o, --output <folder>", "generated folder, looked for at the git ref (default: generated)"))
    .addOption(new Option("--from <contract>", "compare this contract instead of the schemas").conflicts("input"))
    .addOption(errorFormatOption());
}

/** Adds the command; `done` gets its exit code. */
export function addBreakingCommand(program: Command, terminal: Terminal, done: (code: number) => void): void {
  addCompareOptions(program.command("breaking"))
    .description("find what breaks clients or stored state, each finding with its proof")
    .addOption(new Option("--silent", "say nothing but what breaks").conflicts("verbose"))
    .addOption(new Option("--verbose", "list compatible changes and those of docs as well"))
    .addHelpText("after", examples)
    .action(async (_: unknown, command: Command) => {
      done(await breakingCommand(command.optsWithGlobals<CompareFlags>(), terminal));
    });
}

/** Runs the command. Gives the exit code. */
export async function breakingCommand(flags: CompareFlags, terminal: Terminal): Promise<number> {
  const result = await comparison(flags, terminal);
  const { changes } = result;
  const { errorFormat = "text" } = flags;
  const isBroken = changes.some(({ severity }) => severity === "breaking");
  const place = placeOf(result, terminal);
  if (result.diagnostics.length > 0) return tellDiagnostics(result, flags, terminal);
  const { changesData, renderAnnotations } = await import("../codegen/breaking/report-data.js");
  const { countsText, renderChanges } = await import("../codegen/breaking/report-text.js");
  if (errorFormat === "json") {
    const data = { ok: !isBroken, against: result.against, changes: changesData(changes, place), diagnostics: [] };
    terminal.out(`${JSON.stringify(data, null, 2)}\n`);
    return isBroken ? 1 : 0;
  }
  if (errorFormat === "github-actions") terminal.out(renderAnnotations(changes, place));
  const shown = flags.verbose === true ? changes : changes.filter(({ severity }) => severity === "breaking");
  const { colours } = terminal;
  if (shown.length > 0) terminal.err(`${renderChanges(shown, { colours, place })}\n`);
  if (flags.silent !== true) {
    const verdict = isBroken ? colours.red("breaking") : colours.green("compatible");
    const rest = shown.length < changes.length ? colours.dim(" (--verbose lists all)") : "";
    terminal.err(`${verdict}  ${countsText(changes)} against ${result.against}${rest}\n`);
  }
  return isBroken ? 1 : 0;
}

/** Compares as the flags ask. */
export async function comparison(flags: CompareFlags, terminal: Terminal): Promise<BreakingResult> {
  const { findChanges } = await import("../codegen/breaking/run.js");
  const { against, config, input, output, from } = flags;
  return await findChanges({
    cwd: resolve(terminal.cwd),
    against,
    ...(config === undefined ? {} : { config }),
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(from === undefined ? {} : { from }),
  });
}

/** Tells why there was nothing to compare. Gives the exit code. */
export function tellDiagnostics(result: BreakingResult, { errorFormat }: CompareFlags, terminal: Terminal): number {
  const { root, diagnostics, against } = result;
  const place = placeOf(result, terminal);
  if (errorFormat === "json") {
    const data = { ok: false, against, changes: [], diagnostics: renderData(diagnostics, place) };
    terminal.out(`${JSON.stringify(data, null, 2)}\n`);
    return 2;
  }
  if (errorFormat === "github-actions") terminal.out(renderGithub(diagnostics, place));
  const textOf = (file: string): string | undefined => {
    const path = resolve(root, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  terminal.err(renderText(diagnostics, { colours: terminal.colours, place, textOf }));
  return 2;
}

/** How a file of the result is shown: relative to where the command was given. */
export function placeOf({ root }: BreakingResult, { cwd }: Terminal): (file: string) => string {
  return (file) => relative(cwd, resolve(root, file)).split(sep).join("/") || ".";
}
