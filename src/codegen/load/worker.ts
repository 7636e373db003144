// The thread in which schema files are evaluated and read: what they do at import stays here, and the contract leaves as data.
import { parentPort, workerData } from "node:worker_threads";
import { readContract } from "../read/index.js";
import type { Diagnostic } from "../diagnostic.js";
import { hasErrors } from "../diagnostic-order.js";
import { loadingMark } from "./bundle.js";
import { loadSchemas, type LoadOptions } from "./load-schemas.js";
import type { ReadSchemas } from "./read-schemas.js";

const port = parentPort;
const progress = new Int32Array(workerData instanceof SharedArrayBuffer ? workerData : new SharedArrayBuffer(4));
Object.defineProperty(globalThis, loadingMark, {
  value: (index: number) => void Atomics.store(progress, 0, index + 1),
});

port?.on("message", (options: LoadOptions) => {
  void read(options).then(
    (answer) => port.postMessage({ answer }),
    (error: unknown) =>
      port.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

async function read(options: LoadOptions): Promise<ReadSchemas> {
  Atomics.store(progress, 0, 0);
  const before = resources();
  const { modules, ...loaded } = await loadSchemas({ ...options, marked: true });
  // Evaluated: from here on no schema file is to blame.
  Atomics.store(progress, 0, -1);
  if (hasErrors(loaded.diagnostics)) return { ...loaded, leavesOpen: false };
  const { contract, server, diagnostics } = readContract(modules);
  const opened = newKinds(before, resources());
  return {
    ...loaded,
    contract,
    server,
    diagnostics: [...loaded.diagnostics, ...opened.map(leftOpen), ...diagnostics],
    leavesOpen: opened.length > 0,
  };
}

const kinds: Readonly<Record<string, string>> = {
  TCPServerWrap: "a server that listens",
  PipeServerWrap: "a server that listens",
  TCPSocketWrap: "a network connection",
  UDPWrap: "a socket",
  Timeout: "a timer",
  FSEventWrap: "a file watcher",
  StatWatcher: "a file watcher",
  ProcessWrap: "a process",
};

function resources(): readonly string[] {
  return process.getActiveResourcesInfo().flatMap((name) => kinds[name] ?? []);
}

function newKinds(before: readonly string[], after: readonly string[]): readonly string[] {
  const count = (list: readonly string[], kind: string): number => list.filter((one) => one === kind).length;
  return [...new Set(after)].filter((kind) => count(after, kind) > count(before, kind));
}

function leftOpen(kind: string): Diagnostic {
  return {
    code: "AG107",
    severity: "warning",
    message: `Importing the schema files started ${kind} and left it running.`,
    mend: "Start it in a function that the server calls, not where a module is evaluated.",
  };
}
