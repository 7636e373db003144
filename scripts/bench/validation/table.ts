// The table of a contest, as text.
import type { Job, Row } from "./contest.js";
import { payloads, targets } from "./payloads.js";

const columns = (first: string, cells: readonly string[]): string =>
  [first.padEnd(24), ...cells.map((cell) => cell.padStart(8))].join(" ");

function label({ contestant: { name }, proof }: Row): string {
  if (proof === undefined) return name;
  return `${name.padEnd(14)} ${proof.strips ? "strips" : "KEEPS"}${proof.countsCodePoints ? "" : " *"}`;
}

/** The lines of the table: ratios to JSON.parse, what is wanted, and what JSON.parse takes. */
export function table(rows: readonly Row[], jobs: readonly Job[]): string {
  const parse = jobs.map((_job, column) => {
    const times = rows.map(({ figures }) => figures[column]?.parse ?? Number.NaN).toSorted((a, b) => a - b);
    return (times[times.length >> 1] ?? Number.NaN).toFixed(2);
  });
  const notes = rows.flatMap(({ contestant: { name, note } }) => (note === undefined ? [] : [`${name}: ${note}`]));
  return [
    columns(
      "",
      jobs.map(({ size, kind }) => (kind === "good" ? size : "+ key")),
    ),
    ...rows.map((row) =>
      columns(
        label(row),
        row.figures.map(({ ratio }) => ratio.toFixed(3)),
      ),
    ),
    columns(
      "wanted of actorgen",
      jobs.map(({ size }) => String(targets[size])),
    ),
    columns("JSON.parse, µs", parse),
    columns(
      "characters",
      jobs.map(({ size, kind }) => String(payloads[size][kind].length)),
    ),
    "",
    "Each proved first that it takes the good values and refuses the bad ones, and whether it strips unknown keys.",
    "* counts the length of text in UTF-16 units, not in code points",
    ...notes,
  ].join("\n");
}
