// Compares emitted converters with Zod on one value, in every mode.
import { inspect, isDeepStrictEqual } from "node:util";
import type { ZodType } from "zod";
import { maxIssues, type Convert, type Issue } from "../../src/protocol/issue.js";
import { toWire, type Recipe } from "./recipe.js";
import type { Converters } from "./subject.js";

/** Where converter and Zod differ. */
export interface Mismatch {
  readonly mode: string;
  readonly value: unknown;
  readonly ours: unknown;
  readonly zods: unknown;
}

interface Outcome {
  /** Zod itself threw: it does where the sides of an intersection do not merge. */
  readonly threw?: true;
  readonly data?: unknown;
  readonly issues?: readonly Issue[];
}

function run(convert: Convert, value: unknown): Outcome {
  const issues: Issue[] = [];
  const data = convert(value, issues);
  return issues.length > 0 ? { issues } : { data };
}

function zod(schema: ZodType, value: unknown): Outcome {
  try {
    const result = schema.safeParse(bare(value));
    return result.success ? { data: result.data } : { issues: result.error.issues as unknown as readonly Issue[] };
  } catch {
    return { threw: true };
  }
}

// On the wire only own properties count, so Zod is shown objects that inherit none.
function bare(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [bare(key), bare(item)]));
  if (value instanceof Set) return new Set([...value].map(bare));
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.assign(
    Object.create(null) as object,
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bare(item)])),
  );
}

function json(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/** Undefined fields and -0 are what JSON makes of them. */
function settled(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [settled(key), settled(item)]));
  if (value instanceof Set) return new Set([...value].map(settled));
  if (Array.isArray(value)) return trimmed(value.map(settled));
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, settled(item)]])),
  );
}

function trimmed(list: readonly unknown[]): unknown[] {
  return list.slice(0, list.findLastIndex((item) => item !== undefined) + 1);
}

/** What is compared of an issue. Messages leave out the received type: the wire has other types. */
function shown(issue: Issue): unknown {
  const { code, path, message, expected, minimum, maximum, inclusive, exact, format, keys, divisor, origin, values } =
    issue;
  const texts = Array.isArray(values) ? values.map(String) : values;
  const bound = (value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
  const text = message.replace(/, received .*$/, "").replace(/(must match pattern .*\/)\w*$/, "$1");
  const fields = {
    expected,
    minimum: bound(minimum),
    maximum: bound(maximum),
    inclusive,
    exact,
    format,
    keys,
    divisor: bound(divisor),
    origin,
    values: texts,
  };
  return {
    code,
    path: path.map(String),
    message: text,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  };
}

// Where a string is too long no pattern is tried: here issues differ from Zod's on purpose.
// Nor is the length of what is neither string nor list, where Zod compares anything with anything.
function withoutPatterns(issues: readonly Issue[], zods: readonly Issue[]): readonly Issue[] {
  const long = zods.some((issue) => issue.code === "too_big" && issue["origin"] === "string");
  const known = issues.filter((issue) => issue["origin"] !== "unknown");
  return long ? known.filter((issue) => issue.code !== "invalid_format") : known;
}

function sameIssues(ours: readonly Issue[], zods: readonly Issue[]): boolean {
  const [mine, theirs] = [ours, zods].map((issues) => withoutPatterns(issues, zods).slice(0, maxIssues).map(shown)) as [
    unknown[],
    unknown[],
  ];
  // An option that has more issues than are kept may seem to fail by checks alone; which is said of it is not exact then.
  if (ours.length >= maxIssues && zods.some((issue) => issue.code === "invalid_union")) return true;
  // Where ours are full, a pattern left out here took the place of another issue.
  return isDeepStrictEqual(mine, ours.length >= maxIssues ? theirs.slice(0, mine.length) : theirs);
}

function same(ours: Outcome, zods: Outcome): boolean {
  if (zods.threw ?? ours.threw) return true;
  // What was stripped on its way may fit another option as well.
  if (inspect(ours.issues, { depth: 40 }).match(/refused on arrival.*more than one option matched/s)) return true;
  // What JSON cannot carry is refused where Zod takes anything.
  if (ours.issues !== undefined && inspect(ours.issues, { depth: 40 }).includes("expected: 'json'")) return true;
  if ((ours.issues === undefined) !== (zods.issues === undefined)) return false;
  if (ours.issues !== undefined && zods.issues !== undefined) return sameIssues(ours.issues, zods.issues);
  return isDeepStrictEqual(settled(ours.data), settled(zods.data));
}

/** Reading: what came from the wire, against Zod on its decoded form. */
export function compareReading(recipe: Recipe, converters: Converters, wire: unknown): Mismatch | undefined {
  const { readInput, readOutput, readInputRaw } = converters.value;
  const pairs: [string, Outcome, Outcome][] = [
    ["readInput", run(readInput, json(wire)), zod(recipe.wireInput, json(wire))],
    ["readOutput", run(readOutput, json(wire)), zod(recipe.wireOutput, json(wire))],
  ];
  const raw = run(readInputRaw, json(wire));
  const whole = pairs[0]?.[2].data;
  // Some schemas do not take what they themselves make of the wire: a Date passes for an empty object.
  if (!isDeepStrictEqual(settled(zod(recipe.schema, whole).data), settled(whole))) return firstMismatch(pairs, wire);
  // What the raw reader lets through Zod still judges; what it refuses, Zod refuses as well.
  pairs.push(["readInputRaw", raw.issues ? raw : zod(recipe.schema, raw.data), zod(recipe.wireInput, json(wire))]);
  return firstMismatch(
    pairs.filter(([mode, ours, zods]) => !(mode === "readInputRaw" && ours.issues && zods.issues)),
    wire,
  );
}

/** Writing: the verdict against Zod on the value, and what arrives at the other end against what Zod makes of it. */
export function compareWriting(recipe: Recipe, converters: Converters, value: unknown): Mismatch | undefined {
  const { writeInput, readInput, writeOutput, writeOutputParsed, readOutput } = converters.value;
  const before = structuralCopy(value);
  const parsed = zod(recipe.schema, structuralCopy(value));
  const pairs: [string, Outcome, Outcome][] = [
    ["writeInput -> readInput", there(run(writeInput, value), readInput), parsed],
    ["writeOutput -> readOutput", there(run(writeOutput, value), readOutput), parsed],
    ["args", argsThere(converters, value), parsed],
  ];
  if (parsed.data !== undefined && zod(recipe.output, parsed.data).data !== undefined) {
    pairs.push(["writeOutputParsed -> readOutput", there(run(writeOutputParsed, parsed.data), readOutput), parsed]);
  }
  const mismatch = firstMismatch(pairs, value);
  if (mismatch === undefined && !isDeepStrictEqual(before, value))
    return { mode: "the value was changed", value: before, ours: value, zods: before };
  return mismatch;
}

function there(written: Outcome, read: Convert): Outcome {
  if (written.issues) return written;
  // An absent tuple item before one with a default has no form in JSON; the reader warns of it.
  if (hasGap(written.data)) return { threw: true };
  const arrived = run(read, json(written.data));
  return arrived.issues
    ? { issues: [{ code: "refused on arrival", path: [], message: "", wire: written.data, issues: arrived.issues }] }
    : arrived;
}

function hasGap(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => item === undefined || hasGap(item));
  return typeof value === "object" && value !== null && Object.values(value).some(hasGap);
}

