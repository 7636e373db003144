// Statistics of a generated project: what each actor costs a client, and what only the server checks.
import { gzipSync } from "node:zlib";
import { fileOf } from "../../templates/typescript/names.js";
import type { ActorContract, Contract } from "../schema/contract.js";
import type { EmittedFile } from "../schema/template.js";
import type { Generated } from "./generate.js";
import { isRecord } from "./parse-json.js";

/** One actor's statistics. */
export interface ActorStats {
  readonly name: string;
  readonly actions: number;
  readonly events: number;
  /** Bytes of its descriptor and validators in a client bundle, minified and gzipped, without the shared runtime. */
  readonly clientBytes: number;
  /** Places that hold user code, such as `sendMessage.args.text: refine`: the client checks their structure alone. */
  readonly serverOnly: readonly string[];
}

/** Statistics of every actor, sorted by name. Bundles each actor's emitted client code with esbuild. */
export async function statsOf({ contract, files }: Generated): Promise<readonly ActorStats[]> {
  const actors = Object.values(contract.actors);
  return await Promise.all(
    actors.map(async (actor) => ({
      name: actor.name,
      actions: Object.keys(actor.actions).length,
      events: Object.keys(actor.events).length,
      clientBytes: await clientBytes(fileOf(actor.name), files),
      serverOnly: serverOnly(actor, contract),
    })),
  );
}

async function clientBytes(name: string, files: readonly EmittedFile[]): Promise<number> {
  const { build } = await import("esbuild");
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const result = await build({
    stdin: { contents: `export * from "./${name}";`, loader: "ts" },
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    logLevel: "silent",
    plugins: [
      {
        name: "emitted-files",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path }) => {
            const file = `${path.replace(/^\.\//, "").replace(/\.[jt]s$/, "")}.ts`;
            return path.startsWith("./") && texts.has(file)
              ? { path: file, namespace: "emitted" }
              : { path, external: true };
          });
          onLoad({ filter: /.*/, namespace: "emitted" }, ({ path }) => ({
            contents: texts.get(path) ?? "",
            loader: "ts",
          }));
        },
      },
    ],
  });
  return gzipSync(result.outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

function serverOnly(actor: ActorContract, contract: Contract): readonly string[] {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const visit = (node: unknown, path: string): void => {
    if (Array.isArray(node)) node.forEach((item) => visit(item, path));
    if (!isRecord(node)) return;
    const kinds = node["x-actorgen-server-only"];
    if (Array.isArray(kinds)) found.push(`${path}: ${kinds.join(", ")}`);
    const target =
      typeof node["$ref"] === "string" ? contract.$defs[node["$ref"].replace(/^#\/\$defs\//, "")] : undefined;
    if (target !== undefined && !seen.has(target)) {
      seen.add(target);
      visit(target, path);
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === "properties" && isRecord(value))
        for (const [name, child] of Object.entries(value)) visit(child, `${path}.${name}`);
      else if (!/^(\$|x-|default$|enum$|const$|examples$)/.test(key)) visit(value, path);
    }
  };
  for (const { name, schema } of actor.key ?? []) visit(schema, `key.${name}`);
  visit(actor.input, "input");
  visit(actor.params, "params");
  for (const [name, action] of Object.entries(actor.actions)) {
    for (const argument of action.args) visit(argument.schema, `${name}.args.${argument.name}`);
    visit(action.returns, `${name}.returns`);
    for (const [code, schema] of Object.entries(action.errors)) visit(schema, `${name}.errors.${code}`);
  }
  for (const [name, event] of Object.entries(actor.events)) visit(event.payload, `events.${name}`);
  return found;
}
