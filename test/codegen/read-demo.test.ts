// The contract of the demo's schemas: no findings, the same everywhere, and as its published format says.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as chatRoom from "../../schemas/chat-room.js";
import * as gameRoom from "../../schemas/game-room.js";
import * as wireKinds from "../../schemas/wire-kinds.js";
import { readContract } from "../../src/codegen/read/index.js";
import type { SourceModule } from "../../src/codegen/source-module.js";

const modules: readonly SourceModule[] = Object.entries({
  "chat-room": chatRoom,
  "game-room": gameRoom,
  "wire-kinds": wireKinds,
}).map(([name, exports]) => ({
  source: `schemas/${name}.ts`,
  exports: { ...exports },
  text: readFileSync(new URL(`../../schemas/${name}.ts`, import.meta.url), "utf8"),
}));
const { contract, server, diagnostics } = readContract(modules);
const text = JSON.stringify([contract, server]);

test("there are no findings", () => {
  expect(diagnostics).toEqual([]);
});

test("both contracts are as src/schema/contract.schema.json says", () => {
  const format: unknown = JSON.parse(
    readFileSync(new URL("../../src/schema/contract.schema.json", import.meta.url), "utf8"),
  );
  if (typeof format !== "object" || format === null) throw new Error("not a schema");
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(format);
  for (const document of [contract, server]) {
    validate(structuredClone(document));
    expect(validate.errors).toBeNull();
  }
  const { chatRoom: room } = contract.actors;
  expect(validate({ ...contract, actors: { chatRoom: { ...room, extra: 1 } } })).toBe(false);
  expect(validate({ ...contract, $defs: { Message: { type: "string", "x-actorgen-kind": "time" } } })).toBe(false);
});

test("the order of modules and of their exports does not matter", () => {
  const shuffled = fc.shuffledSubarray([...modules], { minLength: modules.length }).chain((order) =>
    fc.tuple(
      ...order.map((module) => {
        const entries = Object.entries(module.exports);
        return fc
          .shuffledSubarray(entries, { minLength: entries.length })
          .map((exports) => ({ ...module, exports: Object.fromEntries(exports) }));
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, (order) => {
      const again = readContract(order);
      expect(JSON.stringify([again.contract, again.server])).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test("neither do the time zone, the locale and the working folder", async () => {
  const folder = mkdtempSync(fileURLToPath(new URL("../../node_modules/.read-test-", import.meta.url)));
  try {
    const outfile = join(folder, "read-hash.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("./read-hash.ts", import.meta.url))],
      bundle: true,
      packages: "external",
      alias: { actorgen: fileURLToPath(new URL("../../src/schema/index.ts", import.meta.url)) },
      platform: "node",
      format: "esm",
      outfile,
    });
    const hashIn = (environment: Readonly<Record<string, string>>, cwd: string): string =>
      execFileSync(process.execPath, [outfile], { cwd, env: { ...process.env, ...environment }, encoding: "utf8" });
    const here = hashIn({ TZ: "UTC", LANG: "C" }, "/");
    expect(here).toMatch(/^[0-9a-f]{64}$/);
    expect(hashIn({ TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, folder)).toBe(here);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
