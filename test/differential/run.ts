// The differential run: so many random schemas, each with so many values, compared with Zod.
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareReading, compareWriting, isCarried, type Mismatch } from "./compare.js";
import { toWire, type Recipe } from "./recipe.js";
import { recipes } from "./recipes.js";
import { emit, load } from "./subject.js";
import { mutated } from "./values.js";

/** What a run found. */
export interface Report {
  readonly schemas: number;
  readonly values: number;
  /** Schemas that the reader refused, by its reason. */
  readonly refused: ReadonlyMap<string, number>;
  readonly mismatches: readonly (Mismatch & { readonly emitted: string })[];
}

/** Runs `schemas` schemas with `values` values each. The same seed makes the same run. */
export async function differential(schemas: number, values: number, seed: number): Promise<Report> {
  const all = fc.sample(recipes(3), { numRuns: schemas, seed });
  const folder = mkdtempSync(join(tmpdir(), "actorgen-differential-"));
  const refused = new Map<string, number>();
  const subjects: { readonly recipe: Recipe; readonly files: ReadonlyMap<string, string>; readonly index: number }[] =
    [];
  for (const [index, recipe] of all.entries()) {
    const emitted = emit(recipe.schema, index % 3 === 0);
    if ("files" in emitted) subjects.push({ recipe, files: emitted.files, index });
    else refused.set(emitted.refused.slice(0, 60), (refused.get(emitted.refused.slice(0, 60)) ?? 0) + 1);
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
      // A Date has fields of Object.prototype's names, which Zod would read and a wire never has; nor does JSON carry one
      // where a schema takes anything.
      const plain = [...files.values()].some((text) => /own\(value|[jJ]son\(|writeLoose/.test(text));
      const unique = [...files.values()].some((text) => /read(?:Set|Map)\(/.test(text));
      const found = compareOne(recipe, own, values, seed + index, plain, unique);
      if (found)
        mismatches.push({ ...found, emitted: [...files].map(([path, text]) => `// ${path}\n${text}`).join("\n") });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { schemas: subjects.length, values: subjects.length * values, refused, mismatches };
}

function compareOne(
  recipe: Recipe,
  converters: Parameters<typeof compareReading>[1],
  values: number,
  seed: number,
  plain: boolean,
  unique: boolean,
): Mismatch | undefined {
  const wires = mutated(recipe.values.map(toWire), true);
  for (const wire of fc.sample(wires, { numRuns: Math.ceil(values / 2), seed })) {
    // A wire with one item twice is no set or map that was ever written.
    if (unique && holdsTwins(wire)) continue;
    const mismatch = compareReading(recipe, converters, wire);
    if (mismatch) return mismatch;
  }
  for (const value of fc.sample(mutated(recipe.values, plain), { numRuns: Math.floor(values / 2), seed })) {
    if (!isCarried(value)) continue;
    const mismatch = compareWriting(recipe, converters, value);
    if (mismatch && !(plain && holdsInstances(value))) return mismatch;
  }
  return undefined;
}

function holdsTwins(value: unknown): boolean {
  if (Array.isArray(value)) {
    const isPairs = value.every((item) => Array.isArray(item) && item.length === 2);
    const texts = value.map((item: unknown) => JSON.stringify(isPairs ? (item as unknown[])[0] : item));
    return new Set(texts).size < texts.length || value.some(holdsTwins);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(holdsTwins);
}

function holdsInstances(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsInstances);
  return Object.getPrototypeOf(value) !== Object.prototype || Object.values(value).some(holdsInstances);
}
