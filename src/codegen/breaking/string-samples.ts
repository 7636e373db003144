// Texts at the boundaries of string schemas: lengths, formats, patterns, prefixes.
import type { Check, JsonSchema } from "../../schema/json-schema.js";
import { checksOf, numbersOf } from "./checks.js";
import { patternTexts } from "./pattern-texts.js";

/** Longer texts are not made. */
const maxLength = 100_000;

/** Texts of each format, by Zod's name. */
const ofFormat: Readonly<Record<string, readonly string[]>> = {
  email: ["a@example.com", "first.last+tag@sub.example.org"],
  uuid: [
    "0b0e6d9c-1f2a-4b3c-8d4e-5f6a7b8c9d0e",
    "00000000-0000-0000-0000-000000000000",
    "018f3c1a-7b2d-7c3e-9f4a-5b6c7d8e9f0a",
  ],
  guid: ["0b0e6d9c-1f2a-4b3c-8d4e-5f6a7b8c9d0e", "12345678-1234-1234-1234-123456789abc"],
  url: ["https://example.com/", "http://localhost:8080/a?b=c", "mailto:a@example.com", "ftp://example.com/"],
  emoji: ["😀"],
  nanoid: ["V1StGXR8_Z5jdHi6B-myT"],
  cuid: ["cjld2cjxh0000qzrmn831i7rn"],
  cuid2: ["tz4a98xxat96iws9zmbrgj3a"],
  ulid: ["01ARZ3NDEKTSV4RRFFQ69G5FAV"],
  xid: ["9m4e2mr0ui3e8a215n4g"],
  ksuid: ["0ujtsYcgvSTl8PAuAdqWYSMnLOv"],
  ipv4: ["192.168.0.1", "255.255.255.255"],
  ipv6: ["::1", "2001:db8::ff00:42:8329"],
  cidrv4: ["10.0.0.0/8"],
  cidrv6: ["2001:db8::/32"],
  base64: ["YQ==", "YWJj", ""],
  base64url: ["YQ", "YWJj", "-_8"],
  e164: ["+14155552671"],
  jwt: [
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2ln",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2ln",
  ],
  datetime: [
    "2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00.000Z",
    "2024-01-01T00:00:00.123456Z",
    "2024-01-01T00:00Z",
    "2024-01-01T00:00:00+02:00",
    "2024-01-01T00:00:00",
  ],
  date: ["2024-02-29"],
  time: ["12:00:00", "12:00", "12:00:00.5"],
  duration: ["P1DT2H"],
  hostname: ["example.com"],
  lowercase: ["abc"],
  uppercase: ["ABC"],
  mac: ["00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E"],
  hex: ["0af9"],
  credit_card: ["4111111111111111"],
  iban: ["DE89370400440532013000"],
};
const everyFormat = Object.values(ofFormat).map(([first]) => first ?? "");
const plain = [
  "a",
  "",
  "A",
  "ab",
  " ",
  " a ",
  "0",
  "1",
  "-1",
  "1.5",
  "true",
  "abc",
  "abcdefghij",
  "a b",
  "é",
  "😀",
  "NaN",
  "2024-01-01T00:00:00.000Z",
];

/** Texts for a string schema and what it is compared with; those that fit it come first. */
export function stringSamples(node: JsonSchema, hints: readonly JsonSchema[]): readonly string[] {
  const own = checksOf(node);
  const all = [...own, ...hints.flatMap(checksOf)];
  const shaped = [...all.flatMap(shapedTexts), ...affixed(own)];
  const lengths = [
    ...new Set(numbersOf(all, "min_length", "max_length", "length_equals").flatMap((n) => [n, n - 1, n + 1])),
  ]
    .filter((length) => length >= 0 && length <= maxLength)
    .sort((a, b) => a - b);
  const bases = [
    ...new Set([
      ...(shaped.length > 0 ? [shaped[0] ?? "a", ...shaped.filter((text) => fits(own, text)).slice(0, 3)] : []),
      "a",
    ]),
  ];
  const sized = lengths.flatMap((length) => bases.map((text) => stretched(text, length)));
  const emoji = lengths.map((length) => "😀".repeat(Math.min(length, 1_000)));
  const texts = [...new Set([...shaped, "a", "ab", ...sized, ...plain, ...everyFormat, ...emoji])];
  const aims = hints.filter(({ type }) => type === "string").map(checksOf);
  const rank = (text: string): number => (!fits(own, text) ? 2 : aims.every((checks) => fits(checks, text)) ? 0 : 1);
  const ranked = texts.map((text) => [rank(text), text] as const);
  return [0, 1, 2].flatMap((wanted) => ranked.flatMap(([mine, text]) => (mine === wanted ? [text] : [])));
}

function shapedTexts(check: Check): readonly string[] {
  const known = check.format === undefined ? [] : (ofFormat[check.format] ?? []);
  const matching = check.pattern === undefined ? [] : patternTexts(check.pattern, check.flags ?? "");
  return [...known, ...matching, ...affixed([check]), ...jwtOf(check)];
}

function jwtOf({ format, algorithm }: Check): readonly string[] {
  if (format !== "jwt" || algorithm === undefined) return [];
  const header = Buffer.from(`{"alg":"${algorithm}","typ":"JWT"}`).toString("base64url");
  return [`${header}.eyJzdWIiOiIxIn0.c2ln`];
}

// One text with all prefixes, inner parts and suffixes.
function affixed(checks: readonly Check[]): readonly string[] {
  const parts = (name: Check["check"]): readonly string[] =>
    checks.flatMap(({ check, value }) => (check === name && typeof value === "string" ? [value] : []));
  const [starts, inner, ends] = [parts("starts_with"), parts("includes"), parts("ends_with")];
  if (starts.length + inner.length + ends.length === 0) return [];
  const start = [...starts].sort((a, b) => b.length - a.length)[0] ?? "";
  const end = [...ends].sort((a, b) => b.length - a.length)[0] ?? "";
  const at = Math.max(0, ...checks.flatMap(({ position }) => position ?? 0));
  return [`${start.padEnd(at, "a")}${inner.join("")}${end}`, `${start}${inner.join("")}a${end}`];
}

// A text of this many code points that keeps its ends.
function stretched(text: string, length: number): string {
  const points = [...text];
  if (points.length >= length) return points.slice(0, length).join("");
  const middle = Math.ceil(points.length / 2);
  const filler = (points[middle - 1] ?? "a").repeat(length - points.length);
  return `${points.slice(0, middle).join("")}${filler}${points.slice(middle).join("")}`;
}

/** Does a text pass these checks, as far as they can be told here? Formats decided by code are not. */
function fits(checks: readonly Check[], text: string): boolean {
  const length = [...text].length;
  return checks.every(({ check, value, pattern, flags, format, position }) => {
    if (pattern !== undefined) return matches(pattern, flags ?? "", text);
    if (format !== undefined) return (ofFormat[format] ?? [text]).includes(text);
    if (check === "min_length") return length >= Number(value);
    if (check === "max_length") return length <= Number(value);
    if (check === "length_equals") return length === Number(value);
    if (check === "starts_with") return text.startsWith(String(value));
    if (check === "ends_with") return text.endsWith(String(value));
    if (check === "includes") return text.includes(String(value), position);
    return true;
  });
}

function matches(pattern: string, flags: string, text: string): boolean {
  // Patterns may be the user's own: they are tried on short texts alone.
  return text.length <= 2_000 && new RegExp(pattern, flags.replace(/[gy]/g, "")).test(text);
}
