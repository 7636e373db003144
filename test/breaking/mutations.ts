// Wire values beside those that fit: a part replaced, left out or added.
import fc from "fast-check";

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1,
    1.5,
    1e300,
    2 ** 53,
    "",
    "a",
    "abcdefghijklmnop",
    "NaN",
    "1",
    "-7",
    [],
    [1],
    {},
    { a: 1 },
    "YQ==",
    "😀",
  ),
  fc.constantFrom<unknown>("2024-01-01T00:00:00.000Z", [["a", 1]], "https://example.com/", "a@example.com"),
  fc.string({ maxLength: 8 }),
  fc.integer({ min: -20, max: 20 }),
);

type Edit = (value: unknown, by: unknown, at: number) => unknown;

const edits: readonly Edit[] = [
  (_value, by) => by,
  (value, by, at) => child(value, at, () => by),
  (value, by, at) => child(value, at, (part) => child(part, at >> 2, () => by)),
  (value, _by, at) => without(value, at),
  (value, _by, at) => child(value, at, (part) => without(part, at >> 2)),
  (value, by) =>
    Array.isArray(value) ? [...(value as unknown[]), by] : isPlain(value) ? { ...value, added: by } : value,
];

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function child(value: unknown, at: number, change: (part: unknown) => unknown): unknown {
  if (Array.isArray(value) && value.length > 0)
    return value.with(at % value.length, change(value[at % value.length])) as unknown;
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
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...edits), junk, fc.nat({ max: 255 }));
  const changed = fc
    .tuple(values, fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([value, changes]) => changes.reduce((result, [edit, other, at]) => edit(result, other, at), value));
  return fc.oneof({ arbitrary: values, weight: 3 }, { arbitrary: changed, weight: 3 }, { arbitrary: junk, weight: 1 });
}
