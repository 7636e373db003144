// Reads the text of `/** */` comments.
import type { Docs } from "./read/lowering.js";

/**
 * The description and tags of a doc comment.
 *
 * Only what stands before the first tag is the description; `@deprecated` is the one tag that is read.
 *
 * @param body the comment's text between its slashes, as in `"* Says hello. "`
 */
export function docsOfComment(body: string): Docs {
  const lines = body
    .replace(/^\*+/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  const firstTag = lines.findIndex((line) => /^@\w/.test(line));
  const description = (firstTag < 0 ? lines : lines.slice(0, firstTag)).join("\n").trim();
  const tags = firstTag < 0 ? [] : lines.slice(firstTag);
  return {
    ...(description !== "" && { description }),
    ...(tags.some((line) => line.startsWith("@deprecated")) && { deprecated: true }),
  };
}
