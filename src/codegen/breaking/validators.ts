// The converters of a contract's positions, emitted as for users, bundled in memory and imported.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { planConverters, type ConverterRef, type Mode } from "../../../templates/converters/index.js";
import type { Contract, NamedSchema, PrivateContract } from "../../schema/contract.js";
import type { JsonSchema } from "../../schema/json-schema.js";
import type { Convert } from "../../protocol/issue.js";
import { isRecord } from "../parse-json.js";
import type { Definitions } from "./nodes.js";

/** The two documents of one version of a project. */
export interface Contracts {
  readonly contract: Contract;
  readonly server?: PrivateContract;
}

/** All named types of a contract. */
export function typesOf({ contract, server }: Contracts): Definitions {
  return { ...server?.$defs, ...contract.$defs };
}

/** What is converted at one position: one value, or a list of arguments. */
export type Slot = { readonly value: JsonSchema } | { readonly args: readonly NamedSchema[] };

/** The converters of one position by mode. */
export type Converters = Readonly<Record<Mode, Convert>>;

const modes = ["writeInput", "readInput", "readInputRaw", "writeOutput", "writeOutputParsed", "readOutput"] as const;
const owner = "position";

/**
 * Makes the converters of all `slots` of one contract, in their order.
 * @throws Error when the contract holds what no schema can say
 */
export async function loadConverters(
  { contract, server }: Contracts,
  slots: readonly Slot[],
): Promise<readonly Converters[]> {
  if (slots.length === 0) return [];
  const project = { importExtension: ".js", sourceRoot: ".." } as const;
  const plan = planConverters({ contract, project, ...(server === undefined ? {} : { server }) });
  const exported: string[] = [];
  for (const [index, slot] of slots.entries()) {
    for (const mode of modes) {
      const position = `p${index}`;
      const ref: ConverterRef =
        "value" in slot ? plan.value(owner, position, slot.value, mode) : plan.args(owner, position, slot.args, mode);
      exported.push(`export { ${ref.name} as ${nameOf(index, mode)} } from "./${ref.module}.js";\n`);
    }
  }
  const code = await bundled(new Map(plan.files().map(({ path, text }) => [path, text])), exported.join(""));
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  const module: unknown = await import(/* @vite-ignore */ url);
  return slots.map((_slot, index) => convertersOf(module, index));
}

function nameOf(index: number, mode: Mode): string {
  return `p${index}_${mode}`;
}

function convertersOf(module: unknown, index: number): Converters {
  const get = (mode: Mode): Convert => {
    const found = isRecord(module) ? module[nameOf(index, mode)] : undefined;
    if (!isConvert(found)) throw new Error(`No converter ${mode} was emitted.`);
    return found;
  };
  return {
    writeInput: get("writeInput"),
    readInput: get("readInput"),
    readInputRaw: get("readInputRaw"),
    writeOutput: get("writeOutput"),
    writeOutputParsed: get("writeOutputParsed"),
    readOutput: get("readOutput"),
  };
}

function isConvert(value: unknown): value is Convert {
  return typeof value === "function";
}

async function bundled(files: ReadonlyMap<string, string>, entry: string): Promise<string> {
  const { build } = await import("esbuild");
  const result = await build({
    stdin: { contents: entry, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    legalComments: "none",
    logLevel: "silent",
    plugins: [
      {
        name: "emitted-converters",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^actorgen\/validation$/ }, () => ({ path: validationPath() }));
          onResolve({ filter: /^\.\/.*\.js$/ }, ({ path, importer, namespace }) => {
            const file = path.replace(/^\.\//, "").replace(/\.js$/, ".ts");
            const isOurs = namespace === "emitted" || importer === "<stdin>";
            return isOurs && files.has(file) ? { path: file, namespace: "emitted" } : undefined;
          });
          onLoad({ filter: /.*/, namespace: "emitted" }, ({ path }) => ({
            contents: files.get(path) ?? "",
            loader: "ts",
          }));
        },
      },
    ],
  });
  return result.outputFiles[0]?.text ?? "";
}

// Beside this file as it is run: built, or as the tests run it.
function validationPath(): string {
  const built = fileURLToPath(new URL("../../protocol/validation/index.js", import.meta.url));
  return existsSync(built) ? built : built.replace(/\.js$/, ".ts");
}
