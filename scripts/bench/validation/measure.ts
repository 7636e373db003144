// Measures one check against JSON.parse of the same text, in CPU time.
import type { Check } from "./contestant.js";

/** What one round gave, or the medians of several. */
export interface Figure {
  /** CPU time of the check as a part of that of JSON.parse of the same text, in the same round. */
  readonly ratio: number;
  /** Microseconds of CPU for one JSON.parse. */
  readonly parse: number;
}

/** So many characters are parsed in one round; some ten milliseconds. */
const textPerRound = 2_000_000;
/** Values are checked soon after they were parsed, as messages are, while the cache still holds them. */
const textPerBatch = 100_000;
/** Microseconds of checking after which a round ends early, so that slow contestants do not take minutes. */
const checkingPerRound = 25_000;

/** CPU microseconds of this process, all threads. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** One round: fresh values in batches, parsed and then checked. */
export function measure(text: string, check: Check): Figure {
  const batch = Math.max(2, Math.round(textPerBatch / text.length));
  const batches = Math.max(2, Math.round(textPerRound / text.length / batch));
  const values: unknown[] = Array.from({ length: batch });
  let parse = 0;
  let checking = 0;
  let done = 0;
  for (; done < batches && checking < checkingPerRound; done++) {
    const start = cpuTime();
    for (let index = 0; index < batch; index++) values[index] = JSON.parse(text);
    const middle = cpuTime();
    for (let index = 0; index < batch; index++) values[index] = check(values[index]);
    checking += cpuTime() - middle;
    parse += middle - start;
  }
  return { ratio: checking / parse, parse: parse / (batch * done) };
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

/** The medians of several rounds. */
export function medians(figures: readonly Figure[]): Figure {
  return { ratio: median(figures.map(({ ratio }) => ratio)), parse: median(figures.map(({ parse }) => parse)) };
}
