// The codec: JSON text to values and back, with the depth cap. The only place that calls JSON.parse.
import { ActorError } from "./errors.js";

/** Levels of nesting a message may have. Zod throws RangeError past about 1,000 levels of recursion. */
export const maxDepth = 128;

/**
 * Parses JSON text from outside.
 * @throws ActorError `bad_json` or `too_deep`
 */
export function parseJson(text: string): unknown {
  if (nesting(text) > maxDepth) {
    throw new ActorError({ code: "too_deep", message: `The message nests deeper than ${maxDepth} levels.` });
  }
  return parseAnyDepth(text);
}

/**
 * Parses JSON text from a peer that is trusted not to nest without end: a client's server. What reads the value is
 * capped in depth itself.
 * @throws ActorError `bad_json`
 */
export function parseAnyDepth(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ActorError({ code: "bad_json", message: "The message is not JSON." });
  }
}

// An upper bound of the nesting, by counting brackets. A cheap look at the length settles most messages.
function nesting(text: string): number {
  if (text.length <= 2 * maxDepth) return 0;
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 92) index++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}
