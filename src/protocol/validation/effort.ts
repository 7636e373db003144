// Effort: schemas that try several readings of one value, nested in one another, would take exponential time.
import type { Issue } from "../issue.js";
import { report } from "./report.js";

/** So many choices are made for one value, counting those inside of others: more than a message of 1 MiB needs, and a fraction of a second. */
export const maxAttempts = 200_000;

let nested = 0;
let attempts = 0;

/** Starts to try options; false, with an issue, when enough were tried. Each true is followed by `leave`. */
export function enter(issues: Issue[]): boolean {
  if (nested === 0) attempts = 0;
  if (++attempts > maxAttempts) {
    report(issues, undefined, "custom", "Too complex: the value fits the schema in too many ways");
    return false;
  }
  nested++;
  return true;
}

/** Ends what `enter` started. */
export function leave(): void {
  nested--;
}
