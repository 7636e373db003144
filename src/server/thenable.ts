// Telling promises from values: a handler may return either.

/** Is this a promise, of whatever make? */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
