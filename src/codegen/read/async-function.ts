// Tells functions that were declared `async`.

/** Was this function declared `async`? A plain function that returns a promise does not show it. */
export function isAsync(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object AsyncFunction]";
}
