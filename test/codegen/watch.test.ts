// actorgen --watch: one run per burst of saves, through broken schemas, and the same files as a run from scratch.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";

const shared = (max: number): string => `import { z } from "zod";\nexport const Shared = z.string().max(${max});\n`;
const actor = (name: string, max: number): string => `import { defineActor } from "actorgen";
import { z } from "zod";
import { Shared } from "../shared.js";
export const Of_${name} = z.object({ shared: Shared, own: z.string().max(${max}).default("") });
/** Number ${max}. */
export const ${name} = defineActor({
  actions: { post: { args: { text: Shared, of: Of_${name} }, returns: z.array(Of_${name}) } },
  events: { posted: Of_${name} },
});
`;
const project = (): string =>
  temporaryProject({
    "shared.ts": shared(10),
    "schemas/one.ts": actor("one", 1),
    "schemas/two.ts": actor("two", 2),
    "schemas/three.ts": actor("three", 3),
  });

const running: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

/** A watcher, and the lines it says, one after another. */
function startWatch(folder: string): {
  readonly line: () => Promise<string>;
  readonly stop: () => Promise<unknown>;
} {
  const child = spawn(process.execPath, [join(repository, "dist/src/cli/main.js"), "--watch"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "pipe"],
  });
  const lines: string[] = [];
  let rest = "";
  let heard = (): void => {};
  child.stderr.on("data", (chunk) => {
    const parts = (rest + String(chunk)).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    heard();
  });
  child.on("close", () => heard());
  const line = async (): Promise<string> => {
    for (;;) {
      const next = lines.shift();
      if (next !== undefined) return next;
      if (child.exitCode !== null) throw new Error("The watcher ended.");
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  const stop = async (): Promise<unknown> => {
    if (child.exitCode !== null) return child.exitCode;
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    return lines.length === 0 && rest === "" ? code : [...lines, rest];
  };
  running.push({ stop });
  return { line, stop };
}

function generated(folder: string, output = "generated"): Record<string, string> {
  const names = readdirSync(join(folder, output)).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, output, name), "utf8")]));
}

test("many saves are one run and one line; broken schemas are told once; files come and go; Ctrl-C ends", async () => {
  const folder = project();
  const { line, stop } = startWatch(folder);
  expect(await line()).toMatch(/^generated {2}3 actors, 3 actions/);
  expect(await line()).toContain("watching for changes");

  for (let save = 0; save < 20; save++) writeFileSync(join(folder, "schemas/one.ts"), actor("one", 100 + save));
  expect(await line()).toMatch(/^generated {2}3 actors.* changed\) in \d+ ms$/);
  expect(generated(folder)["validators.ts"]).toContain("119");

  // The next line is that of the next change: the burst before it was one run.
  writeFiles(folder, { "schemas/one.ts": "export const = 1;\n" });
  expect(await line()).toMatch(/^error AG101 {2}schemas\/one.ts:1:\d+/);
  const before = generated(folder);
  const report: string[] = [];
  while (!report.at(-1)?.startsWith("failed")) report.push(await line());
  expect(report.filter((text) => text.includes("AG101"))).toEqual([]);
  expect(report.at(-1)).toMatch(/^failed {5}1 error, nothing written in \d+ ms$/);
  expect(generated(folder)).toEqual(before);

  writeFiles(folder, { "schemas/one.ts": actor("one", 77) });
  expect(await line()).toMatch(/^generated {2}3 actors/);
  expect(generated(folder)["validators.ts"]).toContain("77");

  writeFiles(folder, { "schemas/deep/four.ts": actor("four", 4).replace("../shared.js", "../../shared.js") });
  expect(await line()).toMatch(/^generated {2}4 actors/);
  rmSync(join(folder, "schemas/two.ts"));
  expect(await line()).toMatch(/^generated {2}3 actors/);
  expect(Object.keys(generated(folder)).filter((name) => name.startsWith("two"))).toEqual([]);
  writeFiles(folder, { "shared.ts": shared(4321) });
  expect(await line()).toMatch(/^generated {2}3 actors/);
  expect(generated(folder)["validators.ts"]).toContain("4321");

  expect(await stop()).toBe(0);
  expect(Object.keys(generated(folder)).filter((name) => /lock|staging/.test(name))).toEqual([]);
  const cache = join(folder, "node_modules/.cache/actorgen");
  expect(existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("load-")) : []).toEqual([]);
}, 60_000);

type Edit =
  | { readonly do: "change" | "add" | "remove"; readonly index: number; readonly max: number }
  | { readonly do: "share"; readonly max: number }
  | { readonly do: "break"; readonly max: number };

const names = ["alpha", "beta", "gamma", "delta", "epsilon"];

function apply(folder: string, edit: Edit): void {
  if (edit.do === "share") return writeFiles(folder, { "shared.ts": shared(edit.max) });
  if (edit.do === "break") return writeFiles(folder, { "shared.ts": `export const Shared = ${edit.max}` });
  const name = names[edit.index] ?? "alpha";
  const path = join(folder, `schemas/${name}.ts`);
  if (edit.do === "remove") return rmSync(path, { force: true });
  writeFileSync(path, actor(edit.do === "add" ? `${name}_${edit.max % 3}` : name, edit.max));
}

test("whatever is edited, a kept reader and its caches give what a run from scratch gives", async () => {
  // Built, for only there is a thread to keep.
  const built = (path: string): Promise<unknown> =>
    import(/* @vite-ignore */ join(repository, "dist/src/codegen", path));
  const { run } = (await built("run.js")) as typeof import("../../src/codegen/run.js");
  const { createReader } = (await built(
    "load/read-schemas.js",
  )) as typeof import("../../src/codegen/load/read-schemas.js");
  const max = fc.integer({ min: 1, max: 6 });
  const index = fc.integer({ min: 0, max: names.length - 1 });
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("change", "add", "remove"), index, max }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("share" as const, "break" as const), max }) },
  );
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 6, maxLength: 8 }), async (edits) => {
      const folder = project();
      const reader = createReader();
      try {
        for (const one of edits) {
          apply(folder, one);
          const warm = await run({ cwd: folder, reader });
          const fresh = await run({ cwd: folder, output: "scratch" });
          expect(warm.diagnostics).toEqual(fresh.diagnostics);
          expect(warm.generated?.contract).toEqual(fresh.generated?.contract);
          const isBroken = warm.diagnostics.some(({ severity }) => severity === "error");
          if (!isBroken) expect(generated(folder)).toEqual(generated(folder, "scratch"));
        }
      } finally {
        await reader.close();
      }
    }),
    { numRuns: Number(process.env["EDITS"] ?? 1), seed, endOnFailure: true },
  );
}, 600_000);
