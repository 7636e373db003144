// What the runner prints: progress on a terminal, a line per test, a table in the end.
import type { TortureTest } from "./torture-test.js";

/** A test that was run. `peer`: a comparison, in which things were lost. */
export interface Row {
  readonly test: TortureTest;
  readonly state: "pass" | "FAIL" | "skipped" | "peer";
  readonly failures: readonly string[];
  readonly fired: Readonly<Record<string, number>>;
  readonly found: string;
  readonly seconds: number;
}

const clear = "\r\u001b[2K";
let shown = 0;

/** How far the test is, at most ten times a second, where someone looks. */
export function showProgress(text: string): void {
  if (!process.stdout.isTTY || performance.now() - shown < 100) return;
  shown = performance.now();
  process.stdout.write(`${clear}${text.slice(0, (process.stdout.columns || 80) - 1)}`);
}

/** The line of a test that has ended. */
export function resultLine({ test, state, found, seconds }: Row): string {
  const line = `${state.padEnd(8)}${test.name.padEnd(22)}${`${seconds.toFixed(1)} s`.padStart(8)}  ${found}`;
  return process.stdout.isTTY ? `${clear}${line}` : line;
}

/** All of them. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ test, state, fired, seconds }) => [
    state,
    test.name,
    test.pass,
    Object.entries(fired)
      .map(([what, times]) => `${times} ${what}`)
      .join(", "),
    `${seconds.toFixed(1)} s`,
  ]);
  const head = ["", "test", "has to hold", "what happened", "time"];
  const widths = head.map((_title, column) => Math.max(...[head, ...cells].map((row) => row[column]?.length ?? 0)));
  return [head, ...cells]
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .join("\n");
}
