// Reads one schema at an argument and at a result, for tests.
import { defineActor, type JsonSchema, type Schema } from "../../src/schema/index.js";
import { readContract, type ReadResult } from "../../src/codegen/read/index.js";

/** What became of a schema. */
export interface ReadOne {
  readonly input: JsonSchema | undefined;
  readonly output: JsonSchema | null | undefined;
  readonly optional: boolean | undefined;
  readonly defs: Readonly<Record<string, JsonSchema>>;
  /** Codes and paths of the findings, such as `AG020 probe.actions.take.args.value`. */
  readonly findings: readonly string[];
}

/** Reads modules that have no text. */
export function readModules(...exports: readonly Readonly<Record<string, unknown>>[]): ReadResult {
  return readContract(exports.map((names, index) => ({ source: `schemas/${index}.ts`, exports: names })));
}

/** Reads a schema as the argument of one action and the result of another, beside named types. */
export function readOne(schema: Schema, types: Readonly<Record<string, Schema>> = {}): ReadOne {
  const probe = defineActor({ actions: { take: { args: { value: schema } }, give: { returns: schema } } });
  const { contract, diagnostics } = readModules({ probe, ...types });
  const actions = contract.actors["probe"]?.actions;
  return {
    input: actions?.["take"]?.args[0]?.schema,
    optional: actions?.["take"]?.args[0]?.optional,
    output: actions?.["give"]?.returns,
    defs: contract.$defs,
    findings: diagnostics.map((finding) => `${finding.code} ${finding.at ?? ""}`),
  };
}
