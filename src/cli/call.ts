// actorgen call: one action of a live server, from a shell.
import type { Command } from "commander";
import { callAction, describeAction, type LiveOptions } from "../codegen/live/call.js";
import { printableJson } from "../codegen/live/printable.js";
import { tellFailure, tellRefusal, type LiveFlags } from "./live-errors.js";
import type { Terminal } from "./terminal.js";

/** The options of the command, as the command line gives them. */
export interface CallFlags extends LiveFlags {
  readonly createWith?: string;
  readonly help?: boolean;
}

/** Seconds. */
const defaultTimeout = 30;

/** Runs the command. Gives the exit code. */
export async function callCommand(
  words: readonly string[],
  flags: CallFlags,
  terminal: Terminal,
  command: Command,
): Promise<number> {
  const [url, actor, key, action, ...rest] = words;
  if (flags.help === true && action === undefined) {
    terminal.out(helpOf(command));
    return 0;
  }
  if (url === undefined || actor === undefined || key === undefined || action === undefined) {
    const missing = ["url", "actor", "key", "action"][words.length] ?? "url";
    return command.error(`error: missing required argument '${missing}'`);
  }
  const { params, createWith, mustExist, contract } = flags;
  const live: LiveOptions = {
    cwd: terminal.cwd,
    url,
    actor,
    headers: flags.header ?? [],
    signal: AbortSignal.timeout((flags.timeout ?? defaultTimeout) * 1000),
    ...(contract !== undefined && { contract }),
  };
  try {
    if (flags.help === true) return await tellAction(live, action, terminal);
    const result = await callAction({
      ...live,
      key,
      action,
      words: rest,
      ...(params !== undefined && { params }),
      ...(createWith !== undefined && { createWith }),
      ...(mustExist !== undefined && { mustExist }),
    });
    if ("error" in result) return tellRefusal(result.error, flags, terminal);
    if (result.value !== undefined) terminal.out(`${printableJson(result.value, terminal.isRead === true ? 2 : 0)}\n`);
    return 0;
  } catch (error) {
    return tellFailure(error, flags, terminal);
  }
}

// Commander adds the texts behind the help only where it writes it itself.
function helpOf(command: Command): string {
  let text = "";
  const { writeOut } = command.configureOutput();
  command.configureOutput({ writeOut: (part) => void (text += part) });
  command.outputHelp();
  command.configureOutput(writeOut ? { writeOut } : {});
  return text;
}

async function tellAction(live: LiveOptions, action: string, terminal: Terminal): Promise<number> {
  const { title, flags, end } = await describeAction({ ...live, action });
  const width = Math.max(0, ...flags.map(([flag]) => flag.length));
  const lines = flags.map(([flag, about]) => `  ${flag.padEnd(width)}  ${about}`.trimEnd());
  terminal.out(`${[title, "", ...(lines.length > 0 ? lines : ["  It takes no arguments."]), "", end].join("\n")}\n`);
  return 0;
}
