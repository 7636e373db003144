// Whether emitted text mentions a name.

/** Does the text mention this name: not as a member, the key of an object literal, or inside quotes? */
export function mentions(text: string, name: string): boolean {
  const escaped = name.replaceAll("$", "\\$");
  return new RegExp(`(?<![\\w$"])(?<!(?:^|[^.])\\.)${escaped}(?![\\w$":])`).test(text);
}
