// Starts test/store/child.ts as a process of its own, bundled once per test file.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, onTestFinished } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));
const cache = join(here, "../../node_modules/.cache");

/** Bundles the child into a folder from which its packages resolve. Removed after the file's tests. */
export async function bundleChild(): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "actorgen-store-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, "child.mjs");
  const options = { bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "error" } as const;
  await build({ entryPoints: [join(here, "child.ts")], outfile, ...options });
  return outfile;
}

/** A child that runs. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has said so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves with the first line that matches, also one that was said before. Rejects when the child ends without it. */
  said(pattern: RegExp): Promise<string>;
  /** SIGKILL; resolves when the process is gone and everything that it said was read. */
  kill(): Promise<void>;
}

/** Starts the child. It is killed with the test, if it still runs. */
export function startChild(bundle: string, args: readonly string[], node: string = process.execPath): Child {
  const child = spawn(node, [bundle, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const wakers = new Set<() => void>();
  const wake = (): void => wakers.forEach((waker) => waker());
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  let ended = false;
  const closed = new Promise<void>((resolve) => {
    child.on("close", () => {
      ended = true;
      wake();
      resolve();
    });
  });
  const kill = (): Promise<void> => {
    child.kill("SIGKILL");
    return closed;
  };
  onTestFinished(kill);
  const said = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((line) => pattern.test(line));
        if (found === undefined && !ended) return;
        wakers.delete(look);
        if (found === undefined) reject(new Error(`The child ended without ${String(pattern)}: ${lines.join("; ")}`));
        else resolve(found);
      };
      wakers.add(look);
      look();
    });
  return { process: child, lines, said, kill };
}
