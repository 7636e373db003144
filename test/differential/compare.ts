// Compares emitted converters with Zod on one value, in every mode.
import { inspect, isDeepStrictEqual } from "node:util";
import type { Convert, Issue } from "../../src/protocol/issue.js";
import type { Differ } from "./issues.js";
import { foreign } from "./json-recipes.js";
import {
  bare,
  hasGap,
  holdsInstances,
  holdsUndefined,
  isPartOf,
  json,
  ordered,
  settled,
  structuralCopy,
} from "./plain-values.js";
import { toWire } from "./recipe.js";
import type { Converters } from "./subject.js";

/** A schema of either version, as far as it is asked here. */
export interface Oracle {
  safeParse(value: unknown): {
    readonly data?: unknown;
    readonly error?: { readonly issues: readonly unknown[] } | undefined;
  };
}

/** What is compared: a schema in its forms. */
export interface Tested {
  readonly schema: Oracle;
  readonly output: Oracle;
  readonly wireInput: Oracle;
  readonly wireOutput: Oracle;
}

/** What holds of the schema, and how its issues are compared. */
export interface Setting {
  readonly kinds: ReadonlySet<string>;
  readonly differ: Differ;
}

/** Where converter and Zod differ. */
export interface Mismatch {
  readonly mode: string;
  readonly value: unknown;
  readonly ours: unknown;
  readonly zods: unknown;
  readonly differ: Differ;
}

interface Outcome {
  /** Zod itself threw: it does where the sides of an intersection do not merge. */
  readonly threw?: true;
  /** The value holds a field that is there and undefined. */
  readonly holdsUndefined?: boolean;
  /** The value holds what JSON has no form for. */
  readonly holdsForeign?: boolean;
  readonly holdsInstances?: boolean;
  /** What was written, and what Zod reads of it. */
  readonly wire?: unknown;
  readonly again?: Outcome;
  readonly data?: unknown;
  readonly issues?: readonly Issue[];
}

function run(convert: Convert, value: unknown): Outcome {
  const issues: Issue[] = [];
  const data = convert(value, issues);
  return issues.length > 0 ? { issues } : { data };
}

function zod(schema: Oracle, value: unknown): Outcome {
  try {
    const result = schema.safeParse(bare(value));
    return result.error === undefined ? { data: result.data } : { issues: result.error.issues as readonly Issue[] };
  } catch {
    return { threw: true };
  }
}

function same(ours: Outcome, zods: Outcome, { kinds, differ }: Setting): boolean {
  // Zod throws where the sides of an intersection do not merge; the converter refuses, or an option beside it takes the value.
  if (zods.threw) return ours.issues !== undefined || ["union", "catch"].some((kind) => kinds.has(kind));
  // A Date has methods of Object.prototype's names, which Zod reads as fields.
  if (ours.holdsInstances && kinds.has("union") && kinds.has("object: inherited field")) return true;
  // A tuple with a gap has no form in JSON.
  if (ours.threw) return kinds.has("tuple");
  // What was stripped on its way may fit another option as well.
  if (kinds.has("xor") && ours.issues?.[0]?.code === "refused on arrival") return isAmbiguous(ours.issues[0]["issues"]);
  // Zod takes undefined where any value goes, which has no form on the wire; z.json refuses a field of it, which is absent there.
  if (ours.holdsUndefined && (kinds.has("json") || /expected: '(?:nonoptional|json)'/.test(shownIssues(ours))))
    return true;
  // z.json overlooks an own `__proto__`, whatever it is.
  if (kinds.has("json") && shownIssues(ours).includes("'__proto__'")) return true;
  if (kinds.has("union") && ours.again !== undefined && isNarrowed(ours, zods)) {
    return isAgreed(ours, ours.again, { kinds, differ });
  }
  // A loose record keeps what JSON has no form for, under the names that it does not check; then another option may take the value.
  if (ours.holdsForeign && kinds.has("record: loose"))
    return /expected: 'json'/.test(shownIssues(ours)) || kinds.has("union") || isAgreed(ours, zods, { kinds, differ });
  // So does Zod 3 wherever any value goes.
  if (ours.holdsForeign && kinds.has("zod3") && ["any", "unknown", "object: loose"].some((kind) => kinds.has(kind)))
    return /expected: 'json'/.test(shownIssues(ours)) || kinds.has("union") || isAgreed(ours, zods, { kinds, differ });
  // Nor has an absent item of a tuple a form before its rest.
  if (kinds.has("tuple: rest") && shownIssues(ours).includes("expected json, received undefined")) return true;
  return isAgreed(ours, zods, { kinds, differ });
}

function shownIssues({ issues }: Outcome): string {
  return inspect(issues, { depth: 40 });
}

/**
 * Where an option dropped what made an earlier one refuse the value, the earlier one reads the rest: so does Zod. Then all that was
 * written is of what Zod made of the value.
 */
function isNarrowed(ours: Outcome, zods: Outcome): boolean {
  return ours.issues === undefined && zods.issues === undefined && isPartOf(ours.wire, json(toWire(zods.data)));
}

function isAgreed(ours: Outcome, zods: Outcome, { kinds, differ }: Setting): boolean {
  if ((ours.issues === undefined) !== (zods.issues === undefined)) return false;
  if (ours.issues !== undefined && zods.issues !== undefined)
    return differ(ours.issues, zods.issues, kinds) === undefined;
  // What is read is as Zod has it, also where a tuple ends in undefined; what crossed the wire lacks that.
  const mine = ordered(ours.data);
  return isDeepStrictEqual(mine, ordered(settled(zods.data))) || isDeepStrictEqual(mine, ordered(zods.data));
}

