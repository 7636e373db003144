// Statistics of a generated project: what each actor costs a client, and what only the server checks.
import { gzipSync } from "node:zlib";
import { serverOnlyPlaces } from "../../templates/server-only.js";
import { fileOf } from "../../templates/typescript/names.js";
import type { EmittedFile } from "../schema/template.js";
import type { Generated } from "./generate.js";

/** One actor's statistics. */
export interface ActorStats {
  readonly name: string;
  readonly actions: number;
  readonly events: number;
  /** Bytes of its descriptor and validators in a client bundle, minified and gzipped, without the shared runtime. */
  readonly clientBytes: number;
  /** Places that hold user code, such as `sendMessage.args.text (refine)`: the client checks their structure alone. */
  readonly serverOnly: readonly string[];
}

/** Statistics of every actor, sorted by name. Bundles each actor's emitted client code with esbuild. */
export async function statsOf({ contract, server, files }: Generated): Promise<readonly ActorStats[]> {
  const actors = Object.values(contract.actors);
  const definitions = { ...contract.$defs, ...server?.$defs };
  return await Promise.all(
    actors.map(async (actor) => ({
      name: actor.name,
      actions: Object.keys(actor.actions).length,
      events: Object.keys(actor.events).length,
      clientBytes: await clientBytes(fileOf(actor.name), files),
      serverOnly: serverOnlyPlaces(actor, definitions, server?.actors[actor.name]),
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
