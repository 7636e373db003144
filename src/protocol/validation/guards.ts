// Guards: what kind of value this is, told as cheaply as possible.

/** An object that is neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `Array.isArray` without its `any`. */
export function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** Has the object exactly this many keys: none beside those that the schema names? */
export function hasKeys(value: object, count: number): boolean {
  let keys = 0;
  for (const _key in value) keys++;
  return keys === count;
}
