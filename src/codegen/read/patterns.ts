// Warns of patterns of the user's that one string can make very slow.
import { regexes } from "zod/v4/core";
import type { Check, JsonSchema } from "../../schema/json-schema.js";
import { backtrackingOf, type Backtracking } from "./backtracking.js";
import type { Findings } from "./findings.js";

/** A node with a pattern as it was found. */
export interface FoundPattern {
  readonly node: JsonSchema;
  readonly path: readonly string[];
}

/** Steps of a match that nobody notices: some hundredths of a second. */
const harmlessSteps = 10_000_000;
/** Quadratic patterns are many, and take seconds only for the longest strings that the wire carries. */
const harmlessDegree = 2;
/** Characters of a pattern that a message shows. */
const maxShown = 80;

/** Formats whose pattern Zod makes, where it is not one of `regexes`. */
const madeFormats = new Set("uuid datetime date time duration emoji mac nanoid cuid cuid2 ulid ipv4 cidrv4".split(" "));
const madeSources = new Set(Object.values(regexes).map((regex) => (regex instanceof RegExp ? regex.source : "")));

/** Does the node itself, not its parts, have a pattern that the user may have written? */
export function hasPattern(node: JsonSchema): boolean {
  return patternsOf(node).length > 0;
}

/** Reports the patterns that backtrack exponentially, or with a high power of a length that nothing bounds. */
export function checkPatterns(found: readonly FoundPattern[], findings: Findings): void {
  const known = new Map<string, Backtracking | undefined>();
  for (const { node, path } of found) {
    for (const { pattern, flags } of patternsOf(node)) {
      const literal = `/${pattern}/${flags}`;
      if (!known.has(literal)) known.set(literal, backtrackingOf(pattern, flags));
      const backtracking = known.get(literal);
      if (backtracking && isHarmful(backtracking, maxLength(node))) {
        findings.add("AG029", messageOf(literal, backtracking), path);
      }
    }
  }
}

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

function patternsOf(node: JsonSchema): readonly Pattern[] {
  if (node.pattern === undefined && node["x-actorgen-checks"] === undefined) return [];
  if (node.type !== "string" || node["x-actorgen-kind"] !== undefined) return [];
  const { pattern = "", "x-actorgen-flags": flags = "", "x-actorgen-format": format = "" } = node;
  const checks = node["x-actorgen-checks"] ?? [{ pattern, flags, format }];
  return checks.flatMap((check) => (madeFormats.has(check.format ?? "") ? [] : ownPatterns(check)));
}

function ownPatterns(check: Partial<Check>): readonly Pattern[] {
  return [check, check.hostname, check.protocol].flatMap((part) =>
    part?.pattern === undefined || madeSources.has(part.pattern)
      ? []
      : [{ pattern: part.pattern, flags: part.flags ?? "" }],
  );
}

function maxLength(node: JsonSchema): number {
  const bounds = (node["x-actorgen-checks"] ?? [])
    .filter(({ check }) => check === "max_length" || check === "length_equals")
    .map(({ value }) => Number(value));
  return Math.min(node.maxLength ?? Infinity, ...bounds);
}

function isHarmful({ degree }: Backtracking, length: number): boolean {
  return degree > harmlessDegree && (degree === Infinity ? 2 ** length : length ** degree) > harmlessSteps;
}

function messageOf(literal: string, { degree, repeated }: Backtracking): string {
  const shown = literal.length > maxShown ? `${literal.slice(0, maxShown)}…` : literal;
  const how = degree === Infinity ? "exponentially" : `with power ${degree} of the length`;
  return `\`${shown}\` backtracks ${how} on a string that repeats ${JSON.stringify(repeated)} and then does not match.`;
}
