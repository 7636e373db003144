// The lines of the report: medians over rounds, and what they are wanted to be.
import type { Measured } from "./contestant.js";
import type { Goals } from "./scenarios.js";

/** The middle one. */
export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

/** A ratio, and whether it is within its bound. */
export function cell(value: number, goal?: number, most = true): string {
  if (Number.isNaN(value)) return "";
  const met = goal === undefined ? "" : (most ? value <= goal : value >= goal) ? ` (${goal} ok)` : ` (${goal} MISSED)`;
  return value.toFixed(2) + met;
}

/** The ratios of each round's two windows, as medians. */
export function ratios(pairs: readonly (readonly [Measured, Measured])[], goals: Goals): readonly string[] {
  const of = (key: keyof Measured): number => median(pairs.map(([one, other]) => one[key] / other[key]));
  return [cell(of("rate"), goals.rate, false), cell(of("cpu"), goals.cpu), cell(of("p50"), goals.p50)];
}

/** A row of a Markdown table. */
export function row(cells: readonly string[]): string {
  const [title = "", ...rest] = cells;
  return `| ${title.padEnd(32)} | ${rest.map((text) => text.padEnd(17)).join(" | ")} |`;
}

/** The head of one. */
export function head(cells: readonly string[]): string {
  return `${row(cells)}\n${row(cells.map(() => "---"))}`;
}
