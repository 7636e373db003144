// The differential run: so many random schemas, each with so many values, compared with Zod.
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareReading, compareWriting, isCarried, type Mismatch, type Setting, type Tested } from "./compare.js";
import { kindsOf, kindsOf3 } from "./coverage.js";
import { zod3, zod4, type Differ } from "./issues.js";
import { toWire } from "./recipe.js";
import { eachLeaf } from "./leaf-recipes.js";
import { holding, recipes } from "./recipes.js";
import { emit, load } from "./subject.js";
import type { Schema } from "../../src/schema/index.js";
import { zod3Recipes } from "./zod3-recipes.js";
import { mutated } from "./values.js";

/** What a run found. */
export interface Report {
  readonly schemas: number;
  readonly values: number;
  /** Schemas that the reader refused, by its reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** How many schemas hold each construct. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly mismatches: readonly (Mismatch & { readonly emitted: string })[];
}

/** Runs `schemas` schemas with `values` values each. The same seed makes the same run. */
export async function differential(schemas: number, values: number, seed: number): Promise<Report> {
  // Every fourth schema is about one leaf, each in turn, so that none is left to chance.
  const all = fc.sample(recipes(3), { numRuns: schemas, seed }).map((recipe, index) => {
    const leaf = eachLeaf[((seed + index) >> 2) % eachLeaf.length];
    return leaf !== undefined && (seed + index) % 4 === 0 ? holding(leaf, seed + index) : recipe;
  });
  return run(all, values, seed, zod4, ({ source }) => kindsOf(source));
}

/** The same with schemas of Zod 3. */
export async function differential3(schemas: number, values: number, seed: number): Promise<Report> {
  const all = fc.sample(zod3Recipes(3), { numRuns: schemas, seed });
  return run(all, values, seed, zod3, ({ source }) => kindsOf3(source));
}

interface Subject extends Tested {
  readonly source: Schema;
  readonly values: fc.Arbitrary<unknown>;
}

async function run<S extends Subject>(
  all: readonly S[],
  values: number,
  seed: number,
  differ: Differ,
  kindsIn: (subject: S) => ReadonlySet<string>,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "actorgen-differential-"));
  const refused = new Map<string, number>();
  const counts = new Map<string, number>();
  const subjects: { readonly recipe: S; readonly files: ReadonlyMap<string, string>; readonly index: number }[] = [];
  for (const [index, recipe] of all.entries()) {
    const emitted = emit(recipe.source, index % 3 === 0);
    if ("files" in emitted) {
      subjects.push({ recipe, files: emitted.files, index });
      for (const kind of kindsIn(recipe)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    } else refused.set(emitted.refused.slice(0, 60), (refused.get(emitted.refused.slice(0, 60)) ?? 0) + 1);
  }
  const mismatches: (Mismatch & { emitted: string })[] = [];
  try {
    const { converters } = await load(
      folder,
      subjects.map(({ files }) => files),
    );
    for (const [position, { recipe, files, index }] of subjects.entries()) {
      const own = converters[position];
      if (own === undefined) continue;
      const found = compareOne(recipe, own, values, seed + index, { kinds: kindsIn(recipe), differ });
      if (found)
        mismatches.push({ ...found, emitted: [...files].map(([path, text]) => `// ${path}\n${text}`).join("\n") });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { schemas: subjects.length, values: subjects.length * values, refused, kinds: counts, mismatches };
}

function compareOne(
  recipe: Subject,
  converters: Parameters<typeof compareReading>[1],
  values: number,
  seed: number,
  setting: Setting,
): Mismatch | undefined {
  const { kinds } = setting;
  const wires = mutated(recipe.values.map(toWire));
  for (const wire of fc.sample(wires, { numRuns: Math.ceil(values / 2), seed })) {
    const mismatch = compareReading(recipe, converters, wire, setting);
    if (mismatch) return mismatch;
  }
  // A Date has methods of Object.prototype's names, which Zod would read as fields.
  const beside = kinds.has("object: inherited field") ? "none" : kinds.has("zod3") ? "zod3" : "all";
  for (const value of fc.sample(mutated(recipe.values, beside), { numRuns: Math.floor(values / 2), seed })) {
    if (!isCarried(value)) continue;
    const mismatch = compareWriting(recipe, converters, value, setting);
    if (mismatch) return mismatch;
  }
  return undefined;
}
