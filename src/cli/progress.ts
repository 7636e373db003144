// The status line of a long run: one line that comes after a second and goes when the run is done, for people alone.
import type { Terminal } from "./terminal.js";

/** A run's status line. */
export interface Progress {
  /** Says what is being done now, such as `formatting, 12 of 200 files`. */
  readonly step: (text: string) => void;
  /** Takes the line away. Nothing else may be written before. */
  readonly stop: () => void;
}

/** Milliseconds for which a run says nothing. */
const patience = 1000;
/** Milliseconds between two frames. */
const interval = 120;
const frames = ["-", "\\", "|", "/"];

/** Starts a status line, which stays silent where nobody watches: in CI, in a pipe, with `--silent`. */
export function startProgress({ err, isWatched = false, colours }: Terminal, isSilent: boolean): Progress {
  if (isSilent || !isWatched) return { step: () => {}, stop: () => {} };
  const startedAt = performance.now();
  let current = "starting";
  let frame = 0;
  let drawnAt = 0;
  const draw = (): void => {
    const now = performance.now();
    if (now - startedAt < patience || now - drawnAt < interval / 2) return;
    drawnAt = now;
    err(`\r\u001b[2K${colours.cyan(frames[frame++ % frames.length] ?? "")} ${colours.dim(current)}`);
  };
  const timer = setInterval(draw, interval);
  timer.unref();
  return {
    step: (text) => {
      current = text;
      // Work that leaves the event loop no time would never show otherwise.
      draw();
    },
    stop: () => {
      clearInterval(timer);
      if (drawnAt > 0) err("\r\u001b[2K");
    },
  };
}
