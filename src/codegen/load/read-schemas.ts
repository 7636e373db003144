// Reads schema files in a thread of its own, so that one that loops, exits or leaves something open cannot hold the generator.
import { existsSync } from "node:fs";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Contract, PrivateContract } from "../../schema/contract.js";
import type { Diagnostic } from "../diagnostic.js";
import { hasErrors } from "../diagnostic-order.js";
import { posixPath } from "./bundle.js";
import type { LoadOptions, Loaded } from "./load-schemas.js";

/** What was read. The contracts are absent when an error came before them. */
export interface ReadSchemas extends Omit<Loaded, "modules"> {
  readonly contract?: Contract;
  readonly server?: PrivateContract;
  /** A schema file keeps something running. */
  readonly leavesOpen: boolean;
}

/** Which files to read, and for how long. */
export interface ReadOptions extends LoadOptions {
  /** Milliseconds in which each file must be evaluated, and all of them bundled. Default 10,000. */
  readonly timeout?: number;
}

/** A reader of schema files. A kept one keeps its thread between reads, which saves a watcher the start of one. */
export interface SchemaReader {
  readonly read: (options: ReadOptions) => Promise<ReadSchemas>;
  readonly close: () => Promise<void>;
}

/** Milliseconds more for each file while the contract is made of them: some twenty times of what that takes. */
const readingTime = 50;

/** How long schema files may take when nothing else is said, in milliseconds. */
export const defaultTimeout = 10_000;

/** Reads once. */
export async function readSchemas(options: ReadOptions): Promise<ReadSchemas> {
  const reader = createReader();
  try {
    return await reader.read(options);
  } finally {
    await reader.close();
  }
}

/**
 * A thread is enough: it can be ended while it loops, and `process.exit` in it ends it alone; a process would cost some
 * 50 ms of CPU more. Where the thread's module is not compiled, as under a test runner, reading happens in place.
 */
export function createReader(): SchemaReader {
  let thread: Thread | undefined;
  const close = async (): Promise<void> => {
    const ended = thread?.worker.terminate();
    thread = undefined;
    await ended;
  };
  return {
    close,
    async read({ timeout = defaultTimeout, ...options }) {
      const url = new URL("./worker.js", import.meta.url);
      if (!existsSync(fileURLToPath(url))) return await readHere(options);
      thread ??= startThread(url);
      const { answer, isSpent } = await ask(thread, options, timeout);
      if (isSpent) await close();
      return answer;
    },
  };
}

interface Thread {
  readonly worker: Worker;
  /** One more than the index of the file that is evaluated; 0 before that, -1 when all are and the contract is made. */
  readonly progress: Int32Array;
}

function startThread(url: URL): Thread {
  const shared = new SharedArrayBuffer(4);
  return { worker: new Worker(url, { workerData: shared }), progress: new Int32Array(shared) };
}

async function ask(
  { worker, progress }: Thread,
  options: LoadOptions,
  timeout: number,
): Promise<{ readonly answer: ReadSchemas; readonly isSpent: boolean }> {
  const ended = new AbortController();
  const { signal } = ended;
  const files = [...options.files].map((file) => posixPath(options.root, file)).sort();
  const failed = (diagnostic: Omit<Diagnostic, "severity">): { answer: ReadSchemas; isSpent: true } => {
    const file = files[Atomics.load(progress, 0) - 1];
    const place = file === undefined || diagnostic.file !== undefined ? {} : { file, line: 1, column: 1 };
    const found: Diagnostic = { ...diagnostic, severity: "error", ...place };
    return { answer: { diagnostics: [found], inputs: options.files, externals: [], leavesOpen: true }, isSpent: true };
  };
  let timer: NodeJS.Timeout | undefined;
  let state = Atomics.load(progress, 0);
  let since = performance.now();
  const timedOut = new Promise<"late">((late) => {
    timer = setInterval(
      () => {
        const now = performance.now();
        const before = state;
        state = Atomics.load(progress, 0);
        if (state !== before) since = now;
        else if (now - since >= (state < 0 ? timeout + files.length * readingTime : timeout)) late("late");
      },
      Math.min(timeout / 10, 100),
    );
  });
  worker.ref();
  worker.postMessage(options);
  try {
    const came = await Promise.race([
      timedOut,
      once(worker, "message", { signal }).then(([message]: unknown[]) => ({ message })),
      once(worker, "exit", { signal }).then(([code]: unknown[]) => ({ code })),
    ]);
    if (came === "late") return failed(late(timeout, state < 0));
    if ("code" in came) return failed(exited(came.code));
    if (!isAnswer(came.message)) throw new Error(failureOf(came.message));
    const { answer } = came.message;
    return { answer, isSpent: answer.leavesOpen };
  } catch (error) {
    // Thrown outside the import itself, such as in a timer or a rejected promise of a schema file.
    if (!(error instanceof Error) || isOurs(error)) throw error;
    return failed(uncaught(error));
  } finally {
    clearInterval(timer);
    ended.abort();
    worker.unref();
  }
}

async function readHere(options: LoadOptions): Promise<ReadSchemas> {
  const [{ loadSchemas }, { readContract }] = await Promise.all([
    import("./load-schemas.js"),
    import("../read/index.js"),
  ]);
  const { modules, ...loaded } = await loadSchemas(options);
  if (hasErrors(loaded.diagnostics)) return { ...loaded, leavesOpen: false };
  const { contract, server, diagnostics } = readContract(modules);
  return { ...loaded, contract, server, diagnostics: [...loaded.diagnostics, ...diagnostics], leavesOpen: false };
}

function isAnswer(message: unknown): message is { readonly answer: ReadSchemas } {
  return typeof message === "object" && message !== null && "answer" in message;
}

const ours = "The reader of schemas failed: ";

function failureOf(message: unknown): string {
  const told = typeof message === "object" && message !== null && "failure" in message ? message.failure : message;
  return ours + String(told);
}

function isOurs(error: Error): boolean {
  return error.message.startsWith(ours);
}

const atImport =
  "A schema file is imported when code is generated: it must not need a server, a database or secrets at import time.";

function late(timeout: number, isEvaluated: boolean): Omit<Diagnostic, "severity"> {
  return {
    code: "AG105",
    message: isEvaluated
      ? "The schema files were imported, but reading them does not end: a getter or a function in a schema may loop."
      : `Importing the file did not end within ${timeout / 1000} s.`,
    mend: "Remove what loops or waits where the module is evaluated, or raise `loadTimeout` in actorgen.config.ts.",
  };
}

function exited(code: unknown): Omit<Diagnostic, "severity"> {
  return { code: "AG106", message: `Importing the file called process.exit(${String(code)}).`, mend: atImport };
}

function uncaught(error: Error): Omit<Diagnostic, "severity"> {
  return {
    code: "AG108",
    message: `After it was imported, the file threw ${error.name}: ${error.message}.`,
    mend: atImport,
  };
}
