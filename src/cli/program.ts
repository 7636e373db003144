// The command line: its commands, options and help.
import { Command, CommanderError, Option } from "commander";
import type { GenerateFlags } from "./flags.js";
import type { Terminal } from "./terminal.js";

const examples = `
Examples:
  $ actorgen                                 schemas/**/*.ts -> generated/
  $ actorgen --watch                         again at every change
  $ actorgen --check                         in CI: exit 1 when generated/ is not what the schemas say
  $ actorgen -i 'src/**/*.schema.ts' -o src/generated
  $ actorgen --from ../server/generated/contract.json    a client in another repository
  $ actorgen explain AG012                   what a finding means and how to mend it

Exit codes: 0 fine, 1 findings, 2 wrong use or a failure of the machine.
`;

/** Runs the command line; gives the exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = new Command("actorgen")
    .description("Typed, validated realtime clients and servers from actor schemas.")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("(actorgen --help shows the options)")
    .helpCommand(false)
    .addOption(new Option("-c, --config <file>", "config file (default: the nearest actorgen.config.ts upward)"))
    .addOption(new Option("-i, --input <globs...>", "schema files (default: schemas/**/*.ts)"))
    .addOption(new Option("-o, --output <folder>", "folder to write (default: generated)"))
    .addOption(
      new Option("--from <contract>", "make a client from a contract.json, without schemas").conflicts("input"),
    )
    .addOption(new Option("-w, --watch", "generate again at every change").conflicts(["check", "dryRun"]))
    .addOption(
      new Option("--check", "write nothing; exit 1 when a file is not as it would be generated").conflicts("dryRun"),
    )
    .addOption(new Option("--dry-run", "write nothing; list what would change"))
    .addOption(new Option("--stats", "list per actor what it costs a client and what only the server checks"))
    .addOption(new Option("--force", "overwrite generated files that were edited by hand"))
    .addOption(
      new Option("--error-format <format>", "how findings are told")
        .choices(["text", "json", "github-actions"])
        .default("text"),
    )
    .addOption(new Option("--silent", "say nothing but findings").conflicts("verbose"))
    .addOption(new Option("--verbose", "list every changed file"))
    .addHelpText("after", examples);

  const generate = async (_: unknown, command: Command): Promise<void> => {
    const { generateCommand } = await import("./generate.js");
    code = await generateCommand(command.optsWithGlobals<GenerateFlags>(), terminal);
  };
  program.action(generate);
  // The options are the program's own, so that `actorgen --help` shows them.
  program
    .command("generate")
    .description("generate code from schemas (what actorgen does without a command)")
    .configureHelp({ formatHelp: () => program.helpInformation() })
    .action(generate);

  program
    .command("explain")
    .argument("[code]", "such as AG012; left out: list all")
    .description("explain a finding and how to mend it")
    .action(async (name: string | undefined) => {
      const { explainCommand } = await import("./explain.js");
      code = explainCommand(name, terminal);
    });

  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { red, bold } = terminal.colours;
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(
      `${red(bold("internal error"))}  ${told}\n  This is a fault of actorgen: please report it with the text above.\n`,
    );
    return 2;
  }
}
