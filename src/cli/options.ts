// Options that several commands have, so that they are spelt and explained alike.
import { Option, type Command } from "commander";

/** `-c, --config <file>`. */
export function configOption(): Option {
  return new Option("-c, --config <file>", "config file (default: the nearest actorgen.config.ts upward)");
}

/** `--error-format <format>`. Without it, `errorFormat` is absent: that means "text". */
export function errorFormatOption(): Option {
  const option = new Option("--error-format <format>", "how findings are told (default: text)");
  return option.choices(["text", "json", "github-actions"]);
}

/** The options of `actorgen generate`, which are those of `actorgen` without a command. */
export function addGenerateOptions(command: Command): Command {
  return command
    .addOption(configOption())
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
    .addOption(errorFormatOption())
    .addOption(new Option("--silent", "say nothing but findings").conflicts("verbose"))
    .addOption(new Option("--verbose", "list every changed file"));
}
