// Renders diagnostics: for people, for programs, and as annotations of GitHub Actions.
import type { Diagnostic } from "../diagnostic.js";
import { sortDiagnostics } from "../diagnostic-order.js";
import { codeFrame } from "./code-frame.js";

/** How findings are told. */
export type ErrorFormat = "text" | "json" | "github-actions";

/** Colours of a terminal; each gives its text back unchanged where there are none. */
export interface Colours {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** What rendering needs to know of its surroundings. */
export interface RenderOptions {
  readonly colours: Colours;
  /** The path to show for a `file` of a diagnostic. */
  readonly place: (file: string) => string;
  /** The text of a `file`; undefined where there is none to show. */
  readonly textOf: (file: string) => string | undefined;
}

/** For people: sorted, each with its place, its code frame and how to mend it. Ends in a newline unless empty. */
export function renderText(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => `${one(diagnostic, options).join("\n")}\n`)
    .join("\n");
}

function one(diagnostic: Diagnostic, { colours, place, textOf }: RenderOptions): string[] {
  const { code, severity, message, mend, at, file, line, column } = diagnostic;
  const paint = severity === "error" ? colours.red : colours.yellow;
  const where =
    file === undefined
      ? ""
      : [place(file), line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  const text = file === undefined || line === undefined ? undefined : textOf(file);
  const frame = text === undefined || line === undefined ? [] : codeFrame(text, line, column);
  return [
    [paint(colours.bold(`${severity} ${code}`)), colours.cyan(where)].filter((part) => part !== "").join("  "),
    `  ${message.replaceAll("\n", "\n  ")}`,
    ...(at === undefined ? [] : [colours.dim(`  at ${at}`)]),
    ...frame.map((row) => `  ${row.startsWith(">") ? row : colours.dim(row)}`),
    `  ${colours.green("mend:")} ${mend}`,
  ];
}

/** For GitHub Actions: one workflow command a finding, which marks the line in the pull request. */
export function renderGithub(diagnostics: readonly Diagnostic[], place: (file: string) => string): string {
  return sortDiagnostics(diagnostics)
    .map(({ code, severity, message, mend, file, line, column }) => {
      const properties = [
        ...(file === undefined ? [] : [`file=${escapeProperty(place(file))}`]),
        ...(line === undefined ? [] : [`line=${line}`]),
        ...(line === undefined || column === undefined ? [] : [`col=${column}`]),
        `title=${escapeProperty(`actorgen ${code}`)}`,
      ];
      return `::${severity} ${properties.join(",")}::${escapeData(`${message} ${mend}`)}\n`;
    })
    .join("");
}

/** For programs: plain data, with places as shown to people. */
export function renderData(diagnostics: readonly Diagnostic[], place: (file: string) => string): readonly Diagnostic[] {
  return sortDiagnostics(diagnostics).map((diagnostic) =>
    diagnostic.file === undefined ? diagnostic : { ...diagnostic, file: place(diagnostic.file) },
  );
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
