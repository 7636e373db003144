// Lays comments out.
import { hardline, join, type Doc } from "./docs.js";
import { unknown, type Tokens } from "./tokens.js";

/** The doc comments under the cursor, each with the line break after it. */
export function docComment(tokens: Tokens): Doc[] {
  const docs: Doc[] = [];
  while (tokens.kind === "comment") {
    const { text } = tokens;
    tokens.next();
    if (!text.startsWith("/**") || tokens.breaks !== 1) unknown("a comment");
    docs.push(join(hardline, commentLines(text)), hardline);
  }
  return docs;
}

/** The lines of a comment without their indentation. */
export function commentLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.length === 1) return [text.trimEnd()];
  if (!lines.slice(1).every((line) => line.trimStart().startsWith("*"))) unknown("a comment of another form");
  return lines.map((line, index) =>
    index === 0 ? line.trimEnd() : ` ${index < lines.length - 1 ? line.trim() : line.trimStart()}`,
  );
}
