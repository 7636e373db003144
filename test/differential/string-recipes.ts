// Random string schemas: checks in any order, formats, and values near to what they ask for.
import fc from "fast-check";
import { z, type ZodString, type ZodType } from "zod";
import { build, type Recipe } from "./recipe.js";

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "",
    "a",
    "abc",
    "cab",
    "cc",
    "Abc",
    " padded ",
    "😀",
    "😀😀😀",
    "\uD800",
    "\uDC00x",
    "12",
    "-1.5",
    "null",
    "__proto__",
    "a\nb",
  ),
);

const patterns = [/^a/, /b$/i, /^[a-z]*$/, /\d+/g, /c/y, /^\p{L}+$/u, /a\/b/, /^.$/s, /x{2,}/, /^b$/m, /a(b)/d];

type StringCheck = (schema: ZodString) => ZodString;

const stringCheck: fc.Arbitrary<StringCheck> = fc.oneof(
  fc.nat({ max: 6 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.min(n),
  ),
  fc.nat({ max: 8 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.max(n),
  ),
  fc.nat({ max: 5 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.length(n),
  ),
  fc.constantFrom(...patterns).map(
    (regex): StringCheck =>
      (schema) =>
        schema.regex(regex),
  ),
  fc.constantFrom("a", "ab", ".").map(
    (text): StringCheck =>
      (schema) =>
        schema.startsWith(text),
  ),
  fc.constantFrom("c", "bc", "$").map(
    (text): StringCheck =>
      (schema) =>
        schema.endsWith(text),
  ),
  fc.constantFrom("b", "").map(
    (text): StringCheck =>
      (schema) =>
        schema.includes(text),
  ),
  fc.constantFrom("b", "c").map(
    (text): StringCheck =>
      (schema) =>
        schema.includes(text, { position: 1 }),
  ),
  fc.constant<StringCheck>((schema) => schema.lowercase()),
  fc.constant<StringCheck>((schema) => schema.uppercase()),
  fc.constant<StringCheck>((schema) => schema.trim()),
  fc.constant<StringCheck>((schema) => schema.toLowerCase()),
  fc.constant<StringCheck>((schema) => schema.toUpperCase()),
  fc.constant<StringCheck>((schema) => schema.normalize("NFKC")),
  fc.constant<StringCheck>((schema) => schema.slugify()),
  fc.nat({ max: 4 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.min(n, { abort: true }),
  ),
  fc.nat({ max: 4 }).map(
    (n): StringCheck =>
      (schema) =>
        schema.max(n, "too much"),
  ),
);

function isLimited(schema: ZodString): boolean {
  return schema.def.checks?.some((check) => /^(?:max_length|length_equals)$/.test(check._zod.def.check)) ?? false;
}

function stopsEarly(schema: ZodString): boolean {
  return schema.def.checks?.some((check) => check._zod.def.abort === true) ?? false;
}

/** A string with up to three checks. After a change of the text no check before it need hold. */
export const strings: fc.Arbitrary<Recipe> = fc.array(stringCheck, { maxLength: 3 }).map((checks) =>
  build((form) => {
    const whole = checks.reduce((schema, check) => check(schema), z.string());
    // No pattern sees text that is too long, so what follows an early stop beside a limit is not Zod's.
    const all = stopsEarly(whole) && isLimited(whole) ? z.string() : whole;
    const last = all.def.checks?.findLastIndex((check) => check._zod.def.check === "overwrite") ?? -1;
    if (last < 0 || !/output/i.test(form)) return all;
    return checks.slice(last + 1).reduce((schema, check) => check(schema), z.string());
  }, word),
);

const formats: readonly (readonly [() => ZodType, readonly string[]])[] = [
  [() => z.uuid(), ["123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"]],
  [() => z.uuidv4(), ["123e4567-e89b-42d3-a456-426614174000"]],
  [() => z.guid(), ["123e4567-e89b-92d3-c456-426614174000"]],
  [() => z.email(), ["a@b.co", "a..b@c.de", "a@b"]],
  [() => z.url(), ["https://a.b/c", " https://a.b ", "http:a.b", "mailto:x", "https://exa\nmple.com"]],
  [
    () => z.url({ hostname: /^a\.b$/, protocol: /^https$/ }),
    ["https://a.b/c", "http://a.b", "https://c.d", "ftp://c.d"],
  ],
  [() => z.url({ normalize: true }), ["HTTPS://A.B", "x"]],
  [() => z.httpUrl(), ["http://example.com", "http:/example.com", "ftp://example.com"]],
  [() => z.hostname(), ["a.b", "-a"]],
  [() => z.emoji(), ["😀", "a", "👍🏽"]],
  [() => z.nanoid(), ["V1StGXR8_Z5jdHi6B-myT"]],
  [() => z.cuid(), ["cjld2cjxh0000qzrmn831i7rn"]],
  [() => z.cuid2(), ["tz4a98xxat96iws9zmbrgj3a"]],
  [() => z.ulid(), ["01ARZ3NDEKTSV4RRFFQ69G5FAV"]],
  [() => z.xid(), ["9m4e2mr0ui3e8a215n4g"]],
  [() => z.ksuid(), ["0o5Fs0EELR0fUjHjbCnEtdUwQe3"]],
  [() => z.ipv4(), ["1.2.3.4", "1.2.3.400"]],
  [() => z.ipv6(), ["::1", "::1\n", "fe80::1%eth0", "1::2::3"]],
  [() => z.mac(), ["00:1A:2B:3C:4D:5E", "00-1A"]],
  [() => z.cidrv4(), ["1.2.3.0/24", "1.2.3.0/33"]],
  [() => z.cidrv6(), ["::/0", "::1/129", "::1", "::1/01"]],
  [() => z.base64(), ["", "YQ==", "YQ", "Y Q="]],
  [() => z.base64url(), ["", "YQ", "YQ==", "-_"]],
  [() => z.e164(), ["+4915112345678", "0123"]],
  [() => z.jwt(), ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x", "a.b.c", "bnVsbA==.e30.x"]],
  [() => z.jwt({ alg: "HS512" }), ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x"]],
  [() => z.creditCard(), ["4111 1111 1111 1111", "4111111111111112"]],
  [() => z.iban(), ["DE89370400440532013000", "DE88370400440532013000"]],
  [() => z.iso.datetime(), ["2024-02-29T12:00:00Z", "2023-02-29T12:00:00Z", "2024-01-01T00:00:00+02:00"]],
  [() => z.iso.datetime({ offset: true, local: true }), ["2024-01-01T00:00:00+02:00", "2024-01-01T00:00"]],
  [() => z.iso.date(), ["2024-02-29", "2024-2-9"]],
  [() => z.iso.time({ precision: 0 }), ["12:00:00", "12:00"]],
  [() => z.iso.duration(), ["P1D", "P"]],
  [() => z.hex(), ["00ff", "xyz"]],
  [() => z.hash("md5"), ["d41d8cd98f00b204e9800998ecf8427e", "d41d"]],
  [() => z.currencyCode(), ["EUR", "eur", "XYZW"]],
  [() => z.uuidv6(), ["1ef21d2f-1207-6660-8c4f-419efbd44d48"]],
  [() => z.uuidv7(), ["018f8e3e-7c1a-7c1a-8c1a-018f8e3e7c1a"]],
  [() => z.email("no address"), ["a@b.co", "a"]],
  [() => z.iso.datetime({ precision: 3 }), ["2024-02-29T12:00:00.000Z", "2024-02-29T12:00:00Z"]],
  [() => z.uuid().max(10), ["123e4567-e89b-12d3-a456-426614174000", "abc"]],
  [() => z.email().min(3).lowercase(), ["A@b.co"]],
  [() => z.stringFormat("even", /^(?:..)*$/), ["ab", "abc"]],
];

/** A string of each format that Zod has a name for, and of each pattern. */
export const eachString: readonly Recipe[] = [
  ...formats.map(([make, texts]) => build(make, fc.oneof(fc.constantFrom(...texts), word))),
  ...patterns.map((pattern) => build(() => z.string().regex(pattern).max(6), word)),
];

/** One of them. */
export const formatted: fc.Arbitrary<Recipe> = fc.constantFrom(...eachString);
