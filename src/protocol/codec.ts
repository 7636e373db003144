// The codec: JSON text to values and back, with the depth cap. The only place that calls JSON.parse.
import { ActorError } from "./errors.js";

/** Levels of nesting a message may have. Zod throws RangeError past about 1,000 levels of recursion. */
export const maxDepth = 128;

/**
 * Parses JSON text from outside.
 * @throws ActorError `bad_json` or `too_deep`
 */
export function parseJson(text: string): unknown {
  if (mayBeDeep(text) && nesting(text) > maxDepth) {
    throw new ActorError({ code: "too_deep", message: `The message nests deeper than ${maxDepth} levels.` });
  }
  return parseAnyDepth(text);
}

/**
 * Parses JSON text from a peer that is trusted not to nest without end: a client's server. What reads the value is
 * capped in depth itself, and the scan's code would weigh on every page.
 * @throws ActorError `bad_json`
 */
export function parseAnyDepth(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ActorError({ code: "bad_json", message: "Not JSON." });
  }
}

// Ordinary messages have too few brackets, or are too short, to nest that deep: that is settled without a scan.
function mayBeDeep(text: string): boolean {
  if (text.length <= 2 * maxDepth) return false;
  let left = maxDepth;
  for (const bracket of ["[", "{"]) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) if (left-- === 0) return true;
  }
  return false;
}

// The nesting of the brackets outside of strings. Stops where it is too deep.
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 91 || code === 123) {
      depth++;
      if (depth > deepest) deepest = depth;
      if (deepest > maxDepth) return deepest;
    } else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}

// The index of the quote that ends the string which begins at `start`; the text's length when none does.
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let at = index - 1;
  while (text.charCodeAt(at) === 92) at--;
  return (index - at) % 2 === 0;
}
