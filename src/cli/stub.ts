// actorgen stub: creates implementations and inserts the handlers that they lack.
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { Option, type Command } from "commander";
import { hasErrors } from "../codegen/diagnostic-order.js";
import { renderData, renderGithub, renderText, type ErrorFormat } from "../codegen/report/render.js";
import { configOption, errorFormatOption } from "./options.js";
import type { StubResult } from "../codegen/stub/stub.js";
import type { Terminal } from "./terminal.js";

/** The options of the command, as the command line gives them. */
export interface StubFlags {
  readonly config?: string;
  readonly dir?: string;
  readonly check?: boolean;
  readonly silent?: boolean;
  readonly errorFormat?: ErrorFormat;
}

const examples = `
Examples:
  $ actorgen stub                    actors/<actor>.ts for every actor; in those that are there, what is missing
  $ actorgen stub chatRoom           one actor
  $ actorgen stub --dir src/rooms    new files go there
  $ actorgen stub --check            in CI: exit 1 when a handler is missing

Your code stays as it is: handlers are only added, and each throws "Not implemented" until you write it.
`;

/** Adds the command; `done` gets its exit code. */
export function addStubCommand(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command("stub")
    .argument("[actor]", "such as chatRoom; left out: all")
    .description("create implementations, and insert the handlers that they lack")
    .addOption(configOption())
    .addOption(new Option("--dir <folder>", "folder of new files (default: actors, or as the config says)"))
    .addOption(new Option("--check", "write nothing; exit 1 when a handler is missing"))
    .addOption(errorFormatOption())
    .addOption(new Option("--silent", "say nothing but findings"))
    .addHelpText("after", examples)
    .action(async (actor: string | undefined, _: unknown, command: Command) => {
      done(await stubCommand(actor, command.optsWithGlobals<StubFlags>(), terminal));
    });
}

/** Runs the command. Gives the exit code. */
export async function stubCommand(actor: string | undefined, flags: StubFlags, terminal: Terminal): Promise<number> {
  const { stub } = await import("../codegen/stub/stub.js");
  const { config, dir, check = false } = flags;
  const result = await stub({
    cwd: resolve(terminal.cwd),
    check,
    ...(actor === undefined ? {} : { actor }),
    ...(config === undefined ? {} : { config }),
    ...(dir === undefined ? {} : { dir }),
  });
  tell(result, flags, terminal);
  const { diagnostics } = result;
  if (!hasErrors(diagnostics)) return 0;
  return diagnostics.some(({ code }) => misuse.test(code)) ? 2 : 1;
}

// Wrong use and failures of the machine, where other errors are findings about the user's code.
const misuse = /^AG(?:104|11\d|228|229)$/;

function tell({ project, actors, changes, diagnostics }: StubResult, flags: StubFlags, terminal: Terminal): void {
  const place = (file: string): string =>
    relative(terminal.cwd, resolve(project.root, file)).split(sep).join("/") || ".";
  if (flags.errorFormat === "json") {
    const shown = changes.map((change) => ({ ...change, file: place(change.file) }));
    const told = { ok: !hasErrors(diagnostics), actors, changes: shown, diagnostics: renderData(diagnostics, place) };
    terminal.out(`${JSON.stringify(told, null, 2)}\n`);
    return;
  }
  if (flags.errorFormat === "github-actions") terminal.out(renderGithub(diagnostics, place));
  const { colours } = terminal;
  const textOf = (file: string): string | undefined => {
    const path = resolve(project.root, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  terminal.err(renderText(diagnostics, { colours, place, textOf }));
  if (flags.silent === true) return;
  for (const { change, file, added } of changes)
    terminal.err(
      `${colours.green(change.padEnd(9))}  ${place(file)}${added.length === 0 ? "" : `  ${colours.dim(added.join(", "))}`}\n`,
    );
  if (hasErrors(diagnostics)) return;
  const counted = `${actors} ${actors === 1 ? "actor" : "actors"}`;
  if (changes.length === 0) terminal.err(`${colours.green("stub")}       ${counted}, nothing missing\n`);
}
