// actorgen --watch: runs again when a schema, what it imports, the config or the tsconfig changes.
import { existsSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { watch as watchFiles } from "chokidar";
import type { Outcome } from "../codegen/incremental.js";
import type { Terminal } from "./terminal.js";

/** Editors save in several steps: a run waits until this many milliseconds were quiet. */
const quiet = 60;

/** Runs now and after every change, until the process gets SIGINT or SIGTERM. Gives exit code 0. */
export async function watch(once: () => Promise<{ readonly outcome: Outcome }>, terminal: Terminal): Promise<number> {
  const ended = new Promise<void>((end) => void process.once("SIGINT", end).once("SIGTERM", end));
  const startedAt = Date.now();
  const first = (await once()).outcome;
  let output = first.summary.output;
  const watched = watchedPaths(first);
  const watcher = watchFiles([...watched], {
    ignoreInitial: true,
    ignored: (path) =>
      /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/.test(path) ||
      path === output ||
      path.startsWith(`${output}${sep}`),
  });

  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isDue = false;
  const runWhileDue = async (): Promise<void> => {
    while (isDue) {
      isDue = false;
      const { outcome } = await once();
      output = outcome.summary.output;
      // Only what is new: adding a folder again would take in files that just came without telling.
      const added = [...watchedPaths(outcome)].filter((path) => !watched.has(path));
      for (const path of added) watched.add(path);
      watcher.add(added);
    }
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isDue = true;
      running ??= runWhileDue().finally(() => (running = undefined));
    }, quiet);
  };
  watcher.on("all", schedule);
  const failed = new Promise<never>((_, fail) => watcher.once("error", fail));
  await Promise.race([new Promise<void>((ready) => watcher.once("ready", ready)), failed, ended]);
  terminal.err(terminal.colours.dim("watching for changes, Ctrl+C ends\n"));
  // What was saved between the first run and now was not seen by the watcher.
  if ([...watched].some((path) => wasSavedSince(path, startedAt))) schedule();
  await Promise.race([ended, failed]);
  clearTimeout(timer);
  await running;
  await watcher.close();
  return 0;
}

function wasSavedSince(path: string, time: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.mtimeMs >= time;
}

// Known only after a run that did its work; what was watched before stays watched, so a broken schema is seen mended.
function watchedPaths({ result }: Outcome): Set<string> {
  const paths = new Set<string>();
  if (result === undefined) return paths;
  for (const path of [...result.files, ...result.inputs]) paths.add(path);
  const { patterns, folder } = result.project;
  for (const pattern of patterns)
    if (!pattern.startsWith("!")) paths.add(existingFolder(resolve(folder, staticPart(pattern))));
  return paths;
}

// The part of a glob before its first special character, as far as whole folders go.
function staticPart(pattern: string): string {
  const segments = pattern.split("/");
  const special = segments.findIndex((segment) => /[*?[\]{}()!+@]/.test(segment));
  return special < 0 ? pattern : segments.slice(0, special).join("/") || ".";
}

function existingFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingFolder(dirname(path));
}
