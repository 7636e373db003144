// Makes the converters of random schemas as a user gets them: read, emitted, bundled, imported.
import { build as bundle } from "esbuild";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readContract } from "../../src/codegen/read/index.js";
import type { Convert } from "../../src/protocol/issue.js";
import { defineActor, type Contract, type Schema } from "../../src/schema/index.js";
import { planConverters, type Mode } from "../../templates/converters/index.js";

/** The converters of one schema, by mode, and those of it as the argument `value`. */
export interface Converters {
  readonly value: Readonly<Record<Mode, Convert>>;
  readonly writeArgs: Convert;
  readonly readArgs: Convert;
}

const inputModes = ["writeInput", "readInput", "readInputRaw"] as const;
const outputModes = ["writeOutput", "writeOutputParsed", "readOutput"] as const;

/** The emitted files of one schema with an entry that names its converters by mode; or why the reader refused it. */
export function emit(
  schema: Schema,
  named: boolean,
): { readonly files: ReadonlyMap<string, string> } | { readonly refused: string } {
  const subject = defineActor({ actions: { run: { args: { value: schema }, returns: schema } } });
  const { contract, diagnostics } = readContract([
    { source: "subject.ts", exports: { subject, ...(named && { Named: schema }) } },
  ]);
  const error = diagnostics.find((one) => one.severity === "error");
  if (error !== undefined) return { refused: `${error.code} ${error.message}` };
  if (!contract.actors["subject"]?.actions["run"]?.returns) return { refused: "void" };
  return { files: emitDefinition(contract) };
}

/** The same for the action `run` of the actor `subject` of a contract that was read. */
export function emitDefinition(contract: Contract): ReadonlyMap<string, string> {
  const run = contract.actors["subject"]?.actions["run"];
  const input = run?.args[0]?.schema ?? {};
  const output = run?.returns ?? {};

  const plan = planConverters({ contract, project: { importExtension: ".js", sourceRoot: ".." } });
  const refs = [
    ...inputModes.map((mode) => [mode, plan.value("subject", "run.input", input, mode)] as const),
    ...outputModes.map((mode) => [mode, plan.value("subject", "run.output", output, mode)] as const),
    ["writeArgs", plan.args("subject", "run.args", run?.args ?? [], "writeInput")] as const,
    ["readArgs", plan.args("subject", "run.args", run?.args ?? [], "readInput")] as const,
  ];
  const lines = refs.map(([as, { name, module }]) => `export { ${name} as ${as} } from "./${module}.js";\n`);
  return new Map([...plan.files().map((file) => [file.path, file.text] as const), ["entry.ts", lines.join("")]]);
}

/** Writes, bundles and imports emitted files; gives the path of each bundle too. */
export async function load(
  folder: string,
  subjects: readonly ReadonlyMap<string, string>[],
): Promise<{ readonly converters: readonly Converters[]; readonly bundles: readonly string[] }> {
  for (const [index, files] of subjects.entries()) {
    mkdirSync(join(folder, `s${index}`), { recursive: true });
    for (const [path, text] of files) writeFileSync(join(folder, `s${index}`, path), text);
  }
  const validation = resolve("src/protocol/validation/index.ts");
  await bundle({
    entryPoints: subjects.map((_files, index) => join(folder, `s${index}`, "entry.ts")),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    outdir: join(folder, "out"),
    outbase: folder,
    outExtension: { ".js": ".mjs" },
    alias: { "actorgen/validation": validation },
    logLevel: "warning",
  });
  const bundles = subjects.map((_files, index) => join(folder, "out", `s${index}`, "entry.mjs"));
  const converters = await Promise.all(
    bundles.map(async (path) => {
      const module = (await import(pathToFileURL(path).href)) as Record<Mode | "writeArgs" | "readArgs", Convert>;
      return { value: module, writeArgs: module.writeArgs, readArgs: module.readArgs };
    }),
  );
  return { converters, bundles };
}
