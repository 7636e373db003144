// Lays JSON out as Prettier does, without parsing it again: contracts are large, and Prettier takes a second per megabyte.

/** Prettier's options of these names. */
export interface JsonLayout {
  readonly printWidth: number;
  readonly tabWidth: number;
  readonly useTabs: boolean;
  /** Columns that a text takes, as `prettier.util.getStringWidth` counts them. */
  readonly widthOf: (text: string) => number;
}

/**
 * The text that Prettier makes of `JSON.stringify(value, null, 2)`: objects over several lines, arrays on one line where
 * they fit, numbers as many to a line as fit. A test holds the two equal.
 */
export function layoutJson(value: unknown, layout: JsonLayout): string {
  return `${lay(value, 0, 0, layout)}\n`;
}

// `taken` columns of the line are used already, on the left by the key and on the right by a comma.
function lay(value: unknown, depth: number, taken: number, layout: JsonLayout): string {
  if (Array.isArray(value)) return layArray(value, depth, taken, layout);
  if (typeof value !== "object" || value === null) return scalar(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item], index) => {
    const name = `${JSON.stringify(key)}: `;
    const comma = index === entries.length - 1 ? "" : ",";
    return name + lay(item, depth + 1, layout.widthOf(name) + comma.length, layout) + comma;
  });
  return enclose("{", lines, "}", depth, layout);
}

function layArray(items: readonly unknown[], depth: number, taken: number, layout: JsonLayout): string {
  if (items.length === 0) return "[]";
  const flat = flatten(items);
  if (flat !== undefined && depth * layout.tabWidth + taken + layout.widthOf(flat) <= layout.printWidth) return flat;
  const lines = items.map((item, index) => {
    const comma = index === items.length - 1 ? "" : ",";
    return lay(item, depth + 1, comma.length, layout) + comma;
  });
  const filled =
    items.length > 1 && items.every((item) => typeof item === "number") ? fill(lines, depth + 1, layout) : lines;
  return enclose("[", filled, "]", depth, layout);
}

// Undefined where something must stand over several lines.
function flatten(value: unknown): string | undefined {
  if (!Array.isArray(value))
    return typeof value === "object" && value !== null && Object.keys(value).length > 0 ? undefined : scalar(value);
  if (value.length > 1 && value.every((item) => Array.isArray(item) && item.length > 1)) return undefined;
  const items = value.map(flatten);
  return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
}

// Prettier writes 1e+21 as 1e21.
function scalar(value: unknown): string {
  return typeof value === "number" ? JSON.stringify(value).replace("e+", "e") : JSON.stringify(value);
}

function fill(words: readonly string[], depth: number, { tabWidth, printWidth }: JsonLayout): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && depth * tabWidth + line.length + 1 + word.length <= printWidth)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function enclose(
  open: string,
  lines: readonly string[],
  close: string,
  depth: number,
  { tabWidth, useTabs }: JsonLayout,
): string {
  const step = useTabs ? "\t" : " ".repeat(tabWidth);
  const inner = step.repeat(depth + 1);
  return `${open}\n${lines.map((line) => inner + line).join("\n")}\n${step.repeat(depth)}${close}`;
}
