// `npm run example`: what it says when it cannot start.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { repository } from "../temporary-project.js";

test("a port that is taken, an unknown option, and what is no port are told in a sentence", async () => {
  // Beside the one that the command runs: it finds the page from there.
  const file = join(repository, `dist/example-test-${process.pid}.mjs`);
  onTestFinished(() => rmSync(file, { force: true }));
  await build({
    absWorkingDir: repository,
    entryPoints: ["scripts/example.ts"],
    bundle: true,
    outfile: file,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
  });
  const run = (...args: string[]) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [file, "--no-open", ...args], {
      encoding: "utf8",
      timeout: 25_000,
    });
    return { status, said: stderr + stdout };
  };
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "localhost", resolve));
  onTestFinished(() => void holder.close());
  const address = holder.address();
  const port = typeof address === "object" && address ? address.port : 0;

  const taken = run("--port", String(port));
  expect(taken.said).toBe(`Port ${port} is taken. Choose another: npm run example -- --port ${port + 1}\n`);
  expect(taken.status).toBe(1);
  expect(run("--prot", "1")).toEqual({ status: 1, said: expect.stringContaining("--actors-port <port>") });
  expect(run("--port", "many")).toEqual({ status: 1, said: '--port takes a port, not "many".\n' });
  expect(run("--help").status).toBe(0);
});
