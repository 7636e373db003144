// Writes generated files safely: all of them or none, and never over a file that is not the generator's.
import { mkdirSync } from "node:fs";
import type { Print } from "../print.js";
import { commit, needsRecovery, recover } from "./journal.js";
import { takeLock } from "./lock.js";
import { plan, type Conflict, type Plan, type PlanOptions } from "./plan.js";

/** What was written. With conflicts, nothing was. */
export interface Written {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** Files that were generated. */
  readonly total: number;
}

/**
 * Writes `files` into `folder`. Identical files keep their modification time; files that are not generated any more
 * are removed. A hand-edited or foreign file in the way stops the run before anything is written. Runs at the same time
 * wait for each other.
 *
 * @throws ManifestError, PrintError, LockError, and the system's error when the folder cannot be written.
 */
export async function writeFiles(options: PlanOptions): Promise<Written> {
  const { folder } = options;
  const print = remembering(options.print);
  if (!needsRecovery(folder)) {
    // Without the lock a run at the same time may be seen halfway, so what differs is looked at again below.
    const first = await plan({ ...options, print });
    if (isDone(first)) return summarise(first);
  }
  mkdirSync(folder, { recursive: true });
  const lock = await takeLock(folder);
  try {
    recover(folder);
    const current = await plan({ ...options, print });
    if (current.conflicts.length > 0 || isDone(current)) return summarise(current);
    if (!lock.isHeld()) throw new Error(`The lock of ${folder} was taken away; nothing was written.`);
    const leftAlone = commit(folder, current);
    const conflicts = leftAlone.map((path): Conflict => ({
      path,
      kind: "hand-edited",
      reason: "it was edited while actorgen ran",
    }));
    return { ...summarise(current), conflicts };
  } finally {
    lock.release();
  }
}

function isDone({ steps, conflicts, manifest }: Plan): boolean {
  return conflicts.length === 0 && steps.length === 0 && manifest.text === manifest.before;
}

/** What a plan would do when carried out. */
export function summarise({ steps, conflicts, total }: Plan): Written {
  const paths = (change: string): string[] => steps.filter((step) => step.change === change).map(({ path }) => path);
  return { created: paths("create"), updated: paths("update"), removed: paths("remove"), conflicts, total };
}

// The plan is made twice, before and after the lock is taken; each text is printed once.
function remembering(print: Print): Print {
  const printed = new Map<string, { readonly source: string; readonly text: Promise<string> }>();
  return (file) => {
    const known = printed.get(file.path);
    if (known?.source === file.text) return known.text;
    const text = print(file);
    printed.set(file.path, { source: file.text, text });
    return text;
  };
}
