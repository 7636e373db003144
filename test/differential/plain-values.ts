// Values as they are compared: copies, and what JSON and Zod see of them.
import { toWire } from "./recipe.js";

/** On the wire only own properties count, so Zod is shown objects that inherit none. */
export function bare(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [bare(key), bare(item)]));
  if (value instanceof Set) return new Set([...value].map(bare));
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.assign(
    Object.create(null) as object,
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bare(item)])),
  );
}

/** What JSON makes of the value. */
export function json(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/** Undefined fields and -0 are what JSON makes of them; equal dates and bytes are one key or item, as they are on the wire. */
export function settled(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [wireKey(key), [settled(key), settled(item)]] as const);
    return new Map(new Map(entries).values() as Iterable<[unknown, unknown]>);
  }
  if (value instanceof Set) {
    const items = [...value].map((item) => [wireKey(item), settled(item)] as const);
    return new Set(new Map(items).values());
  }
  if (Array.isArray(value)) return trimmed(value.map(settled));
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, settled(item)]])),
  );
}

function wireKey(value: unknown): unknown {
  const wire = toWire(value);
  return typeof wire === "object" ? value : wire;
}

function trimmed(list: readonly unknown[]): unknown[] {
  return list.slice(0, list.findLastIndex((item) => item !== undefined) + 1);
}

/** Maps and sets as lists, so that their order counts. */
export function ordered(value: unknown): unknown {
  if (value instanceof Map) return { map: [...value].map(([key, item]) => [ordered(key), ordered(item)]) };
  if (value instanceof Set) return { set: [...value].map(ordered) };
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ordered(item)]));
}

/** Does a list hold an absent item? */
export function hasGap(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => item === undefined || hasGap(item));
  return typeof value === "object" && value !== null && Object.values(value).some(hasGap);
}

/** A copy of lists, maps, sets and plain objects. */
export function structuralCopy(value: unknown): unknown {
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [structuralCopy(key), structuralCopy(item)]));
  if (value instanceof Set) return new Set([...value].map(structuralCopy));
  if (Array.isArray(value)) return value.map(structuralCopy);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuralCopy(item)]));
}

/** Is all that `part` holds in `whole` as well? */
export function isPartOf(part: unknown, whole: unknown): boolean {
  if (typeof part !== "object" || typeof whole !== "object" || part === null || whole === null) return part === whole;
  if (
    Array.isArray(part) !== Array.isArray(whole) ||
    (Array.isArray(part) && part.length !== Reflect.get(whole, "length"))
  )
    return false;
  return Object.entries(part).every(
    ([key, value]) => Object.hasOwn(whole, key) && isPartOf(value, Reflect.get(whole, key)),
  );
}

/** Is there a field or item that is undefined? */
export function holdsUndefined(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === undefined;
  return Object.values(value).some(holdsUndefined);
}

/** Is there an instance of a class? */
export function holdsInstances(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return true;
  return Object.values(value).some(holdsInstances);
}
