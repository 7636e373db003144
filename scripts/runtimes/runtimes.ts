// The JavaScript runtimes that a client is tried in: what npm calls each, and how a program runs there.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** One runtime. */
export interface Runtime {
  readonly name: string;
  /** The npm package that brings it, with the range; undefined: the Node that runs this. */
  readonly pack: string | undefined;
  /** True: everything is bundled into one file, as workers are deployed; else `actorgen` is found in node_modules. */
  readonly isBundled: boolean;
  /** Runs `file` and gives what it printed. `packages` is the folder where the runtime was installed. */
  run(file: string, packages: string): Promise<string>;
}

const timeout = 60_000;
const execute = async (command: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(command, args, { timeout })).stdout;

/** All of them. */
export const runtimes: readonly Runtime[] = [
  {
    name: `Node ${process.versions.node}`,
    pack: undefined,
    isBundled: false,
    run: (file) => execute(process.execPath, [file]),
  },
  {
    name: "Node 24",
    pack: "node@24",
    isBundled: false,
    run: (file, packages) => execute(join(packages, "node_modules/.bin/node"), [file]),
  },
  {
    name: "Bun",
    pack: "bun@^1.3",
    isBundled: false,
    run: (file, packages) => execute(join(packages, "node_modules/.bin/bun"), ["run", file]),
  },
  {
    name: "Deno",
    pack: "deno@^2.5",
    isBundled: false,
    run: (file, packages) =>
      execute(join(packages, "node_modules/.bin/deno"), ["run", "--allow-all", "--node-modules-dir=manual", file]),
  },
  { name: "workerd", pack: "miniflare@^4", isBundled: true, run: inWorkerd },
];

/** What is used of miniflare, which is installed when it is asked for and so has no types here. */
interface Miniflare {
  dispatchFetch(url: string): Promise<{ text(): Promise<string> }>;
  dispose(): Promise<void>;
}

async function inWorkerd(file: string, packages: string): Promise<string> {
  const path = createRequire(join(packages, "package.json")).resolve("miniflare");
  const module: { default: { Miniflare: new (options: object) => Miniflare } } = await import(pathToFileURL(path).href);
  const worker = new module.default.Miniflare({
    modules: true,
    scriptPath: file,
    compatibilityDate: "2026-01-01",
  });
  try {
    return await (await worker.dispatchFetch("http://worker/")).text();
  } finally {
    await worker.dispose();
  }
}
