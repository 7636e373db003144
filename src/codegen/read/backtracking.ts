// How badly a regular expression backtracks, told from the expression alone: it is never run.
import { createRequire } from "node:module";
import type { AST } from "@eslint-community/regexpp";
import type { CharSet } from "refa";
import type * as scslre from "scslre";
import type { Report } from "scslre";
import { ambiguousText, type RegexLibraries } from "./ambiguous-loop.js";

/** What makes an expression slow. */
export interface Backtracking {
  /** Time grows with this power of the text's length: 2 is quadratic. Infinity is exponential. */
  readonly degree: number;
  /** The expression is slow where this is repeated and the text does not match in the end. */
  readonly repeated: string;
}

/** Expressions longer than this, in characters, are not looked at. */
const maxSource = 2_000;
/** Nor are expressions with more quantifiers: the time to tell grows with their third power. */
const maxQuantifiers = 40;
/** Findings of one expression that are looked at: each of its quantifiers may clash with every other. */
const maxReports = 100;

/**
 * The worst way in which this expression backtracks; undefined when time grows with the length alone, and when the
 * expression is too large to tell.
 *
 * @example
 * backtrackingOf("^(a+)+$", ""); // { degree: Infinity, repeated: "a" }
 */
export function backtrackingOf(source: string, flags: string): Backtracking | undefined {
  if (source.length > maxSource || source.split(/[*+{]/).length > maxQuantifiers) return undefined;
  try {
    return worst(source, flags);
  } catch {
    // Syntax that the libraries do not know.
    return undefined;
  }
}

function worst(source: string, flags: string): Backtracking | undefined {
  libraries ??= loadLibraries();
  const { reports, parsed } = libraries.scslre.analyse({ source, flags }, { maxReports });
  const exponential = reports.find((report) => report.exponential);
  if (exponential) return { degree: Infinity, repeated: exponential.character.pick };
  const ambiguous = ambiguousText(parsed, libraries);
  if (ambiguous !== undefined) return { degree: Infinity, repeated: ambiguous };
  const powers = reports.map((report) => ({ degree: degreeOf(report, reports), repeated: report.character.pick }));
  return powers.sort((one, other) => other.degree - one.degree)[0];
}

let libraries: (RegexLibraries & { readonly scslre: typeof scslre }) | undefined;

// They take 30 ms of CPU to load, and few schemas have patterns of their own.
function loadLibraries(): NonNullable<typeof libraries> {
  const require = createRequire(import.meta.url);
  return { scslre: require("scslre"), refa: require("refa"), regexpp: require("@eslint-community/regexpp") };
}

/** The power to which this finding raises the time, with those that add to it. */
function degreeOf(report: Report, reports: readonly Report[]): number {
  const { set } = report.character;
  switch (report.type) {
    case "Self":
      return report.parentQuant.max;
    case "Move":
      // Begun anew at each position of the text.
      return 1 + longestChain(report.quant, set, reports, []);
    case "Trade":
      return longestChain(report.startQuant, set, reports, []);
  }
}

/** How many quantifiers in a row, from this one on, can trade the same characters. */
function longestChain(
  quantifier: AST.Quantifier,
  set: CharSet,
  reports: readonly Report[],
  before: readonly AST.Quantifier[],
): number {
  const chain = [...before, quantifier];
  const rest = reports.map((report) => {
    if (report.type !== "Trade" || report.startQuant !== quantifier || chain.includes(report.endQuant)) return 0;
    const shared = set.intersect(report.character.set);
    return shared.isEmpty ? 0 : longestChain(report.endQuant, shared, reports, chain);
  });
  return 1 + Math.max(...rest);
}
