// Wrong values: mutations of a good one, and junk.
import fc from "fast-check";

const junk: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  "",
  "a",
  "abcdefghijklmnop",
  "NaN",
  "1",
  "-7",
  "00",
  "2024-01-01T00:00:00.000Z",
  "2024-13-01T00:00:00.000Z",
  "2024-02-30T00:00:00.000Z",
  "2023-02-29T00:00:00.000Z",
  "YQ==",
  "😀",
  [],
  [1],
  [["a", 1]],
  [
    ["k", "v"],
    ["k", "w"],
  ],
  {},
  { a: 1 },
  { length: 3 },
  { size: 9 },
  { toString: "x" },
  { kind: "a" },
  "\uD800",
);

const ownPrototype = JSON.parse('{"__proto__":{"polluted":1},"a":1}') as unknown;

/** Values beside those that JSON has. */
const exotic: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  undefined,
  Number.NaN,
  Infinity,
  5n,
  new Date(0),
  new Date(Number.NaN),
  new Map(),
  new Set([1]),
  new Uint8Array(2),
  ownPrototype,
  Object.create(null),
  /x/,
  () => 1,
);

/** Of those what Zod 3 says something of: it takes infinities for numbers, and an own `__proto__` for a key. */
const exotic3 = exotic.filter((value) => value !== Infinity && value !== ownPrototype);

/** Which values beside JSON's own stand in for parts. */
export type Strange = "none" | "all" | "zod3";
const strange: Readonly<Record<Strange, fc.Arbitrary<unknown>>> = { none: junk, all: exotic, zod3: exotic3 };

type Edit = (value: unknown, by: unknown, at: number) => unknown;

const edits: readonly Edit[] = [
  (_value, by) => by,
  (value, by, at) => child(value, at, () => by),
  (value, by, at) => child(value, at, (part) => child(part, at >> 2, () => by)),
  (value, by, at) => child(value, at, (part) => child(part, at >> 2, (inner) => child(inner, at >> 4, () => by))),
  (value, _by, at) => without(value, at),
  (value, _by, at) => child(value, at, (part) => without(part, at >> 2)),
  (value, by) =>
    Array.isArray(value) ? [...(value as unknown[]), by] : isPlain(value) ? { ...value, added: by } : value,
  (value, by, at) =>
    child(value, at, (part) =>
      isPlain(part) ? { ...part, added: by } : Array.isArray(part) ? [...(part as unknown[]), by, by] : by,
    ),
  (value) => (Array.isArray(value) && value.length > 0 ? Array.from({ length: 12 }, () => value[0] as unknown) : value),
];

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function child(value: unknown, at: number, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value) && value.length > 0)
    return value.with(at % value.length, change(value[at % value.length])) as unknown;
  if (value instanceof Map)
    return new Map(
      [...value].map(([key, item], index) => (index === at % value.size ? [key, change(item)] : [key, item])),
    );
  if (value instanceof Set)
    return new Set([...value].map((item, index) => (index === at % value.size ? change(item) : item)));
  if (!isPlain(value)) return value;
  const keys = Object.keys(value);
  const key = keys[at % Math.max(keys.length, 1)];
  return key === undefined ? value : { ...value, [key]: change(value[key]) };
}

function without(value: unknown, at: number): unknown {
  if (Array.isArray(value)) return value.slice(0, -1);
  if (!isPlain(value)) return value;
  const keys = Object.keys(value);
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== keys[at % Math.max(keys.length, 1)]));
}

/** The value as it is, or changed once or twice. */
export function mutated(values: fc.Arbitrary<unknown>, beside: Strange = "none"): fc.Arbitrary<unknown> {
  const by = fc.oneof({ arbitrary: junk, weight: 2 }, { arbitrary: strange[beside], weight: 1 });
  const change = fc.tuple(fc.constantFrom(...edits), by, fc.nat({ max: 255 }));
  return fc.oneof(
    { arbitrary: values, weight: 2 },
    {
      arbitrary: fc
        .tuple(values, fc.array(change, { minLength: 1, maxLength: 2 }))
        .map(([value, changes]) => changes.reduce((result, [edit, other, at]) => edit(result, other, at), value)),
      weight: 3,
    },
    { arbitrary: by, weight: 1 },
  );
}
