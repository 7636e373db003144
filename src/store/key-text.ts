// How keys are written in the file, so that any string is a key and a prefix is a range.

// SQLite orders text by its UTF-8 bytes, ends it at a NUL here and there, and has no lone surrogates. So keys are
// written as JSON escapes them, which keeps each character apart from what stands before and after it.

/** A key as the file has it. */
export function keyText(key: string): string {
  return JSON.stringify(key).slice(1, -1);
}

/** The JSON text of the key that is written as `text`. */
export function keyJson(text: string): string {
  return `"${text}"`;
}

/** A range of keys as the file has them: `from` is in it, `to` is not. */
export interface KeyRange {
  readonly from: string;
  /** Undefined: to the end. */
  readonly to: string | undefined;
}

/** A range that holds every key that starts with `prefix`; where `prefix` ends within a surrogate pair, it holds others too. */
export function keyRange(prefix: string): KeyRange {
  const from = keyText(prefix.replace(/[\uD800-\uDBFF]$/, ""));
  return { from, to: successor(from) };
}

// The least text that is greater than every text which starts with `text`: its last character that has a next one, raised.
function successor(text: string): string | undefined {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}
