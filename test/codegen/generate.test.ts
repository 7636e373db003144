// generate is pure: definitions in, files out, the same each time, and faults of templates are findings.
import { expect, test } from "vitest";
import { z } from "zod";
import { generate, generateClient, printFiles, type Template } from "../../src/codegen/index.js";
import { defineActor } from "../../src/schema/index.js";

const Message = z.object({ text: z.string() });
const chat = defineActor({
  actions: { post: { args: { text: z.string() }, returns: Message } },
  events: { posted: Message },
});
const emits = (...paths: string[]): Template =>
  function emitsPaths() {
    return paths.map((path) => ({ path, text: "// x" }));
  };
const codesOf = (...templates: Template[]): string[] =>
  generate({ chat }, { templates, builtIn: [] }).diagnostics.map(({ code }) => code);

test("a record of exports gives the files of its actors, sorted, and the contract", async () => {
  const { files, contract, server, diagnostics } = generate({ chat, Message });
  expect(diagnostics).toEqual([]);
  expect(Object.keys(contract.actors)).toEqual(["chat"]);
  expect(Object.keys(server?.actors ?? {})).toEqual(["chat"]);
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual([...paths].sort());
  expect(paths).toEqual(
    expect.arrayContaining(["chat.server.ts", "chat.ts", "client.ts", "contract.json", "server.ts", "types.ts"]),
  );
  expect((await printFiles(files)).length).toBe(files.length);
});

test("the same again, whatever the order of the modules", () => {
  const modules = [
    { source: "schemas/a.ts", exports: { Message }, text: "" },
    { source: "schemas/b.ts", exports: { chat }, text: "" },
  ];
  expect(generate(modules.toReversed())).toEqual(generate(modules));
});

test("import endings and the way to the sources", () => {
  const text = (options: Parameters<typeof generate>[1]): string =>
    generate({ chat }, options)
      .files.map((file) => file.text)
      .join("\n");
  expect(text({})).toContain('"./chat.js"');
  expect(text({ importExtension: ".ts" })).toContain('"./chat.ts"');
  expect(text({ importExtension: "" })).toContain('"./chat"');
});

test("a contract alone gives the client", () => {
  const { contract, files } = generate({ chat, Message });
  const client = generateClient(contract);
  expect(client.server).toBeUndefined();
  const paths = client.files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(["chat.ts", "client.ts", "contract.json"]));
  expect(paths.filter((path) => path.includes("server"))).toEqual([]);
  const emitted = (name: string, from: typeof files): string | undefined =>
    from.find(({ path }) => path === name)?.text;
  for (const name of ["chat.ts", "client.ts", "contract.json"])
    expect(emitted(name, client.files)).toBe(emitted(name, files));
});

test("findings about schemas stop before any file", () => {
  const broken = generate({ chat: defineActor({ actions: { then: {} } }) });
  expect(broken.diagnostics.map(({ severity }) => severity)).toContain("error");
  expect(broken.files).toEqual([]);
});

test("templates beside the built-in ones, and what they may not emit", () => {
  expect(generate({ chat }, { templates: [emits("extra/notes.md")] }).files.map(({ path }) => path)).toContain(
    "extra/notes.md",
  );
  for (const path of [
    "../a.ts",
    "/a.ts",
    "a/../../b.ts",
    "a//b.ts",
    "a\\b.ts",
    "C:a.ts",
    "./a.ts",
    "",
    ".actorgen-manifest.json",
  ]) {
    expect({ path, codes: codesOf(emits(path)) }).toEqual({ path, codes: ["AG121"] });
  }
  expect(codesOf(emits("a.ts"), emits("A.ts"))).toEqual(["AG122"]);
  const { diagnostics, files } = generate(
    { chat },
    {
      templates: [
        () => {
          throw new Error("no");
        },
        emits("../a.ts"),
      ],
    },
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["AG120", "AG121"]);
  expect(diagnostics[1]?.message).toContain("emitsPaths");
  expect(files).toEqual([]);
});
