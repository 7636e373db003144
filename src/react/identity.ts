// Values as text, so that keys, params and arguments written in place are known again in the next render.

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** Equal values give equal text, whatever the order of their properties. Functions are told apart by identity. */
export function identityOf(value: unknown): string {
  if (typeof value === "function") {
    const number = numbers.get(value) ?? ++lastNumber;
    numbers.set(value, number);
    return `#${number}`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return typeof value === "bigint" ? `${value}n` : String(value);
  if (value instanceof Date) return `@${value.getTime()}`;
  // The cast: arrays, maps, sets and bytes have an iterator, and values of the wire have nothing else under its name.
  if (Symbol.iterator in value) return `[${Array.from(value as Iterable<unknown>, identityOf).join()}]`;
  const properties = Object.entries(value).filter(([, property]) => property !== undefined);
  return `{${properties
    .map(([name, property]) => `${JSON.stringify(name)}:${identityOf(property)}`)
    .sort()
    .join()}}`;
}