function isAmbiguous(issues: unknown): boolean {
  return inspect(issues, { depth: 40 }).includes("more than one option matched");
}

/** Reading: what came from the wire, against Zod on its decoded form. */
export function compareReading(
  recipe: Tested,
  converters: Converters,
  wire: unknown,
  { kinds, differ }: Setting,
): Mismatch | undefined {
  const { readInput, readOutput, readInputRaw } = converters.value;
  const pairs: [string, Outcome, Outcome][] = [
    ["readInput", run(readInput, json(wire)), zod(recipe.wireInput, json(wire))],
    ["readOutput", run(readOutput, json(wire)), zod(recipe.wireOutput, json(wire))],
  ];
  const raw = run(readInputRaw, json(wire));
  const whole = pairs[0]?.[2].data;
  // Some schemas do not take what they themselves make of the wire: a Date passes for an empty object.
  if (pairs[0]?.[2].issues === undefined && !isDeepStrictEqual(settled(zod(recipe.schema, whole).data), settled(whole)))
    return firstMismatch(pairs, wire, { kinds, differ });
  // What the raw reader lets through Zod still judges; what it refuses, Zod refuses as well.
  const again = raw.issues ? raw : zod(recipe.schema, raw.data);
  const judged = again.data === undefined ? again : { data: settled(again.data) };
  pairs.push(["readInputRaw", judged, zod(recipe.wireInput, json(wire))]);
  return firstMismatch(
    pairs.filter(([mode, ours, zods]) => !(mode === "readInputRaw" && ours.issues && zods.issues)),
    wire,
    { kinds, differ },
  );
}

/** Writing: the verdict against Zod on the value, and what arrives at the other end against what Zod makes of it. */
export function compareWriting(
  recipe: Tested,
  converters: Converters,
  value: unknown,
  { kinds, differ }: Setting,
): Mismatch | undefined {
  const { writeInput, readInput, writeOutput, writeOutputParsed, readOutput } = converters.value;
  const before = structuralCopy(value);
  const parsed = zod(recipe.schema, structuralCopy(value));
  const marks = {
    holdsUndefined: holdsUndefined(value),
    holdsForeign: foreign(value, []).length > 0,
    holdsInstances: holdsInstances(value),
  };
  const pairs: [string, Outcome, Outcome][] = [
    ["writeInput -> readInput", there(run(writeInput, value), readInput, recipe.wireInput), parsed],
    ["args", argsThere(converters, value, recipe.wireInput), parsed],
  ];
  if (!isInputOnly(kinds))
    pairs.push(["writeOutput -> readOutput", there(run(writeOutput, value), readOutput, recipe.wireOutput), parsed]);
  if (!isInputOnly(kinds) && parsed.data !== undefined && zod(recipe.output, parsed.data).data !== undefined) {
    pairs.push([
      "writeOutputParsed -> readOutput",
      there(run(writeOutputParsed, parsed.data), readOutput, recipe.wireOutput),
      parsed,
    ]);
  }
  const mismatch = firstMismatch(
    pairs.map(([mode, ours, zods]) => [mode, { ...ours, ...marks }, zods]),
    value,
    { kinds, differ },
  );
  if (mismatch === undefined && !isDeepStrictEqual(before, value))
    return { mode: "the value was changed", value: before, ours: value, zods: before, differ };
  return mismatch;
}

// What a handler returns and a caller sends have different forms here.
function isInputOnly(kinds: ReadonlySet<string>): boolean {
  return ["stringbool", "preprocess", "coerce"].some((kind) => kinds.has(kind));
}

function there(written: Outcome, read: Convert, reader: Oracle): Outcome {
  if (written.issues) return written;
  // An absent tuple item before one with a default has no form in JSON; the reader warns of it.
  if (hasGap(written.data)) return { threw: true };
  const wire = json(written.data);
  const arrived = run(read, json(written.data));
  return arrived.issues
    ? { issues: [{ code: "refused on arrival", path: [], message: "", wire: written.data, issues: arrived.issues }] }
    : { ...arrived, wire, again: zod(reader, wire) };
}

function argsThere({ writeArgs, readArgs }: Converters, value: unknown, reader: Oracle): Outcome {
  const one: Oracle = { safeParse: (list) => reader.safeParse((list as unknown[])[0]) };
  const result = there(run(writeArgs, [value]), readArgs, one);
  if (result.issues) return { issues: result.issues.map((issue) => ({ ...issue, path: issue.path.slice(1) })) };
  return result.threw
    ? result
    : { ...result, data: (result.data as unknown[])[0], wire: (result.wire as unknown[])[0] };
}

function firstMismatch(
  pairs: readonly [string, Outcome, Outcome][],
  value: unknown,
  setting: Setting,
): Mismatch | undefined {
  const wrong = pairs.find(([, ours, zods]) => !same(ours, zods, setting));
  return wrong && { mode: wrong[0], value, ours: wrong[1], zods: wrong[2], differ: setting.differ };
}

/** The first issue in which the two differ, or the data. */
export function difference({ ours, zods, differ }: Mismatch): readonly [unknown, unknown] {
  const [mine, theirs] = [ours as Outcome, zods as Outcome];
  if (!mine.issues || !theirs.issues) return [mine.issues ?? mine.data, theirs.issues ?? theirs.data];
  return differ(mine.issues, theirs.issues, new Set()) ?? [mine.issues.length, theirs.issues.length];
}

/** Has this value a place in every position? `undefined` inside of a list has none on the wire. */
export function isCarried(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isCarried(item));
  if (value instanceof Map || value instanceof Set)
    return [...value].flat().every((item) => item !== undefined && isCarried(item));
  return typeof value !== "object" || value === null || Object.values(value).every(isCarried);
}
