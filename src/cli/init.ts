// actorgen init: sets up a project; asks on a terminal, and otherwise takes the defaults.
import { Option, type Command } from "commander";
import type { InitAnswers } from "../codegen/init/texts.js";
import { renderText } from "../codegen/report/render.js";
import type { Terminal } from "./terminal.js";

/** The options of the command. */
export interface InitFlags {
  readonly yes?: boolean;
}

const examples = `
Examples:
  $ actorgen init        asks where schemas are and where to write
  $ actorgen init -y     schemas/ -> generated/, without questions

Adds actorgen.config.ts, a first schema, tsconfig.json, scripts in package.json and a line in .gitignore, where they are
missing. What is there stays as it is. Afterwards:
  $ npm run generate     schemas/ -> generated/
  $ npm run stub         actors/chat-room.ts, whose handlers are yours to write
`;

/** Adds the command; `done` gets its exit code. */
export function addInitCommand(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command("init")
    .description("set up a project: config, first schema, scripts")
    .addOption(new Option("-y, --yes", "ask nothing"))
    .addHelpText("after", examples)
    .action(async (flags: InitFlags) => done(await initCommand(flags, terminal)));
}

/** Runs the command. Gives the exit code. */
export async function initCommand(flags: InitFlags, terminal: Terminal): Promise<number> {
  const { err, colours, cwd } = terminal;
  const { init } = await import("../codegen/init/init.js");
  const { defaultAnswers } = await import("../codegen/init/texts.js");
  const mayAsk = flags.yes !== true && terminal.asks === true;
  if (flags.yes !== true && !mayAsk) err("Not a terminal: as with -y, nothing is asked.\n");
  const answers = mayAsk ? await ask(defaultAnswers) : defaultAnswers;
  if (answers === undefined) {
    err("Nothing was written.\n");
    return 1;
  }
  const { steps, hints, diagnostics } = await init(cwd, answers);
  err(renderText(diagnostics, { colours, place: (file) => file, textOf: () => undefined }));
  for (const { change, file, note } of steps) {
    const verb = change === "left" ? colours.dim("left".padEnd(9)) : colours.green(change.padEnd(9));
    const why = note ?? (change === "left" ? "is there already" : undefined);
    err(`${verb}  ${file}${why === undefined ? "" : `  ${colours.dim(why)}`}\n`);
  }
  const next = [...hints, "npx actorgen", "npx actorgen stub"];
  err(`\nNext:\n${next.map((hint) => `  ${hint}\n`).join("")}`);
  return diagnostics.length > 0 ? 2 : 0;
}

// Undefined when the user breaks off.
async function ask(defaults: InitAnswers): Promise<InitAnswers | undefined> {
  const { confirm, intro, isCancel, text } = await import("@clack/prompts");
  intro("actorgen");
  const folder = async (message: string, initialValue: string): Promise<string | undefined> => {
    const given = await text({
      message,
      initialValue,
      validate: (value) => (isFolder(value ?? "") ? undefined : "A folder below this one, such as src/schemas."),
    });
    return isCancel(given) ? undefined : given.replaceAll("\\", "/").replace(/^\.\/|\/+$/g, "");
  };
  const schemas = await folder("Where are the schemas?", defaults.schemas);
  if (schemas === undefined) return undefined;
  const output = await folder("Where should generated code go?", defaults.output);
  if (output === undefined) return undefined;
  const react = await confirm({ message: "Generate hooks for React?", initialValue: false });
  return isCancel(react) ? undefined : { schemas, output, react };
}

function isFolder(text: string): boolean {
  return /^(?!\.\.)[\w@.][\w@./\\-]*$/.test(text) && !/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(text);
}
