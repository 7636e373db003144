// What the client weighs in a page: the budget is 4 kB, minified and compressed.
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const source = (path: string): string => fileURLToPath(new URL(`../../src/client/${path}`, import.meta.url));

/** The entry's text, and that of all other chunks. */
async function bundle(code: string): Promise<[entry: string, others: string]> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: source("."), loader: "ts" },
    bundle: true,
    splitting: true,
    outdir: "out",
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    alias: { "#websocket": source("websocket-browser.ts") },
  });
  const [entry, ...others] = outputFiles.map(({ text }) => text);
  return [entry ?? "", others.join("\n")];
}

test("the runtime that createClient needs is at most 4,096 bytes", async () => {
  const [text] = await bundle('export { createClient } from "./index.ts";');
  expect(text.length).toBeGreaterThan(1_000);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(4_096);
});

test("it holds neither the package ws, nor the prose of the errors, nor what the program does not use", async () => {
  const [text] = await bundle('export { createClient } from "./index.ts";');
  expect(text).not.toMatch(/node:|slow_consumer|regenerate|sender exceeded/);
});

test("event streams are a chunk of their own, loaded when a WebSocket does not open, which loads nothing else", async () => {
  const [entry, streams] = await bundle('export { createClient } from "./index.ts";');
  expect(entry).not.toMatch(/event-stream|\bfrom ?"|import ?"/);
  expect(entry.match(/import\("[^"]*"\)/g)).toEqual([expect.stringContaining("./sse-")]);
  expect(streams).toContain("event-stream");
  expect(streams).not.toMatch(/\bfrom ?"|import ?["(]/);
  expect(gzipSync(streams, { level: 9 }).length).toBeLessThanOrEqual(1_400);
});

test("a guard that is not used, and marked as pure, leaves no trace", async () => {
  const [text] = await bundle(
    'import { errorGuard } from "./index.ts"; const isRoomError = /* @__PURE__ */ errorGuard({});',
  );
  expect(text.trim()).toBe("");
});
