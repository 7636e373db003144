// What a contestant does, told by running it: nothing is measured that does not check what the others check.
import { isDeepStrictEqual } from "node:util";
import type { Check } from "./contestant.js";
import { payloads, sizes, type Size } from "./payloads.js";

/** What a contestant was seen to do at every size. */
export interface Proof {
  /** Drops keys that the schema does not name, at the top and inside. */
  readonly strips: boolean;
  /** Counts the length of text in code points, as JSON Schema does, and not in UTF-16 units. */
  readonly countsCodePoints: boolean;
}

const parse = (text: string): unknown => JSON.parse(text);

function accepts(check: Check, text: string): boolean {
  try {
    check(parse(text));
    return true;
  } catch {
    return false;
  }
}

/** Runs the checks on good, bad and overfull values; throws when a good one is changed or refused, or a bad one accepted. */
export function prove(name: string, checks: Readonly<Record<Size, Check>>): Proof {
  const proofs = sizes.map((size) => {
    const { good, extra, deepExtra, astral, bad } = payloads[size];
    const check = checks[size];
    const wanted = parse(good);
    if (!isDeepStrictEqual(check(parse(good)), wanted)) throw new Error(`${name} changes a good ${size} value.`);
    for (const text of bad)
      if (accepts(check, text)) throw new Error(`${name} accepts a bad ${size} value: ${text.slice(0, 400)}`);
    const stripped = [extra, deepExtra].map((text) => isDeepStrictEqual(check(parse(text)), wanted));
    return { strips: stripped.every(Boolean), countsCodePoints: accepts(check, astral) };
  });
  return {
    strips: proofs.every(({ strips }) => strips),
    countsCodePoints: proofs.every(({ countsCodePoints }) => countsCodePoints),
  };
}
