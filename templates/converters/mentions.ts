// Whether emitted text mentions a name.

/** Does the text mention this name? */
export function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])(?<!(?:^|[^.])\\.)${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text);
}
