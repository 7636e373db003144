// Example strings and numbers, chosen by format, bounds and name.
import type { JsonSchema } from "../../schema/json-schema.js";

const formats: Readonly<Record<string, string>> = {
  uuid: "0b0e6d9c-6f52-4a4e-9d0c-2f5c0c3f6d5e",
  guid: "0b0e6d9c-6f52-4a4e-9d0c-2f5c0c3f6d5e",
  email: "ada@example.com",
  url: "https://example.com/",
  uri: "https://example.com/",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  date: "2026-01-05",
  time: "10:00:00",
  datetime: "2026-01-05T10:00:00Z",
  "date-time": "2026-01-05T10:00:00Z",
  duration: "PT5M",
  emoji: "🎲",
  nanoid: "V1StGXR8_Z5jdHi6B-myT",
  cuid: "cjld2cjxh0000qzrmn831i7rn",
  cuid2: "tz4a98xxat96iws9zmbrgj3a",
  ulid: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  hostname: "example.com",
  base64: "aGk=",
  hex: "c0ffee",
};

// Words that names end in, and a value that reads well there.
const names: readonly (readonly [RegExp, string])[] = [
  [/text|message|body|content$/i, "Hello everyone!"],
  [/user_?(?:id|name)?$/i, "ada"],
  [/player_?(?:id)?$/i, "ada"],
  [/(?:^|[a-z_])id$/i, "id-1"],
  [/room|channel|key$/i, "general"],
  [/name$/i, "Ada"],
  [/title$/i, "A title"],
];

/** A string that fits the node's format and length. What only a pattern says is not looked for. */
export function exampleText(node: JsonSchema, name: string): string {
  if (node["x-actorgen-secret"] === true) return "***";
  const given = [node.examples?.[0], node.default].find((value) => typeof value === "string");
  if (typeof given === "string") return given;
  const checks = node["x-actorgen-checks"] ?? [];
  const format = [node["x-actorgen-format"], node.format, ...checks.map((check) => check.format)].find(
    (one) => one !== undefined && formats[one] !== undefined,
  );
  if (format !== undefined) return formats[format] ?? "";
  const text = names.find(([pattern]) => pattern.test(name))?.[1] ?? (/^[\w ]+$/.test(name) ? name : "text");
  const bound = (kind: string): number | undefined => {
    const value = checks.find(({ check }) => check === kind || check === "length_equals")?.value;
    return typeof value === "number" ? value : undefined;
  };
  const least = node.minLength ?? bound("min_length") ?? 0;
  // No example is longer than this, whatever the schema asks for.
  const most = Math.min(node.maxLength ?? bound("max_length") ?? 200, 200);
  return [...text.padEnd(Math.min(least, 200), "x")].slice(0, most).join("");
}

/** A number within the node's bounds. */
export function exampleNumber(node: JsonSchema): number {
  const given = [node.examples?.[0], node.default].find((value) => typeof value === "number");
  if (typeof given === "number") return given;
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = node;
  if (multipleOf !== undefined) return multipleOf;
  const step = node.type === "integer" ? 1 : 0.5;
  const least = Math.max(minimum ?? -Infinity, exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + step);
  const most = Math.min(maximum ?? Infinity, exclusiveMaximum === undefined ? Infinity : exclusiveMaximum - step);
  return Math.max(Math.min(1, most), least);
}
