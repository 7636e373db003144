// When fakes are emitted, that a client alone has them too, and that they cost a client nothing.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { generate, generateClient, type Contract } from "actorgen/codegen";
import { defineActor } from "actorgen";
import { expect, test } from "vitest";
import { z } from "zod";
import { openProject } from "../../src/codegen/project.js";
import { chatRoom, Message } from "../../schemas/chat-room.js";
import { gameRoom, Player, Position, Role } from "../../schemas/game-room.js";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";

/** User code, codecs, defaults and names that cannot stand bare, in every place that a fake converts. */
const Amount = z.object({ value: z.bigint(), note: z.string().default("none") });
const till = defineActor({
  key: { shop: z.string(), desk: z.string().optional() },
  input: z.object({ opened: z.date() }),
  connParams: z.object({ token: z.string().refine((text) => text.length > 1), lang: z.string().default("en") }),
  actions: {
    pay: {
      args: { amount: Amount, tip: z.int().default(0), memo: z.string().optional(), again: z.boolean().default(false) },
      returns: Amount,
      errors: { "too poor": z.object({ missing: z.bigint() }), closed: z.void() },
    },
    trim: { args: { text: z.string().transform((text) => text.length) }, returns: z.date().refine(() => true) },
    new: { input: z.object({ at: z.date() }), returns: z.unknown() },
    toString2: {},
  },
  events: { "paid out": Amount, hasOwnProperty: z.int(), closed: z.void() },
});
const { contract, diagnostics } = generate({ till, Amount, chatRoom, Message, gameRoom, Player, Position, Role });

const settings = {
  strict: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2023", "dom"],
  types: [],
  skipLibCheck: true,
  noEmit: true,
};

const use = `import { createFakeServer, type FakeServer } from "./generated/testing.js";
export const server: FakeServer = createFakeServer({
  till: {
    pay: (c, amount, tip, memo, again) => {
      const rest: bigint = amount.value + BigInt(tip) + (again ? 1n : 0n);
      if (memo === undefined) throw c.errors["too poor"]({ missing: rest });
      c.broadcast("paid out", { value: rest, note: memo });
      return { value: rest, note: amount.note };
    },
    trim: (_c, text) => new Date(text),
    new: (_c, input) => input.at,
  },
});
const till = server.actor("till", ["shop-1"]);
till.fail("pay", "closed");
till.fail("pay", "too poor", { missing: 1n });
void till.emit("hasOwnProperty", 5);
void till.emit("paid out", { value: 1n, note: "" });
export const paid: readonly bigint[] = till.calls("pay").map(([amount]) => amount.value);
`;

test("a client made from the contract alone has them, and they compile", () => {
  const received: Contract = JSON.parse(JSON.stringify(contract));
  expect(diagnostics).toEqual([]);
  const { files } = generateClient(received, { testing: true });
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(["testing.ts", "till.testing.ts"]));
  const folder = temporaryProject(
    { "use.ts": use, "tsconfig.json": JSON.stringify({ compilerOptions: settings }) },
    [],
  );
  writeFiles(join(folder, "generated"), Object.fromEntries(files.map(({ path, text }) => [path, text])));
  expect(compile("7", folder, ["-p", "."]).output).toBe("");
}, 60_000);

test("a client's bundle is the same with and without them", async () => {
  const bundle = async (testing: boolean): Promise<string> => {
    const folder = temporaryProject({}, []);
    for (const { path, text } of generateClient(contract, { testing }).files) writeFiles(folder, { [path]: text });
    const { outputFiles } = await build({
      entryPoints: [join(folder, "client.ts")],
      bundle: true,
      minifySyntax: true,
      minifyWhitespace: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    return outputFiles[0]?.text ?? "";
  };
  const [without, withFakes] = [await bundle(false), await bundle(true)];
  expect(without.length).toBeGreaterThan(10_000);
  expect(withFakes === without).toBe(true);
});

test.each([
  ["no test runner", {}, undefined, false],
  ["a test runner", { devDependencies: { vitest: "*" } }, undefined, true],
  ["another", { devDependencies: { jest: "*" } }, undefined, true],
  ["the config says no", { devDependencies: { vitest: "*" } }, "testing: false", false],
  ["the config says yes", {}, "testing: true", true],
])("emitted or not: %s", async (_what, manifest, config, expected) => {
  const folder = temporaryProject({ "package.json": JSON.stringify({ type: "module", ...manifest }) }, []);
  if (config !== undefined) writeFiles(folder, { "actorgen.config.ts": `export default { ${config} };` });
  const { testing, diagnostics } = await openProject({ cwd: folder });
  expect({ testing, diagnostics }).toEqual({ testing: expected, diagnostics: [] });
});

test("this repository has them, as it has a test runner", () => {
  expect(existsSync(join(repository, "generated/testing.ts"))).toBe(true);
});
