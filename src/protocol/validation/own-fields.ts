// Own fields: reading and writing them whatever they are called, `__proto__` and `toString` too.

/** Reads a field whose name every object inherits, such as `toString`: only the object's own counts. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Sets a field as the object's own, whatever its name. */
export function set(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The object itself, or a copy without its own `__proto__`, which Zod drops. */
export function withoutPrototype(value: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(value, "__proto__")) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "__proto__"));
}

/** A copy without the fields that are undefined. */
export function defined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) if (value[key] !== undefined) copy[key] = value[key];
  return copy;
}
