// Every code has schemas in test/invalid/<code>/ that get it, with the text they must get beside them.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { diagnosticCodes, type CodeEntry } from "../../src/codegen/codes.js";
import { readContract } from "../../src/codegen/read/index.js";
import type { SourceModule } from "../../src/codegen/source-module.js";

const folder = fileURLToPath(new URL("../invalid", import.meta.url));
const codes: ReadonlyMap<string, CodeEntry> = new Map(Object.entries(diagnosticCodes));

async function load(code: string): Promise<readonly SourceModule[]> {
  const files = readdirSync(`${folder}/${code}`).filter((name) => name.endsWith(".ts"));
  return Promise.all(
    files.map(async (source) => {
      const exports: Readonly<Record<string, unknown>> = await import(/* @vite-ignore */ `${folder}/${code}/${source}`);
      return { source, exports, text: readFileSync(`${folder}/${code}/${source}`, "utf8") };
    }),
  );
}

test("no code is without a fixture, and no fixture without a code", () => {
  expect(readdirSync(folder).filter((name) => name.startsWith("AG0"))).toEqual([...codes.keys()]);
});

test.each([...codes])("%s", async (code, { severity = "error" }) => {
  const { diagnostics } = readContract(await load(code));
  const lines = diagnostics.map(
    (found) =>
      `${found.file ?? "?"}:${found.line ?? "?"}:${found.column ?? "?"} ${found.code} ${found.at ?? ""}\n  ${found.message}`,
  );
  expect(new Set(diagnostics.map((found) => found.code))).toEqual(new Set([code]));
  expect(new Set(diagnostics.map((found) => found.severity))).toEqual(new Set([severity]));
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`${folder}/${code}/expected.txt`);
});
