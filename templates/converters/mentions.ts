// Whether emitted text mentions a name.

/** Does the text mention this name: not as a member, the key of an object literal, or inside quotes? */
export function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (isAlone(text, at) && !/[\w$":]/.test(text.charAt(at + name.length))) return true;
  }
  return false;
}

// After nothing of a name or a quote; after a dot only where that ends a spread.
function isAlone(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  return before === "." ? text.charAt(at - 2) === "." : !/[\w$"]/.test(before);
}
