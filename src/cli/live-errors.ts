// How the commands call and tail tell what a server refused, and what went wrong before it could.
import type { WireError } from "../codegen/live/answer.js";
import { LiveFailure } from "../codegen/live/failure.js";
import { printable, printableJson } from "../codegen/live/printable.js";
import { renderText } from "../codegen/report/render.js";
import type { Terminal } from "./terminal.js";

/** The options that both commands have. */
export interface LiveFlags {
  readonly params?: string;
  readonly header?: readonly string[];
  readonly contract?: string;
  readonly mustExist?: boolean;
  /** Seconds. */
  readonly timeout?: number;
  /** Anything but `json` is text. */
  readonly errorFormat?: string;
}

/** Tells an error of the server: its code and message, and each issue by the argument or field it is about. */
export function tellRefusal(error: WireError, { errorFormat }: LiveFlags, terminal: Terminal): number {
  if (errorFormat === "json") {
    terminal.err(`${printableJson({ error })}\n`);
    return 1;
  }
  const { red, bold, cyan, dim, green } = terminal.colours;
  const { code, message, issues = [], data, metadata, ref } = error;
  const paths = issues.map(({ path }) => printable(pathText(path)));
  const width = Math.max(0, ...paths.map((path) => path.length));
  const mend = advice[code];
  const lines = [
    // With issues the message repeats the first.
    `${red(bold(printable(code)))}  ${issues.length > 0 ? `${issues.length} of the values ${issues.length === 1 ? "does" : "do"} not fit` : printable(message)}`,
    ...issues.map((issue, index) => `  ${cyan((paths[index] ?? "").padEnd(width))}  ${printable(issue.message)}`),
    ...(data === undefined ? [] : [`  ${dim("data")}  ${printableJson(data)}`]),
    ...(metadata === undefined ? [] : [`  ${dim("metadata")}  ${printableJson(metadata)}`]),
    ...(ref === undefined ? [] : [`  ${dim("ref")}  ${printable(ref)}`]),
    ...(mend === undefined ? [] : [`  ${green("mend:")} ${mend}`]),
  ];
  terminal.err(`${lines.join("\n")}\n`);
  return 1;
}

const advice: Readonly<Record<string, string>> = {
  unauthorized: "Say who you are, such as by --header 'authorization: Bearer ...' or --params.",
  invalid_params: "Give the connection params with --params '<json>'.",
  invalid_input: "Give the creation input with --create-with '<json>'.",
  contract_mismatch: "The contract is not the server's own: leave --contract out, or generate it again.",
};

// Such as `message.items[0]`; a whole value is `(all)`.
function pathText(path: readonly (string | number)[]): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text.replace(/^\./, "") || "(all)";
}

/** Tells why a command could not go on. @throws what is no failure of this kind */
export function tellFailure(error: unknown, { errorFormat }: LiveFlags, terminal: Terminal): number {
  if (!(error instanceof LiveFailure)) throw error;
  const { diagnostic } = error;
  if (errorFormat === "json") terminal.err(`${printableJson({ error: diagnostic })}\n`);
  else
    terminal.err(
      renderText([diagnostic], { colours: terminal.colours, place: (file) => file, textOf: () => undefined }),
    );
  return 2;
}
