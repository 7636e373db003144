// Keys as one URL segment: an injective escape to [A-Za-z0-9_~-], which no URL parser or proxy rewrites.
import { ActorError } from "./errors.js";

/**
 * Segments join with `~~`; any byte but `[A-Za-z0-9_-]` becomes `~` and two hex digits of its UTF-8;
 * an empty segment is `~_`, and no segments at all is a lone `~`.
 *
 * @throws ActorError `invalid_key` for a lone surrogate, which has no UTF-8
 * @example encodeKey(["general"]) === "general"; encodeKey(["a/b", "c"]) === "a~2Fb~~c"
 */
export function encodeKey(key: readonly string[]): string {
  return key.map(encodeSegment).join("~~") || "~";
}

function encodeSegment(segment: string): string {
  try {
    // encodeURIComponent escapes all but letters, digits, `-`, `_` and these.
    return (
      encodeURIComponent(segment)
        .replace(/[!'()*.~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace(/%/g, "~") || "~_"
    );
  } catch {
    throw new ActorError({ code: "invalid_key", message: "Lone surrogate." });
  }
}

/**
 * The inverse of `encodeKey`. Refuses anything `encodeKey` would not have written, so that one key
 * has one spelling.
 * @throws ActorError `invalid_key`
 */
export function decodeKey(text: string): string[] {
  let key: string[] | undefined;
  try {
    key = text === "~" ? [] : text.split("~~").map(decodeSegment);
  } catch {
    // Not UTF-8: refused below.
  }
  if (key && encodeKey(key) === text) return key;
  throw new ActorError({ code: "invalid_key", message: "The key in the address is not an encoded key." });
}

function decodeSegment(text: string): string {
  if (text === "~_") return "";
  const bytes = [...text.matchAll(/~([0-9A-F]{2})|([^])/g)].map(([, hex, char]) =>
    hex === undefined ? (char ?? "").charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
}
