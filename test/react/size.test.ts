// What the hooks add to a page that has the client already.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { repository } from "../temporary-project.js";

async function size(contents: string): Promise<number> {
  const { outputFiles } = await build({
    absWorkingDir: repository,
    stdin: { contents, resolveDir: repository, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["react"],
    alias: {
      "actorgen/client": "./src/client/index.ts",
      "actorgen/validation": "./src/protocol/validation/index.ts",
      "#websocket": "./src/client/websocket-browser.ts",
    },
    logLevel: "silent",
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

test("the hooks are at most 2 kB, minified and gzipped, on top of the client", async () => {
  const client = 'export { createClient } from "./generated/client.ts";';
  const hooks = 'export { createHooks } from "./src/react/index.ts";';
  const alone = await size(hooks);
  const added = (await size(client + hooks)) - (await size(client));
  console.log(`hooks: ${alone} bytes alone, ${added} on top of the client`);
  expect(added).toBeLessThanOrEqual(2_000);
  expect(added).toBeGreaterThan(500);
  // They bring nothing of the client along.
  expect(alone).toBeLessThanOrEqual(2_000);
});
