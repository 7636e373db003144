// The commands call and tail as the command line knows them: their options and help.
import { InvalidArgumentError, Option, type Command } from "commander";
import type { CallFlags } from "./call.js";
import type { TailFlags } from "./tail.js";
import type { Terminal } from "./terminal.js";

/** Adds both commands; `done` gets the exit code of the one that ran. */
export function addLiveCommands(program: Command, terminal: Terminal, done: (code: number) => void): void {
  addReaching(program.command("call"))
    .usage("[options] <url> <actor> <key> <action> [json | --<argument> <value>...]")
    .description("call an action of a live server")
    .addOption(new Option("--create-with <json>", "creation input, where the call creates the actor"))
    .addOption(seconds("--timeout <seconds>", "wait this long for the server (default: 30)"))
    // Flags named after arguments are the action's; so is --help behind an action.
    .argument("[words...]")
    .allowUnknownOption()
    .helpOption(false)
    .addOption(new Option("-h, --help", "this help; behind an action: its arguments"))
    .addHelpText("after", callExamples)
    .action(async (words: readonly string[], _: unknown, command: Command) => {
      const { callCommand } = await import("./call.js");
      done(await callCommand(words, command.optsWithGlobals<CallFlags>(), terminal, command));
    });
  addReaching(program.command("tail"))
    .description("follow the events of a live actor, a line each")
    .argument("<url>", "of the server, such as http://localhost:8080")
    .argument("<actor>", "such as chatRoom")
    .argument("<key>", "such as general, or a JSON array of several strings")
    .argument("[events...]", "left out: all of them")
    .addOption(new Option("--json", 'each line an object: {"event", "payload", "at"}'))
    .addOption(seconds("--count <n>", "end after this many events").argParser(count))
    .addOption(seconds("--timeout <seconds>", "end after this time"))
    .addOption(new Option("--silent", "say nothing but events and why it ends"))
    .addHelpText("after", tailExamples)
    .action(async (url: string, actor: string, key: string, events: string[], _: unknown, command: Command) => {
      const { tailCommand } = await import("./tail.js");
      done(await tailCommand({ url, actor, key, events }, command.optsWithGlobals<TailFlags>(), terminal));
    });
}

function addReaching(command: Command): Command {
  return command
    .addOption(new Option("--params <json>", "connection params"))
    .addOption(
      new Option("-H, --header <name: value>", "send this header; may be repeated").argParser(
        (line: string, before: readonly string[] | undefined) => [...(before ?? []), line],
      ),
    )
    .addOption(new Option("--contract <file>", "a contract.json (default: the server's own, where it gives it)"))
    .addOption(new Option("--must-exist", "do not create the actor"))
    .addOption(new Option("--error-format <format>", "how errors are told (default: text)").choices(["text", "json"]));
}

function seconds(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => positive(text, 86_400));
}

function count(text: string): number {
  return Math.ceil(positive(text, Number.MAX_SAFE_INTEGER));
}

function positive(text: string, most: number): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && number <= most) return number;
  throw new InvalidArgumentError(`Expected a number above 0${most < 1e9 ? ` and up to ${most}` : ""}.`);
}

const callExamples = `
The key is one string, or a JSON array of several: '["eu", "42"]'. Arguments are one JSON value (an array holds them all), or
flags: --user-id for userId. Behind -- everything is an argument, also what the command has as an option.

Examples:
  $ actorgen call http://localhost:8080 chatRoom general history '[10]'
  $ actorgen call http://localhost:8080 chatRoom general sendMessage \\
      --user-id ann --text "Hello everyone!"
  $ actorgen call http://localhost:8080 chatRoom general sendMessage --help
  $ actorgen call https://chat.example.com chatRoom general history -H 'authorization: Bearer ...'

Exit codes: 0 the result is on standard output, 1 the server refused, 2 wrong use, or no server.
`;

const tailExamples = `
Examples:
  $ actorgen tail http://localhost:8080 chatRoom general --params '{"userId": "ann"}'
  $ actorgen tail http://localhost:8080 gameRoom '["eu", "42"]' playerMoved --json
  $ actorgen tail http://localhost:8080 chatRoom general messageReceived --count 1 --timeout 30

A cut connection comes back by itself, and nothing is missed or told twice.
Exit codes: 0 it ended as you asked, 1 the server refused or ended it, or --count was not reached, 2 wrong use, or no server.
`;
