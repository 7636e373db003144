// actorgen completion: a script for a shell, made from the command line's own commands and options.
import { Argument, type Command, type Option } from "commander";
import type { Terminal } from "./terminal.js";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

const examples = `
Examples:
  $ eval "$(actorgen completion bash)"        in ~/.bashrc
  $ eval "$(actorgen completion zsh)"         in ~/.zshrc, after compinit
  $ actorgen completion fish > ~/.config/fish/completions/actorgen.fish
`;

/** Adds the command; `done` gets its exit code. */
export function addCompletionCommand(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command("completion")
    .addArgument(new Argument("<shell>", "whose script is printed").choices(shells))
    .description("print a script that completes commands and options in a shell")
    .addHelpText("after", examples)
    .action((shell: Shell) => {
      terminal.out(completionScript(shell, program));
      done(0);
    });
}

/** The script for a shell that completes this program. It runs nothing: what can be completed stands in it. */
export function completionScript(shell: Shell, program: Command): string {
  const commands = program.commands.map((command) => ({ name: command.name(), command }));
  const all = [{ name: "", command: program }, ...commands];
  return { bash, zsh, fish }[shell](all);
}

/** A command by its name; the program itself has none. */
interface Named {
  readonly name: string;
  readonly command: Command;
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function flagsOf({ short, long }: Option): readonly string[] {
  return [short, long].filter((flag) => flag !== undefined);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** Words of a place after the command, such as the shells of `completion`. */
function choicesOf(command: Command): readonly string[] {
  return command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
}

// An empty answer leaves the word to the shell, which completes files.
function bash(all: readonly Named[]): string {
  const values = all.flatMap(({ name, command }) =>
    optionsOf(command)
      .filter(takesValue)
      .map((option) => {
        const patterns = flagsOf(option).map((flag) => `"${name} ${flag}"`);
        return `    ${patterns.join(" | ")}) words="${(option.argChoices ?? []).join(" ")}" ;;`;
      }),
  );
  const words = all.map(({ name, command }) => {
    const flags = optionsOf(command).flatMap(flagsOf);
    const names = name === "" ? namesOf(all) : choicesOf(command);
    return `        "${name}") words="${[...names, ...flags].join(" ")}" ;;`;
  });
  return `# Completes actorgen in bash. In ~/.bashrc: eval "$(actorgen completion bash)"
_actorgen() {
  local command="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${namesOf(all).join(" | ")}) command="$word"; break ;;
    esac
  done
  case "$command \${COMP_WORDS[COMP_CWORD-1]}" in
${values.join("\n")}
    *)
      case "$command" in
${words.join("\n")}
      esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o bashdefault -o default -F _actorgen actorgen
`;
}

function zsh(all: readonly Named[]): string {
  const described = (name: string, text: string): string => quoted(`${name.replaceAll(":", "\\:")}:${text}`);
  const values = all.flatMap(({ name, command }) =>
    optionsOf(command)
      .filter(takesValue)
      .map((option) => {
        const patterns = flagsOf(option).map((flag) => quoted(`${name} ${flag}`));
        const choices = option.argChoices;
        return `    (${patterns.join("|")}) ${choices === undefined ? "_files" : `compadd -- ${choices.join(" ")}`}; return ;;`;
      }),
  );
  const words = all.map(({ name, command }) => {
    const names =
      name === ""
        ? all.slice(1).map((one) => described(one.name, one.command.description()))
        : choicesOf(command).map((choice) => described(choice, ""));
    const options = optionsOf(command).flatMap((option) =>
      flagsOf(option).map((flag) => described(flag, option.description)),
    );
    return `    (${quoted(name)}) candidates=(${[...names, ...options].join(" ")}) ;;`;
  });
  return `#compdef actorgen
# Completes actorgen in zsh. In ~/.zshrc, after compinit: eval "$(actorgen completion zsh)"
_actorgen() {
  local command="" word
  local -a candidates
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in
      (${namesOf(all).join("|")}) command="$word"; break ;;
    esac
  done
  case "$command \${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  case "$command" in
${words.join("\n")}
  esac
  _describe actorgen candidates
}
if [ "$funcstack[1]" = "_actorgen" ]; then _actorgen "$@"; else compdef _actorgen actorgen; fi
`;
}

function fish(all: readonly Named[]): string {
  const lines = all.flatMap(({ name, command }) => {
    const condition = name === "" ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${name}`;
    const start = `complete -c actorgen -n ${quoted(condition)}`;
    const own =
      name === ""
        ? []
        : [`complete -c actorgen -n __fish_use_subcommand -f -a ${name} -d ${quoted(command.description())}`];
    const choices = choicesOf(command);
    const options = optionsOf(command).map((option) => {
      const names = `${option.short === undefined ? "" : ` -s ${option.short.slice(1)}`}${option.long === undefined ? "" : ` -l ${option.long.slice(2)}`}`;
      const values = option.argChoices === undefined ? " -r -F" : ` -x -a ${quoted(option.argChoices.join(" "))}`;
      return `${start}${names}${takesValue(option) ? values : " -f"} -d ${quoted(option.description)}`;
    });
    return [...own, ...(choices.length === 0 ? [] : [`${start} -f -a ${quoted(choices.join(" "))}`]), ...options];
  });
  return `# Completes actorgen in fish: actorgen completion fish > ~/.config/fish/completions/actorgen.fish\n${lines.join("\n")}\n`;
}

function namesOf(all: readonly Named[]): readonly string[] {
  return all.slice(1).map(({ name }) => name);
}

// A single-quoted word: of the shells, only fish knows escapes inside, and it reads this the same.
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
