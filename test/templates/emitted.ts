// Emitted converters of one schema, ready to be called.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Convert, Issue } from "../../src/protocol/issue.js";
import type { Schema } from "../../src/schema/index.js";
import { emit, load, type Converters } from "../differential/subject.js";

/** Reads, emits, bundles and imports the converters of a schema. Its files go when the test ends. */
export async function emitted(schema: Schema): Promise<Converters> {
  const folder = mkdtempSync(join(tmpdir(), "actorgen-converters-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const made = emit(schema, false);
  if (!("files" in made)) throw new Error(made.refused);
  const [converters] = (await load(folder, [made.files])).converters;
  if (converters === undefined) throw new Error("Nothing was emitted.");
  return converters;
}

/** What a converter makes of a value, or why it refuses it. */
export function outcome(convert: Convert, value: unknown): { readonly data: unknown } | { readonly issues: Issue[] } {
  const issues: Issue[] = [];
  const data = convert(value, issues);
  return issues.length > 0 ? { issues } : { data };
}
