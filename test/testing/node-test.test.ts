// The harness needs no test runner: the same test runs under Node's own.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { repository } from "../temporary-project.js";

const source = `
  import { test } from "node:test";
  import assert from "node:assert/strict";
  import { createTestServer } from "./src/testing/index.js";
  import { actors } from "./examples/actors/index.js";
  import { createClient } from "./generated/client.js";

  test("a room", async () => {
    const server = createTestServer(actors);
    const room = server.client(createClient).chatRoom.getOrCreate("general", { params: { userId: "ann" } }).connect();
    await room.ready;
    await room.mute("ann", 60);
    await assert.rejects(room.sendMessage("ann", "hm"), { code: "muted" });
    server.network.cut(room);
    await server.clock.advance(60_000);
    assert.equal((await room.sendMessage("ann", "hi")).sentAt.toISOString(), "2026-01-01T00:01:00.000Z");
    await server.close();
  });
`;

test("under node:test, and the process ends by itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actorgen-"));
  const file = join(folder, "room.test.mjs");
  try {
    await build({
      stdin: { contents: source, resolveDir: repository, loader: "ts" },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: file,
      logLevel: "error",
    });
    const begun = performance.now();
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, ["--test", "--test-reporter=tap", file], { timeout: 20_000 }, (_error, out) =>
        resolve(out),
      );
    });
    expect(output).toContain("# pass 1");
    expect(output).toContain("# fail 0");
    expect(performance.now() - begun).toBeLessThan(15_000);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
