// The command line: its commands, options and help.
import { Command, CommanderError } from "commander";
import { nearestName } from "../codegen/config/nearest-name.js";
import { addArtifactCommands } from "./artifact-options.js";
import { addBreakingCommand } from "./breaking.js";
import { addCompletionCommand } from "./completion.js";
import { addDiffCommand } from "./diff.js";
import type { GenerateFlags } from "./flags.js";
import { addInitCommand } from "./init.js";
import { addLiveCommands } from "./live-options.js";
import { addGenerateOptions } from "./options.js";
import { addStubCommand } from "./stub.js";
import type { Terminal } from "./terminal.js";

const examples = `
Examples:
  $ actorgen init                            a config, a first schema and scripts for package.json
  $ actorgen                                 schemas/**/*.ts -> generated/
  $ actorgen --watch                         again at every change
  $ actorgen stub                            handlers for what the schemas declare, where they are missing
  $ actorgen --check                         in CI: exit 1 when generated/ is not what the schemas say
  $ actorgen -i 'src/**/*.schema.ts' -o src/generated
  $ actorgen --from ../server/generated/contract.json    a client in another repository
  $ actorgen breaking --against main         in CI: exit 1 when clients or stored state would break
  $ actorgen explain AG012                   what a finding means and how to mend it

Exit codes: 0 fine, 1 findings, 2 wrong use or a failure of the machine.
`;

/**
 * The command line as commander has it; `done` gets the exit code of the command that ran.
 *
 * Each command declares its own options and reads them with `command.optsWithGlobals()`, which gives those that stand
 * before its name as well. A command has no defaults that stand in for options of the program: those would win.
 */
export function createProgram(terminal: Terminal, done: (code: number) => void): Command {
  const program = new Command("actorgen")
    .description("Typed, validated realtime clients and servers from actor schemas.")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("(actorgen --help shows the options)")
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText("after", examples);

  const generate = async (_: unknown, command: Command): Promise<void> => {
    const { generateCommand } = await import("./generate.js");
    done(
      await generateCommand({ errorFormat: "text", ...command.optsWithGlobals<Partial<GenerateFlags>>() }, terminal),
    );
  };
  addGenerateOptions(program).action(generate);
  // Its options are the program's, so `actorgen --help` shows them.
  addGenerateOptions(program.command("generate"))
    .description("generate code from schemas (what actorgen does without a command)")
    .configureHelp({ formatHelp: () => program.helpInformation() })
    .addHelpText("after", examples)
    .action(generate);

  program
    .command("explain")
    .argument("[code]", "such as AG012; left out: list all")
    .description("explain a finding and how to mend it")
    .addHelpText("after", "\nExamples:\n  $ actorgen explain AG012\n  $ actorgen explain          lists every code\n")
    .action(async (name: string | undefined) => {
      const { explainCommand } = await import("./explain.js");
      done(explainCommand(name, terminal));
    });

  addBreakingCommand(program, terminal, done);
  addDiffCommand(program, terminal, done);
  addInitCommand(program, terminal, done);
  addStubCommand(program, terminal, done);
  addArtifactCommands(program, terminal, done);
  addLiveCommands(program, terminal, done);
  addCompletionCommand(program, terminal, done);

  return program;
}

/** Runs the command line; gives the exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 0;
  const program = createProgram(terminal, (result) => (code = result));
  try {
    refuseUnknownCommand(program, args[0]);
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

// Commander would take the name for an argument of `generate`, and complain of the options behind it first.
function refuseUnknownCommand(program: Command, name: string | undefined): void {
  if (name === undefined || name.startsWith("-")) return;
  const names = program.commands.map((command) => command.name());
  if (names.includes(name)) return;
  const nearest = nearestName(name, names);
  program.error(`error: unknown command '${name}'${nearest === undefined ? "" : `\n(Did you mean ${nearest}?)`}`);
}
