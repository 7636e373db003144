// The commands docs and package as the command line knows them: their options and help.
import { Option, type Command } from "commander";
import type { DocsFlags } from "./docs.js";
import { configOption, errorFormatOption } from "./options.js";
import type { PackageFlags } from "./package.js";
import type { Terminal } from "./terminal.js";

/** Adds both commands; `done` gets the exit code of the one that ran. */
export function addArtifactCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const docs = addOptions(program.command("docs"), "api-docs")
    .description("write AsyncAPI, JSON Schema files and a reference page of the public contract")
    .addOption(new Option("--title <text>", 'heading of the page (default: "API reference")'))
    .addOption(new Option("--endpoint <url>", "base URL of the server, for snippets and the AsyncAPI document"));
  docs.addHelpText("after", docsExamples).action(async (_: unknown, command: Command) => {
    const { docsCommand } = await import("./docs.js");
    done(await docsCommand({ errorFormat: "text", ...command.optsWithGlobals<Partial<DocsFlags>>() }, terminal));
  });
  const pack = addOptions(program.command("package"), "client-package")
    .description("write the client as an npm package of its own")
    .addOption(new Option("--name <name>", "name of the package, such as @acme/chat-client"))
    .addOption(new Option("--version <semver>", "version of the package (default: 0.0.0)"));
  pack.addHelpText("after", packageExamples).action(async (_: unknown, command: Command) => {
    const { packageCommand } = await import("./package.js");
    done(await packageCommand({ errorFormat: "text", ...command.optsWithGlobals<Partial<PackageFlags>>() }, terminal));
  });
}

function addOptions(command: Command, folder: string): Command {
  return command
    .addOption(configOption())
    .addOption(new Option("-i, --input <globs...>", "schema files (default: schemas/**/*.ts)"))
    .addOption(new Option("-o, --output <folder>", `folder to write (default: ${folder})`))
    .addOption(new Option("--from <contract>", "read a contract.json instead of schemas").conflicts("input"))
    .addOption(
      new Option("--check", "write nothing; exit 1 when a file is not as it would be written").conflicts("dryRun"),
    )
    .addOption(new Option("--dry-run", "write nothing; list what would change"))
    .addOption(new Option("--force", "overwrite written files that were edited by hand"))
    .addOption(errorFormatOption())
    .addOption(new Option("--silent", "say nothing but findings").conflicts("verbose"))
    .addOption(new Option("--verbose", "list every changed file"));
}

const docsExamples = `
Examples:
  $ actorgen docs                                    schemas/**/*.ts -> api-docs/
  $ actorgen docs --title "Chat API" --endpoint https://chat.example.com -o public/api
  $ actorgen docs --from generated/contract.json     without the schemas
  $ actorgen docs --check                            in CI, with the same options
`;

const packageExamples = `
Examples:
  $ actorgen package --name @acme/chat-client --version 1.2.0
  $ actorgen package --name @acme/chat-client --from contract.json -o packages/chat-client
  $ (cd client-package && npm publish)
`;
