// The values that are measured: good ones, the same with a key to strip, and bad ones for the proof.

/** Which schema a payload belongs to. */
export type Size = "small" | "medium" | "large" | "uuids";

/** What is wanted of the generated validator, as a part of the cost of JSON.parse. */
export const targets: Readonly<Record<Size, number>> = { small: 0.2, medium: 0.1, large: 0.05, uuids: 0.05 };

/** A field set deep inside of a value. */
interface Change {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** What is measured at one size. */
export interface Payload {
  readonly good: string;
  /** The good value with a key at its top, or in every item, that the schema does not name. */
  readonly extra: string;
  /** The good value with such a key further inside. */
  readonly deepExtra: string;
  /** A text of as many code points as the schema allows, which takes more UTF-16 units than that. */
  readonly astral: string;
  /** Each breaks one rule. */
  readonly bad: readonly string[];
}

const uuid = (index: number): string => `123e4567-e89b-12d3-a456-${String(426_614_174_000 + index)}`;
const message = (index: number): object => ({
  id: uuid(index),
  userId: "user-123",
  text: "Hello everyone!",
  likes: index,
  kind: "plain",
});
const address = { street: "Hauptstrasse 12", city: "Berlin", zip: "10115", country: "DE" };
const order = {
  id: uuid(0),
  customer: { name: "Ada Lovelace", email: "ada@example.com", phone: "+49 30 123456", address },
  billing: address,
  lines: Array.from({ length: 9 }, (_line, index) => {
    return { sku: `SKU-000${index}`, title: "A thing worth having", quantity: 2, price: 19.95, tags: ["new", "blue"] };
  }),
  notes: { gift: "no", door: "ring twice" },
  total: 179.55,
  status: "paid",
};

// The value with one field set, or removed when the new value is undefined.
function changed(value: unknown, { path, value: wanted }: Change): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return wanted;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? changed(item, { path: rest, value: wanted }) : item));
  const inside: unknown = Object.entries(Object(value)).find(([name]) => name === key)?.[1];
  return { ...Object(value), [key]: changed(inside, { path: rest, value: wanted }) };
}

function payload(value: unknown, extra: unknown, deep: Change, astral: Change, bad: readonly Change[]): Payload {
  const text = (change: Change): string => JSON.stringify(changed(value, change));
  return {
    good: JSON.stringify(value),
    extra: JSON.stringify(extra),
    deepExtra: text(deep),
    astral: text(astral),
    bad: [...bad.map(text), "null", "[null]", "7"],
  };
}

const at = (value: unknown, ...path: readonly (string | number)[]): Change => ({ path, value });
const faultsOfMessage = (...path: readonly (string | number)[]): Change[] => [
  at("no uuid", ...path, "id"),
  at(undefined, ...path, "id"),
  at("", ...path, "userId"),
  at("x".repeat(2001), ...path, "text"),
  at(1.5, ...path, "likes"),
  at(-1, ...path, "likes"),
  at("3", ...path, "likes"),
  at("other", ...path, "kind"),
  at(null, ...path, "text"),
];

const small = message(3);
const uuids = Array.from({ length: 1000 }, (_item, index) => message(index));
const large = Array.from({ length: 1000 }, (_item, index) => {
  return { name: `Player number ${index}`, team: "green", score: index, speed: index / 8, ready: index % 3 === 0 };
});

/** The payloads by size, as JSON. */
export const payloads: Readonly<Record<Size, Payload>> = {
  small: payload(small, { ...small, unknown: 1 }, at(1, "unknown"), at("😀".repeat(2000), "text"), faultsOfMessage()),
  medium: payload(
    order,
    { ...order, unknown: 1 },
    at(1, "lines", 4, "unknown"),
    at("😀".repeat(200), "lines", 4, "title"),
    [
      at("no uuid", "id"),
      at("XX", "customer", "address", "country"),
      at("12345678901", "billing", "zip"),
      at(5, "customer", "phone"),
      at(undefined, "customer", "address"),
      at(1.5, "lines", 4, "quantity"),
      at(0, "lines", 4, "quantity"),
      at("1", "lines", 8, "price"),
      at(null, "lines", 8, "tags", 1),
      at(1, "notes", "gift"),
      at("lost", "status"),
    ],
  ),
  large: payload(
    large,
    large.map((item) => ({ ...item, unknown: 1 })),
    at(1, 999, "unknown"),
    at("😀".repeat(64), 500, "name"),
    [
      at("", 500, "name"),
      at("x".repeat(65), 500, "name"),
      at("yellow", 500, "team"),
      at(undefined, 500, "team"),
      at(1.5, 500, "score"),
      at(-1, 500, "score"),
      at("1", 500, "score"),
      at(-0.5, 500, "speed"),
      at(null, 500, "speed"),
      at("true", 500, "ready"),
    ],
  ),
  uuids: payload(
    uuids,
    uuids.map((item) => ({ ...item, unknown: 1 })),
    at(1, 999, "unknown"),
    at("😀".repeat(2000), 500, "text"),
    faultsOfMessage(500),
  ),
};

/** All sizes, in the order of the table. */
export const sizes: readonly Size[] = ["small", "medium", "large", "uuids"];
