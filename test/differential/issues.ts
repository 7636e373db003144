// Compares the issues of an emitted converter with Zod's, in order, with every field and those of nested issues.
import { isDeepStrictEqual } from "node:util";
import { maxIssues, type Issue } from "../../src/protocol/issue.js";

type Issues = readonly Issue[];

/** Compares the issues of a converter with Zod's: the first two that differ, or nothing. */
export type Differ = (
  ours: Issues,
  zods: Issues,
  kinds: ReadonlySet<string>,
) => readonly [unknown, unknown] | undefined;

/** The first pair in which the two lists differ; nothing where they agree. */
function issueDifference(ours: Issues, zods: Issues): readonly [unknown, unknown] | undefined {
  let at = 0;
  for (const issue of ours) {
    let theirs = zods[at];
    while (theirs !== undefined && !isLike(issue, theirs) && mayLack(theirs, zods)) {
      theirs = zods[++at];
    }
    if (theirs !== undefined && isLike(issue, theirs)) at++;
    else if (!isOfStrangeLength(issue, ours)) {
      return isCrowded(issue) || isCrowded(theirs) ? undefined : [issue, theirs];
    }
  }
  const missing = zods.slice(at).find((issue) => !mayLack(issue, zods));
  return missing === undefined || ours.length >= maxIssues ? undefined : [undefined, missing];
}

function mayLack(issue: Issue, all: Issues): boolean {
  return isBehindLength(issue, all) || isOfStrangeLength(issue, all);
}

function isLike(ours: Issue, zods: Issue): boolean {
  if (!isDeepStrictEqual(shown(ours), shown(zods))) return false;
  const [mine, theirs] = [nested(ours), nested(zods)];
  if (isOfJson(mine) || isOfJson(theirs)) return true;
  const pairs = mine.map((list, index) => [list, theirs[index] ?? []] as const);
  return mine.length === theirs.length && pairs.every(([a, b]) => issueDifference(a, b) === undefined);
}

/** The issues inside of an issue: of each option of a union, or of a key. */
function nested(issue: Issue): readonly Issues[] {
  const { errors, issues } = issue;
  return [...(Array.isArray(errors) ? (errors as Issues[]) : []), ...(Array.isArray(issues) ? [issues as Issues] : [])];
}

// An option with more issues than are kept may seem to fail by checks alone: what is said of that union is not exact.
function isCrowded(issue: Issue | undefined): boolean {
  if (issue === undefined) return false;
  return nested(issue).some((list) => list.length >= maxIssues || list.some(isCrowded));
}

// Zod's z.json is a union of six; the emitted converter has one branch.
function isOfJson(errors: readonly Issues[]): boolean {
  const types = errors.slice(0, 4).map((list) => list[0]?.["expected"]);
  return errors.length === 6 && types.join() === "string,number,boolean,null";
}

// Zod compares the length of what is neither string nor list with any bound, whatever that length is.
function isOfStrangeLength(issue: Issue, all: Issues): boolean {
  const isSamePlace = (other: Issue): boolean => isDeepStrictEqual(other.path, issue.path);
  return issue["origin"] === "unknown" && all.some((other) => other.code === "invalid_type" && isSamePlace(other));
}

// Where a string is too long no pattern is tried: here issues differ from Zod's on purpose.
function isBehindLength(issue: Issue, all: Issues): boolean {
  const isLong = (other: Issue): boolean =>
    other.code === "too_big" && other["origin"] === "string" && isDeepStrictEqual(other.path, issue.path);
  return issue.code === "invalid_format" && all.some(isLong);
}

// What Zod alone keeps beside an issue, and what is compared apart.
const unshown = new Set(["input", "inst", "continue", "received", "errors", "issues"]);

/**
 * All of an issue, but that messages leave out the received type (the wire has other types), that bigints are
 * their decimal text, that a key which no path can hold (a Map's) is not named, that whole numbers beyond the safe ones
 * have no note, and that flags without meaning are dropped.
 */
