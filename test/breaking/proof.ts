// Holds what the comparison says of random pairs against Zod itself: every witness, and every pair called compatible.
import fc from "fast-check";
import { compareContracts } from "../../src/codegen/breaking/compare.js";
import type { Change } from "../../src/codegen/breaking/change.js";
import type { Contracts } from "../../src/codegen/breaking/validators.js";
import { readContract } from "../../src/codegen/read/index.js";
import { defineActor, type Schema } from "../../src/schema/index.js";
import { toWire, type Recipe } from "../differential/recipe.js";
import { mutated } from "./mutations.js";
import { pairs, type Pair } from "./pairs.js";

/** What a run found. */
export interface ProofReport {
  readonly pairs: number;
  readonly positions: number;
  readonly breaking: number;
  readonly witnesses: number;
  readonly unproven: number;
  /** Unproven findings of which sampling found no break either. */
  readonly doubtful: number;
  /** Positions of which sampling found a break. */
  readonly sampled: number;
  readonly misses: readonly object[];
  readonly refuted: readonly object[];
  readonly loud: readonly object[];
}

type Side = "params" | "payload";

/** Compares so many random pairs, each with so many sampled values. */
export async function prove(count: number, values: number, seed: number): Promise<ProofReport> {
  const all = fc
    .sample(pairs, { numRuns: count, seed })
    .filter((pair) => pair.every((recipe) => isReadable(recipe.source)));
  const changes = await compareContracts(contracts(all.map(([old]) => old)), contracts(all.map(([, now]) => now)));
  const report = { positions: 0, breaking: 0, witnesses: 0, unproven: 0, doubtful: 0, sampled: 0 };
  const [misses, refuted, loud]: [object[], object[], object[]] = [[], [], []];
  for (const [index, pair] of all.entries()) {
    for (const side of ["params", "payload"] as const) {
      const found = changes.filter(
        ({ actor, at }) => actor === nameOf(index) && at.includes(side === "params" ? ".connParams" : ".events"),
      );
      const broken = found.filter(({ severity }) => severity === "breaking");
      report.positions++;
      if (broken.length > 0) report.breaking++;
      for (const change of broken) {
        if (change.witness === undefined) continue;
        report.witnesses++;
        if (!isBreak(pair, side, change.witness.payload)) refuted.push(told(pair, side, change, seed));
      }
      if (pair[0] === pair[1] && found.length > 0) loud.push(told(pair, side, found[0], seed));
      const sample = sampledBreak(pair, side, values, seed + index);
      if (sample !== undefined) report.sampled++;
      if (sample !== undefined && broken.length === 0)
        misses.push({ ...told(pair, side, found[0], seed), sample: sample.wire });
      if (broken.length > 0 && broken.every(({ unproven }) => unproven === true)) {
        report.unproven++;
        if (sample === undefined) report.doubtful++;
        if (process.env["SHOW"] === "unproven")
          console.log(JSON.stringify(told(pair, side, broken[0], seed)), JSON.stringify(sample));
      }
    }
  }
  return { pairs: all.length, ...report, misses, refuted, loud };
}

function nameOf(index: number): string {
  return `pair${index}`;
}

function contracts(recipes: readonly Recipe[]): Contracts {
  const exports = Object.fromEntries(recipes.map((recipe, index) => [nameOf(index), actorOf(recipe.source)]));
  const { contract, server } = readContract([{ source: "pairs.ts", exports }]);
  return { contract, server };
}

function actorOf(schema: Schema): object {
  return defineActor({ connParams: schema, events: { changed: schema } });
}

function isReadable(schema: Schema): boolean {
  const { diagnostics } = readContract([{ source: "pairs.ts", exports: { pair: actorOf(schema) } }]);
  return diagnostics.every(({ severity }) => severity !== "error");
}

// In: the old takes what the new refuses. Out: the new makes what the old refuses.
function isBreak([old, now]: Pair, side: Side, wire: unknown): boolean {
  return side === "params"
    ? accepts(old.wireInput, wire) !== undefined && accepts(now.wireInput, wire) === undefined
    : accepts(now.wireOutput, wire) !== undefined && accepts(old.wireOutput, wire) === undefined;
}

function accepts(schema: Recipe["schema"], wire: unknown): { readonly data: unknown } | undefined {
  try {
    const result = schema.safeParse(copy(wire));
    return result.success ? { data: result.data } : undefined;
  } catch {
    // Zod throws where the sides of an intersection do not merge.
    return undefined;
  }
}

function sampledBreak(pair: Pair, side: Side, count: number, seed: number): { readonly wire: unknown } | undefined {
  const [old, now] = pair;
  const sources = fc.oneof(mutated(old.values.map(toWire)), mutated(now.values.map(toWire)));
  for (const sample of fc.sample(sources, { numRuns: count, seed })) {
    const wire = copy(sample);
    const made = side === "params" ? accepts(old.wireInput, wire) : accepts(now.wireOutput, wire);
    if (made === undefined) continue;
    // What the maker strips is not sent.
    const sent = kept(wire, toWire(made.data));
    if (isBreak(pair, side, sent)) return { wire: sent };
  }
  return undefined;
}

// The value without what is not in its parsed form.
function kept(wire: unknown, parsed: unknown): unknown {
  if (Array.isArray(wire) && Array.isArray(parsed)) return wire.map((item, index) => kept(item, parsed[index]));
  if (!isPlain(wire) || !isPlain(parsed)) return wire;
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([name]) => Object.hasOwn(parsed, name))
      .map(([name, item]) => [name, kept(item, parsed[name])]),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copy(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : bare(JSON.parse(text) as unknown);
}

// On the wire only own properties count, so Zod is shown objects that inherit none.
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isPlain(value)) return value;
  return Object.assign(
    Object.create(null) as object,
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bare(item)])),
  );
}

function told(pair: Pair, side: Side, change: Change | undefined, seed: number): object {
  const nodes = pair.map(({ source }) => contracts([{ source } as Recipe]).contract.actors["pair0"]);
  return { seed, side, change, old: nodes[0]?.params, now: nodes[1]?.params };
}
