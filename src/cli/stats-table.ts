// The table of --stats.
import type { ActorStats } from "../codegen/stats.js";

/** One row an actor, and below it the places that only the server checks. */
export function statsTable(stats: readonly ActorStats[]): string {
  const rows = [
    ["actor", "actions", "events", "client, min+gz"],
    ...stats.map(({ name, actions, events, clientBytes }) => [
      name,
      String(actions),
      String(events),
      `${clientBytes} B`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.flatMap((row, index) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    const places = index === 0 ? [] : (stats[index - 1]?.serverOnly ?? []);
    return [cells.join("  "), ...places.map((place) => `  only the server checks ${place}`)];
  });
  return `${lines.join("\n")}\n`;
}