function argsThere({ writeArgs, readArgs }: Converters, value: unknown): Outcome {
  const result = there(run(writeArgs, [value]), readArgs);
  if (result.issues) return { issues: result.issues.map((issue) => ({ ...issue, path: issue.path.slice(1) })) };
  return result.threw ? result : { data: (result.data as unknown[])[0] };
}

function firstMismatch(pairs: readonly [string, Outcome, Outcome][], value: unknown): Mismatch | undefined {
  const wrong = pairs.find(([, ours, zods]) => !same(ours, zods));
  return wrong && { mode: wrong[0], value, ours: wrong[1], zods: wrong[2] };
}

function structuralCopy(value: unknown): unknown {
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [structuralCopy(key), structuralCopy(item)]));
  if (value instanceof Set) return new Set([...value].map(structuralCopy));
  if (Array.isArray(value)) return value.map(structuralCopy);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuralCopy(item)]));
}

/** The first issue in which the two differ, or the data. */
export function difference({ ours, zods }: Mismatch): readonly [unknown, unknown] {
  const [mine, theirs] = [ours as Outcome, zods as Outcome];
  if (!mine.issues || !theirs.issues) return [mine.issues ?? mine.data, theirs.issues ?? theirs.data];
  const zodIssues = theirs.issues;
  const [a = [], b = []] = [mine.issues, zodIssues].map((issues) => withoutPatterns(issues, zodIssues).map(shown));
  const at = a.findIndex((one, index) => !isDeepStrictEqual(one, b[index]));
  return at < 0 ? [a.length, b.length] : [a[at], b[at]];
}

/** May this value be written at all: has it a form that JSON can carry and Zod would not overlook? */
export function isCarried(value: unknown): boolean {
  const wire = toWire(value);
  return value === undefined || (isDeepStrictEqual(settled(json(wire)), settled(wire)) && !holdsUndefined(value));
}

function holdsUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.some(holdsUndefined);
  if (value instanceof Map) return [...value].flat().some(holdsUndefined);
  if (value instanceof Set) return [...value].some(holdsUndefined);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUndefined);
}
