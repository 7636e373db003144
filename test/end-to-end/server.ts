// Starts and ends server processes for tests: bundled from the sources, spoken to over real sockets alone.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { repository } from "../temporary-project.js";

const cache = join(repository, "node_modules/.cache/actorgen-test");

/** Bundles one file of the tests for Node, with `actorgen/*` from the sources. Returns the path of the bundle. */
export async function bundleForNode(entry: string, name: string): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const outfile = join(cache, `${name}-${process.pid}.mjs`);
  await build({
    absWorkingDir: repository,
    entryPoints: [entry],
    bundle: true,
    outfile,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["zod", "zod/*", "ws", "mutative", "devalue", "libsql"],
    alias: {
      actorgen: "./src/schema/index.ts",
      "actorgen/client": "./src/client/index.ts",
      "actorgen/server": "./src/server/index.ts",
      "actorgen/validation": "./src/protocol/validation/index.ts",
      "actorgen/node": "./src/hosts/node/index.ts",
      "#websocket": "./src/client/websocket-node.ts",
    },
    logLevel: "silent",
  });
  return outfile;
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote to stderr so far. */
  log(): string;
  /** Ends it and gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the example actors, in memory or on a store file. Fails when the process ends before it listens. */
export async function startServer(port = 0, store?: string): Promise<ServerProcess> {
  const file = await bundleForNode("test/end-to-end/server-process.ts", "server");
  const child = spawn(
    process.execPath,
    ["--disallow-code-generation-from-strings", file, String(port), ...(store ? [store] : [])],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const lines = createInterface({ input: child.stdout });
  const first: unknown = await Promise.race([
    once(lines, "line").then(([line]) => JSON.parse(String(line))),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the server ended with ${code}: ${log}`))),
  ]);
  const { url } = first as { url: string };
  return {
    url,
    child,
    log: () => log,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      const [code] = await exit;
      return typeof code === "number" ? code : null;
    },
  };
}
