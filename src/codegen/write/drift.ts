// Drift: how the output folder differs from what the schemas say, for --check. Never writes.
import { plan, withPlainLines, type Plan, type PlanOptions } from "./plan.js";

/** One file that is not as it would be generated. */
export interface Drift {
  /** Posix path relative to the output folder. */
  readonly path: string;
  /** `changed`: as generated, but from other schemas; `foreign`: another file stands in its place; `blocked`: a link or a folder does. */
  readonly kind: "missing" | "changed" | "stale" | "hand-edited" | "foreign" | "blocked";
  /** Unified diff from the folder to what would be generated. */
  readonly diff: string;
}

/**
 * Compares code, not its layout: line ends, white space, quotes, semicolons and trailing commas are no difference.
 * @throws ManifestError, PrintError
 */
export async function findDrift(options: PlanOptions): Promise<readonly Drift[]> {
  return driftOf(await plan(options));
}

async function driftOf({ steps, conflicts }: Plan): Promise<readonly Drift[]> {
  const kinds = { create: "missing", update: "changed", remove: "stale" } as const;
  const differing = [
    ...steps.filter(({ layoutOnly }) => layoutOnly !== true).map((step) => ({ ...step, kind: kinds[step.change] })),
    ...conflicts,
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (differing.length === 0) return [];
  const { createTwoFilesPatch } = await import("diff");
  return differing.map(({ path, kind, before, after }) => {
    // A bound on the search for the shortest diff; a file that is new all over has none worth reading.
    const options = {
      context: 3,
      timeout: 2_000,
      headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
    };
    const from = before === undefined ? "/dev/null" : `a/${path}`;
    const to = after === undefined ? "/dev/null" : `b/${path}`;
    const diff = createTwoFilesPatch(
      from,
      to,
      withPlainLines(before ?? ""),
      withPlainLines(after ?? ""),
      undefined,
      undefined,
      options,
    );
    return { path, kind, diff: diff ?? `--- ${from}\n+++ ${to}\n` };
  });
}
