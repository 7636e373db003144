// Whatever actions, events and error codes are called, emitted files compile and each position has its own converter.
import { build } from "esbuild";
import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { generate } from "../../src/codegen/generate.js";
import type { ClientActor } from "../../src/protocol/descriptor.js";
import type { Convert } from "../../src/protocol/issue.js";
import { defineActor } from "../../src/schema/index.js";
import { outcome } from "./emitted.js";

/** Events, actions and error codes of these names, each with a text of a length that no other has. */
function actorOf(names: readonly string[]): ReturnType<typeof defineActor> {
  const sized = (at: number): z.ZodType => z.string().length(at + 1);
  return defineActor({
    events: Object.fromEntries(names.map((name, at) => [name, sized(at)])),
    actions: Object.fromEntries(
      names.map((name, at) => [
        name,
        {
          args: { value: sized(at) },
          returns: sized(at),
          errors: Object.fromEntries(names.map((code, index) => [code, sized(at * names.length + index)])),
        },
      ]),
    ),
  });
}

/** The descriptor of an emitted client, or what the reader says against the actor. */
async function emittedActor(
  room: ReturnType<typeof defineActor>,
  types: Readonly<Record<string, z.ZodType>> = {},
): Promise<ClientActor | string> {
  const { files, diagnostics } = generate({ room, ...types });
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined) return error.code;
  const folder = mkdtempSync(join(tmpdir(), "actorgen-names-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const { path, text } of files) writeFileSync(join(folder, path), text);
  const entries = files.map(({ path }) => path).filter((path) => path.endsWith(".ts"));
  const alias = Object.fromEntries(
    [
      ["", "schema"],
      ["/client", "client"],
      ["/server", "server"],
      ["/validation", "protocol/validation"],
    ].map(([entry, path]) => [`actorgen${entry}`, resolve(`src/${path}/index.ts`)]),
  );
  await build({
    entryPoints: entries.filter((path) => !path.includes("server")).map((path) => join(folder, path)),
    outdir: join(folder, "out"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    logLevel: "silent",
    alias,
    external: ["ws", "#websocket"],
  });
  // Those of the server import the user's schemas, which are no file here: their syntax is what is looked at.
  await build({
    entryPoints: entries.map((path) => join(folder, path)),
    outdir: join(folder, "syntax"),
    logLevel: "silent",
  });
  return ((await import(pathToFileURL(join(folder, "out", "room.mjs")).href)) as { readonly room: ClientActor }).room;
}

const takes = (convert: Convert | null | undefined, length: number): boolean =>
  typeof convert === "function" && "data" in outcome(convert, "x".repeat(length));

/** Does each position take its own length and no other? */
function expectOwn(actor: ClientActor, names: readonly string[]): void {
  for (const [at, name] of names.entries()) {
    const action = actor.actions[name];
    const event = actor.events[name]?.decode;
    for (const other of names.keys()) {
      expect([name, other, takes(event, other + 1)]).toEqual([name, other, other === at]);
      expect([name, other, takes(action?.decodeResult, other + 1)]).toEqual([name, other, other === at]);
      const encode = action?.encodeArgs;
      expect(encode && "data" in outcome(encode, ["x".repeat(other + 1)])).toBe(other === at);
    }
    for (const [index, code] of names.entries()) {
      const length = at * names.length + index + 1;
      const decode = action?.decodeErrors?.[code];
      expect([takes(decode, length), takes(decode, length + 1)]).toEqual([true, false]);
    }
  }
}

const hostile = [
  "was-read", "wasRead", "WasRead", "was read", "do-it", "not-found", "2fa", "a.b", "a", "b", "b.c", "é", "größe", "日本",
  "𠮷野", "😀", "*/", "/* x", "`${x}`", '"', "'", "\\", "\n", "\u2028", "</script>", "class", "await", "$", "_", "-", "%",
  "args", "event", "result", "error", "a.error", "check", "wasRead2", "\u200d", "\u0301",
]; // prettier-ignore

test("hostile names", { timeout: 60_000 }, async () => {
  const fitting: string[] = [];
  for (const name of hostile) if (typeof (await emittedActor(actorOf([name]))) !== "string") fitting.push(name);
  expect(fitting.length).toBeGreaterThan(20);
  const actor = await emittedActor(actorOf(fitting));
  if (typeof actor === "string") throw new Error(actor);
  expectOwn(actor, fitting);
});

test("any names", { timeout: 60_000 }, async () => {
  const seed = Date.now();
  console.info(`test/templates/converters-names.test.ts: fast-check seed ${seed}`);
  const name = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 6 }), fc.string());
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), async (names) => {
      const actor = await emittedActor(actorOf(names));
      if (typeof actor === "string") return;
      ran++;
      expectOwn(actor, names);
    }),
    { seed, numRuns: 60 },
  );
  expect(ran).toBeGreaterThan(10);
});

test("a type named as a position is: each keeps its own converter, and the two stand in one file", async () => {
  const HistoryResult = z.object({ a: z.string() });
  const room = defineActor({
    actions: { history: { returns: HistoryResult.nullable() }, other: { returns: HistoryResult } },
    events: { changed: HistoryResult },
  });
  const actor = await emittedActor(room, { HistoryResult });
  if (typeof actor === "string") throw new Error(actor);
  const { history, other } = actor.actions;
  for (const convert of [history?.decodeResult, other?.decodeResult, actor.events["changed"]?.decode]) {
    if (!convert) throw new Error("Nothing was emitted.");
    expect(outcome(convert, { a: "x" })).toEqual({ data: { a: "x" } });
    expect("data" in outcome(convert, null)).toBe(convert === history?.decodeResult);
  }
});
