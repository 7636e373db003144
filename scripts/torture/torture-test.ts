// What a torture test is, and what it gets and gives.
import type { Random } from "../../test/faults/seeded.js";

/** What a test gets. */
export interface Conditions {
  /** 1 is the full size; numbers of things are multiplied with it. */
  readonly scale: number;
  readonly seed: number;
  readonly random: Random;
  /** Tells how far the test is. */
  progress(text: string): void;
}

/** What came of a test. */
export interface Outcome {
  /** Empty when it passed. */
  readonly failures: readonly string[];
  /** How often each fault, or whatever the test is about, has really happened. One that is 0 fails the test. */
  readonly fired: Readonly<Record<string, number>>;
  /** The figures. */
  readonly found: string;
}

/** A test that cannot run here says why. That is no success. */
export class Skipped extends Error {}

/** One test. */
export interface TortureTest {
  readonly name: string;
  /** What it does, in a line. */
  readonly title: string;
  /** What has to hold. */
  readonly pass: string;
  /** Only with `--peers`: a comparison, whose outcome fails nothing. */
  readonly peer?: boolean;
  /** Seconds after which it is stuck. */
  readonly seconds: number;
  run(conditions: Conditions): Promise<Outcome>;
}

/** A number of things at this scale, at least `least`. */
export function scaled({ scale }: Conditions, count: number, least = 1): number {
  return Math.max(least, Math.round(count * scale));
}
