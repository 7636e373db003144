// Recipes: random Zod schemas, each with its twins that read the wire directly, and with values that fit it.
import type fc from "fast-check";
import { z, type ZodType } from "zod";

/** One schema in its forms, and values for it. */
export interface Recipe {
  /** What a user writes. */
  readonly source: ZodType;
  /** The same without user code: its structure. */
  readonly schema: ZodType;
  /** Its output side: no defaults, no catch. */
  readonly output: ZodType;
  /** The same, taking the wire form and giving the value in memory. */
  readonly wireInput: ZodType;
  readonly wireOutput: ZodType;
  /** Values as a caller holds them; most fit. */
  readonly values: fc.Arbitrary<unknown>;
  /** May stand for nothing: a field of it may be left out. */
  readonly optional?: boolean;
  /** Has a form on the wire that its value in memory does not show, so that a union may not tell it from its neighbours. */
  readonly decodes?: boolean;
}

/** The forms of a recipe that hold a schema. */
export type Form = "source" | "schema" | "output" | "wireInput" | "wireOutput";

/** A recipe whose forms are all made the same way from the forms of its parts. */
export function build(
  make: (form: Form) => ZodType,
  values: fc.Arbitrary<unknown>,
  more: Partial<Omit<Recipe, Form | "values">> = {},
): Recipe {
  return {
    source: make("source"),
    schema: make("schema"),
    output: make("output"),
    wireInput: make("wireInput"),
    wireOutput: make("wireOutput"),
    values,
    ...more,
  };
}

/** A recipe of a schema whose wire form is another, read by `decode`, which leaves alone what is no wire form. */
export function wired(make: () => ZodType, decode: (value: unknown) => unknown, values: fc.Arbitrary<unknown>): Recipe {
  return build((form) => (form.startsWith("wire") ? decoded(decode, make()) : make()), values, { decodes: true });
}

/** The schema behind a decoder. Unlike a preprocessor's own, its value may not be left out. */
export function decoded(decode: (value: unknown) => unknown, schema: ZodType): ZodType {
  const twin = z.preprocess(decode, schema);
  twin._zod.optin = schema._zod.optin;
  return twin;
}

/** The wire form of a value in memory. */
export function toWire(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid" : value.toISOString();
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Number.isNaN(value)) return "NaN";
  if (value instanceof Map) return [...value].map(([key, item]) => [toWire(key), toWire(item)]);
  if (value instanceof Set) return [...value].map(toWire);
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWire(item)]));
}

/** A Date from the one spelling that the wire has. */
export function decodeDate(value: unknown): unknown {
  if (typeof value !== "string" || !/^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return value;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value ? date : value;
}

/** A bigint from decimal text. */
export function decodeBigint(value: unknown): unknown {
  return typeof value === "string" && /^(?:0|-?[1-9]\d*)$/.test(value) ? BigInt(value) : value;
}

const known = new Map<string, Uint8Array>();

/** Bytes from base64. Equal text is one array, as both sides of an intersection see one array in memory. */
export function decodeBytes(value: unknown): unknown {
  if (typeof value !== "string" || !z.base64().safeParse(value).success) return value;
  const bytes = known.get(value) ?? new Uint8Array(Buffer.from(value, "base64"));
  if (known.size > 10_000) known.clear();
  known.set(value, bytes);
  return bytes;
}