function shown(issue: Issue): unknown {
  const isLeftOut = (name: string): boolean =>
    unshown.has(name) ||
    (name === "key" && issue.code === "invalid_element") ||
    (name === "note" && issue["origin"] === "int");
  const fields = Object.entries(issue).filter(([name, value]) => !isLeftOut(name) && value !== undefined);
  return {
    ...Object.fromEntries(fields.map(([name, value]) => [name, plain(value)])),
    path: issue.path,
    message: bareFlags(issue.message.replace(/, received .*$/, "")),
  };
}

/** Zod 4's issues, in order and whole. */
export const zod4: Differ = (ours, zods) => issueDifference(ours, zods);

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "bigint" ? String(value) : typeof value === "string" ? bareFlags(value) : value;
}

// The flags `g` and `d` change nothing and are left out.
function bareFlags(text: string): string {
  return text.replace(
    /(\/)([gimsuyd]+)$/,
    (_all, slash: string, flags: string) => slash + flags.replaceAll(/[gd]/g, ""),
  );
}

// Zod 4's names of Zod 3's codes.
const renamed: Readonly<Record<string, string>> = {
  invalid_literal: "invalid_value",
  invalid_enum_value: "invalid_value",
  invalid_union_discriminator: "invalid_union",
  invalid_string: "invalid_format",
  invalid_date: "invalid_type",
  not_finite: "invalid_type",
  invalid_intersection_types: "custom",
};

/**
 * Zod 3: which codes stand at which paths, by Zod 4's names. Messages, fields, order and number are those of Zod 4. Where a
 * union, set or map is, Zod 3 reports in another way altogether, and below a list of the wrong length or a refused key it goes on.
 */
export const zod3: Differ = (ours, zods, kinds) => {
  if (["union", "set", "map"].some((kind) => kinds.has(kind)) || ours.length >= maxIssues) return undefined;
  const lists = [...[...ours, ...zods].filter(isOfLength).map(({ path }) => path), ...refusedKeys(ours)];
  const isBelow = (path: Issue["path"]): boolean =>
    lists.some((list) => isDeepStrictEqual(path.slice(0, list.length), list));
  const places = (issues: Issues): Set<string> =>
    new Set(
      issues
        .filter((issue) => !isBelow(issue.path) && !isBehindLength3(issue, issues) && !isOfWrongType(issue, issues))
        .map((issue) => `${name3(issue)} ${JSON.stringify(issue.path)}`),
    );
  const [mine, theirs] = [places(ours), places(zods)];
  const extra = [...mine].find((place) => !theirs.has(place));
  const missing = [...theirs].find((place) => !mine.has(place));
  return extra === undefined && missing === undefined ? undefined : [extra, missing];
};

// Zod 3 goes on to the value of a key that it refuses.
function refusedKeys(issues: Issues): Issue["path"][] {
  return issues.flatMap(({ code, path, keys }) => {
    if (code === "invalid_key") return [path];
    return code === "unrecognized_keys" ? [path, ...(keys as string[]).map((key) => [...path, key])] : [];
  });
}

function name3({ code, expected, issues }: Issue): string {
  // A key is reported for what is wrong with it.
  const [first] = Array.isArray(issues) ? (issues as Issues) : [];
  if (first !== undefined) return name3(first);
  // Zod 3 says of what is no string that it is of the wrong type for an enum.
  if (code === "invalid_type" && typeof expected === "string" && /['|]/.test(expected)) return "invalid_value";
  return renamed[code] ?? code;
}

function isOfLength(issue: Issue): boolean {
  return issue.code.startsWith("too_") && (issue["origin"] ?? issue["type"]) === "array";
}

// Zod 4 measures what is of the wrong type all the same.
function isOfWrongType(issue: Issue, all: Issues): boolean {
  return (
    issue.code.startsWith("too_") &&
    all.some(({ code, path }) => code === "invalid_type" && isDeepStrictEqual(path, issue.path))
  );
}

function isBehindLength3(issue: Issue, all: Issues): boolean {
  const isLong = (other: Issue): boolean => other.code === "too_big" && isDeepStrictEqual(other.path, issue.path);
  return /^invalid_(?:format|string)$/.test(issue.code) && all.some(isLong);
}
