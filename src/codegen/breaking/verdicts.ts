// What one contract says of wire values at one position: accepted or refused, and what its own side would send.
import { hasUserCode } from "../../../templates/typescript/view.js";
import type { Convert, Issue } from "../../protocol/issue.js";
import { parseJson } from "../parse-json.js";
import type { Definitions } from "./nodes.js";
import type { Converters, Slot } from "./validators.js";

/** A value that was accepted, in the form asked for; or the reasons against it. */
export type Verdict = { readonly value: unknown } | { readonly issues: readonly Issue[] };

/** One side of a comparison. */
export interface Verdicts {
  /** Does a server take this wire value in? Of schemas with user code the structure alone is judged. */
  arrives(wire: unknown): Verdict;
  /** What a client sends, given this wire value: the same without what it would strip. */
  sent(wire: unknown): Verdict;
  /** What a server sends, given this wire value: defaults filled in, what it strips left out. */
  emitted(wire: unknown): Verdict;
  /** Does a client take this wire value as a result or payload? Gives the value in memory. */
  reads(wire: unknown): Verdict;
  /** Does a server take this value in memory as one that it stored? */
  keeps(memory: unknown): Verdict;
}

/** Nothing declared: only the absent value is ever sent, and whatever comes is ignored. */
export const undeclared: Verdicts = {
  arrives: (value) => ({ value }),
  sent: (value) => (value === undefined ? { value } : refusedByNothing),
  emitted: (value) => (value === undefined ? { value } : refusedByNothing),
  reads: (value) => ({ value }),
  keeps: (value) => ({ value }),
};

const refusedByNothing: Verdict = {
  issues: [{ code: "invalid_type", path: [], message: "Nothing is declared here." }],
};

/** The verdicts of emitted converters. */
export function verdictsOf(converters: Converters, slot: Slot, definitions: Definitions): Verdicts {
  const nodes = "value" in slot ? [slot.value] : slot.args.map(({ schema }) => schema);
  const userCode = nodes.some((node) => hasUserCode(node, definitions));
  const { readInput, readInputRaw, writeInput, writeOutput, writeOutputParsed, readOutput } = converters;
  const arrives = (wire: unknown): Verdict => run(userCode ? readInputRaw : readInput, jsonCopy(wire));
  return {
    arrives,
    sent: (wire) => {
      const accepted = arrives(wire);
      if ("issues" in accepted) return accepted;
      const written = then(run(readInputRaw, jsonCopy(wire)), (value) => run(writeInput, value));
      // What a catch lets pass is not sent by a client of ours, but by others.
      return "issues" in written ? { value: wire } : { value: jsonCopy(written.value) };
    },
    emitted: (wire) => {
      const memory = run(userCode ? readOutput : readInputRaw, jsonCopy(wire));
      const written = then(memory, (value) => run(userCode ? writeOutputParsed : writeOutput, value));
      return then(written, (value) => ({ value: jsonCopy(value) }));
    },
    reads: (wire) => run(readOutput, jsonCopy(wire)),
    keeps: (memory) => run(writeOutput, memory),
  };
}

function run(convert: Convert, value: unknown): Verdict {
  const issues: Issue[] = [];
  const converted = convert(value, issues);
  return issues.length > 0 ? { issues } : { value: converted };
}

function then(verdict: Verdict, next: (value: unknown) => Verdict): Verdict {
  return "issues" in verdict ? verdict : next(verdict.value);
}

/** A copy as it arrives over the wire: converters decode in place. */
export function jsonCopy(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : parseJson(text);
}
