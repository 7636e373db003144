// Looks for payloads that one contract makes and the other refuses, and proves each with the converters of both.
import type { Issue } from "../../protocol/issue.js";
import type { Witness } from "./change.js";
import type { Direction } from "./subset.js";
import { jsonCopy, type Verdict, type Verdicts } from "./verdicts.js";

/** Samples that are tried at one position. */
const maxSamples = 6_000;
/** Findings of one position: each refused path is one. */
const maxPaths = 12;

const says: Readonly<Record<Direction, string>> = {
  in: "the old contract accepts, the new one refuses",
  out: "the new contract emits, the old one refuses",
  kept: "the old contract stores, the new one refuses",
};

/** What is compared at one position. */
export interface Contest {
  readonly direction: Direction;
  /** Who makes the values: the old contract, or for `out` the new one. */
  readonly maker: Verdicts;
  readonly taker: Verdicts;
  readonly samples: Iterable<unknown>;
  /** A property that neither contract knows. */
  readonly unknownKey: string;
}

/** The first witness of each refused path, in the order in which they were found. */
export function findWitnesses(contest: Contest): readonly Witness[] {
  const found = new Map<string, Witness>();
  let left = maxSamples;
  for (const sample of contest.samples) {
    if (left-- <= 0 || found.size >= maxPaths) break;
    const witness = witnessOf(sample, contest);
    if (witness === undefined) continue;
    const path = generalPath(witness.path);
    // A value that is refused as a whole says no more than one whose part is.
    if (!found.has(path)) found.set(path, witness);
  }
  return [...found.values()];
}

/** Does this very value prove a break? */
export function witnessOf(sample: unknown, { direction, maker, taker, unknownKey }: Contest): Witness | undefined {
  const witness = (payload: unknown, refusal: Verdict): Witness | undefined =>
    "issues" in refusal ? { payload, ...reasonOf(refusal.issues), says: says[direction] } : undefined;
  if (direction === "kept") {
    const stored = maker.emitted(sample);
    if ("issues" in stored) return undefined;
    const memory = maker.reads(jsonCopy(stored.value));
    return "issues" in memory ? undefined : witness(stored.value, taker.keeps(memory.value));
  }
  if (direction === "out") {
    const emitted = maker.emitted(sample);
    return "issues" in emitted ? undefined : witness(emitted.value, taker.reads(emitted.value));
  }
  const sent = maker.sent(sample);
  if ("issues" in sent) return undefined;
  const direct = witness(sent.value, taker.arrives(sent.value));
  if (direct !== undefined) return direct;
  // A client of ours strips what its contract does not name, one of another make need not. Only a key that neither
  // contract knows shows that: what the new contract names, nobody sent before.
  const bare = withoutKey(sample, unknownKey);
  const isSent = canonical(bare) === canonical(withoutKey(sent.value, unknownKey));
  return isSent && canonical(bare) !== canonical(sample) ? witness(sample, taker.arrives(sample)) : undefined;
}

function reasonOf(issues: readonly Issue[]): Pick<Witness, "path" | "reason"> {
  const [issue] = issues;
  return { path: issue?.path ?? [], reason: issue?.message ?? "Invalid input" };
}

/** A path in which every index is the same. */
export function generalPath(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map((part) => (typeof part === "number" ? 0 : part)));
}

function withoutKey(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutKey(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== key)
      .map(([name, part]) => [name, withoutKey(part, key)]),
  );
}

// Text that does not depend on the order of keys.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const entries = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`);
  return `{${entries.sort().join()}}`;
}
