// Text of a server as it may stand on a terminal: without what would move its cursor, colour it or turn it around.

// Controls, the C1 set among them, line separators, and marks of writing direction.
const unprintable = /(?![\n\t])\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The same text with control characters written as `\u001b`. Line ends and tabs stay. */
export function printable(text: string): string {
  return text.replace(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** JSON that says the same and holds nothing but what a terminal shows. `indent`: columns per level; 0 is one line. */
export function printableJson(value: unknown, indent = 0): string {
  return printable(JSON.stringify(value, null, indent) ?? "null");
}

/** The beginning of a text that was not expected, on one line. */
export function excerpt(text: string): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
