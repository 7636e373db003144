// What the client weighs in a page: the budget is 4 kB, minified and compressed.
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const source = (path: string): string => fileURLToPath(new URL(`../../src/client/${path}`, import.meta.url));

async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: source("."), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    alias: { "#websocket": source("websocket-browser.ts") },
  });
  return outputFiles[0]?.text ?? "";
}

test("the runtime that createClient needs is at most 4,096 bytes", async () => {
  const text = await bundle('export { createClient } from "./index.ts";');
  expect(text.length).toBeGreaterThan(1_000);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(4_096);
});

test("it holds neither the package ws, nor the prose of the errors, nor what the program does not use", async () => {
  const text = await bundle('export { createClient } from "./index.ts";');
  expect(text).not.toMatch(/import\(|node:|slow_consumer|regenerate|sender exceeded/);
});

test("a guard that is not used, and marked as pure, leaves no trace", async () => {
  const text = await bundle(
    'import { errorGuard } from "./index.ts"; const isRoomError = /* @__PURE__ */ errorGuard({});',
  );
  expect(text.trim()).toBe("");
});
