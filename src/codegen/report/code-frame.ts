// A code frame: the lines around a position, with a mark below it.

/**
 * Two lines before `line` and one after it, numbered, with a caret under `column`. Both count from 1. Empty when the
 * text has no such line.
 */
export function codeFrame(text: string, line: number, column: number | undefined): readonly string[] {
  const lines = text.split(/\r\n?|\n/);
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    // Long lines are cut, and tabs count as one column as they do in positions.
    const shown = (lines[number - 1] ?? "").replaceAll("\t", " ").slice(0, 160);
    frame.push(`${number === line ? ">" : " "} ${String(number).padStart(width)} | ${shown}`.trimEnd());
    if (number === line && column !== undefined && column <= 160)
      frame.push(`  ${" ".repeat(width)} | ${" ".repeat(column - 1)}^`);
  }
  return frame;
}
