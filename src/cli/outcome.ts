// Tells what a run did: findings, changed files, statistics and the summary line.
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { hasErrors } from "../codegen/diagnostic-order.js";
import type { Outcome } from "../codegen/incremental.js";
import { renderData, renderGithub, renderText, type RenderOptions } from "../codegen/report/render.js";
import type { GenerateFlags } from "./flags.js";
import { statsTable } from "./stats-table.js";
import type { Terminal } from "./terminal.js";

/** How to tell it. */
export interface TellOptions {
  readonly flags: GenerateFlags;
  readonly terminal: Terminal;
  readonly milliseconds: number;
}

/** Tells the outcome of a run. Gives the exit code. */
export async function tell(outcome: Outcome, options: TellOptions): Promise<number> {
  const { flags, terminal } = options;
  const { summary, result } = outcome;
  const { diagnostics } = summary;
  const place = (file: string): string => shown(terminal.cwd, resolve(summary.root, file));
  const stats =
    flags.stats === true && result?.generated !== undefined
      ? await (await import("../codegen/stats.js")).statsOf(result.generated)
      : undefined;

  if (flags.errorFormat === "json") {
    terminal.out(
      `${JSON.stringify({ ...asData(outcome, place), ...(stats === undefined ? {} : { stats }) }, null, 2)}\n`,
    );
    return exitCode(outcome);
  }
  if (flags.errorFormat === "github-actions") terminal.out(renderGithub(diagnostics, place));
  const rendering: RenderOptions = {
    colours: terminal.colours,
    place,
    textOf: (file) => textOf(resolve(summary.root, file)),
  };
  terminal.err(renderText(diagnostics, rendering));
  for (const { diff } of result?.drift ?? []) terminal.out(coloured(diff, terminal));
  if (stats !== undefined) terminal.out(statsTable(stats));
  if (flags.dryRun === true || flags.verbose === true) {
    const write = flags.dryRun === true ? terminal.out : terminal.err;
    for (const [verb, path] of changes(outcome)) write(`${verb.padEnd(9)}  ${place(join(summary.output, path))}\n`);
  }
  if (flags.silent !== true) terminal.err(`${summaryLine(outcome, options)}\n`);
  return exitCode(outcome);
}

// Wrong use and failures of the machine, where other errors are findings about schemas or files.
const misuse = /^AG(?:104|11\d|13[345]|240)$/;

function exitCode({ summary: { diagnostics } }: Outcome): number {
  if (!hasErrors(diagnostics)) return 0;
  return diagnostics.some(({ code }) => misuse.test(code)) ? 2 : 1;
}

function summaryLine({ summary, result }: Outcome, { flags, terminal, milliseconds }: TellOptions): string {
  const { colours, cwd } = terminal;
  const errors = summary.diagnostics.filter(({ severity }) => severity === "error").length;
  const time = colours.dim(`in ${Math.round(milliseconds)} ms`);
  const done = flags.check === true ? "checked" : flags.dryRun === true ? "planned" : "generated";
  if (errors > 0) {
    const drift = result?.drift?.length ?? 0;
    const what =
      drift > 0 ? `${plural(drift, "file")} not as generated` : `${plural(errors, "error")}, nothing written`;
    return `${colours.red("failed")}     ${what} ${time}`;
  }
  const changed =
    (result?.written?.created.length ?? 0) +
    (result?.written?.updated.length ?? 0) +
    (result?.written?.removed.length ?? 0);
  const state = flags.check === true ? "all as generated" : changed === 0 ? "nothing changed" : `${changed} changed`;
  const target = `${shown(cwd, summary.output)}/`;
  return `${colours.green(done.padEnd(9))}  ${plural(summary.actors, "actor")}, ${plural(summary.actions, "action")}  → ${target} (${plural(summary.files, "file")}, ${state}) ${time}`;
}

function changes({ result }: Outcome): readonly (readonly [string, string])[] {
  const { created = [], updated = [], removed = [] } = result?.written ?? {};
  const listed = [
    ...created.map((path) => ["create", path] as const),
    ...updated.map((path) => ["update", path] as const),
  ];
  return [...listed, ...removed.map((path) => ["remove", path] as const)].sort(([, a], [, b]) => (a < b ? -1 : 1));
}

function asData({ summary, result }: Outcome, place: (file: string) => string): object {
  const { created = [], updated = [], removed = [] } = result?.written ?? {};
  const { actors, actions, events, files } = summary;
  return {
    ok: !hasErrors(summary.diagnostics),
    output: place(summary.output),
    actors,
    actions,
    events,
    files,
    created,
    updated,
    removed,
    ...(result?.drift === undefined ? {} : { drift: result.drift }),
    diagnostics: renderData(summary.diagnostics, place),
  };
}

function coloured(diff: string, { dataColours: { red, green, cyan } }: Terminal): string {
  return diff
    .split("\n")
    .map((line) =>
      line.startsWith("+") ? green(line) : line.startsWith("-") ? red(line) : line.startsWith("@@") ? cyan(line) : line,
    )
    .join("\n");
}

function shown(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join("/") || ".";
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
