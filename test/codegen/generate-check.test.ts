// --check compares code, not layout: quiet after any formatter, on any machine, and clear about what differs.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, type Options } from "prettier";
import { expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { temporaryProject } from "../temporary-project.js";

const schema = `import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.object({ "it's \\"quoted\\"": z.string(), text: z.string().regex(/^[a-z'"/]+$/) });
export const Shape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("circle"), radius: z.number() }),
  z.object({ kind: z.literal("square"), side: z.number(), tags: z.record(z.string(), z.array(z.string())).optional() }),
]);

/** A room. */
export const room = defineActor({
  connParams: z.object({ user: z.string() }),
  actions: {
    /** Posts. */
    post: { args: { text: z.string().max(50), shape: Shape.nullable() }, returns: Message, errors: { muted: z.object({ until: z.date() }) } },
    "with-dash": { args: { limit: z.int().max(500).default(50) }, returns: z.array(Message) },
  },
  events: { posted: Message },
});
`;
const hall = `import { defineActor } from "actorgen";\nexport const hall = defineActor({ events: {} });\n`;

function texts(folder: string): [name: string, text: string][] {
  const names = readdirSync(join(folder, "generated")).filter((name) => !name.startsWith("."));
  return names.map((name) => [name, readFileSync(join(folder, "generated", name), "utf8")]);
}

const styles: readonly { readonly options: Options; readonly crlf?: true; readonly env: NodeJS.ProcessEnv }[] = [
  {
    options: { singleQuote: true, semi: false, printWidth: 80, useTabs: true, trailingComma: "none" },
    env: { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  },
  {
    options: { printWidth: 200, tabWidth: 8, arrowParens: "avoid", quoteProps: "consistent", bracketSpacing: false },
    crlf: true,
    env: { TZ: "America/St_Johns", LANG: "de_DE.UTF-8" },
  },
  {
    options: { printWidth: 20, quoteProps: "preserve", objectWrap: "collapse", experimentalOperatorPosition: "start" },
    env: { TZ: "UTC", LANG: "C" },
  },
];

test("right after another formatter, a CRLF checkout, elsewhere: 0, and nothing is written", async () => {
  const folder = temporaryProject({ "schemas/room.ts": schema });
  expect((await runCli(folder, [])).code).toBe(0);
  for (const { options, crlf, env } of styles) {
    for (const [name, text] of texts(folder)) {
      const styled = await format(text.replaceAll("\r\n", "\n"), { ...options, filepath: name });
      writeFileSync(join(folder, "generated", name), crlf ? styled.replaceAll("\n", "\r\n") : styled);
    }
    const before = texts(folder);
    expect(await runCli(folder, ["--check"], env)).toMatchObject({ code: 0, stdout: "" });
    expect(texts(folder)).toEqual(before);
  }
}, 30_000);

test("each file that differs, in every format, with its diff", async () => {
  const folder = temporaryProject({ "schemas/room.ts": schema, "schemas/hall.ts": hall });
  await runCli(folder, []);
  const path = (name: string): string => join(folder, "generated", name);
  rmSync(path("room.ts"));
  writeFileSync(path("types.ts"), readFileSync(path("types.ts"), "utf8").replace("string", "number"));
  writeFileSync(join(folder, "schemas/room.ts"), schema.replace("max(50)", "max(51)"));
  rmSync(join(folder, "schemas/hall.ts"));
  const expected = {
    "room.ts": ["missing", "AG140"],
    "room.validators.ts": ["changed", "AG141"],
    "hall.ts": ["stale", "AG142"],
    "types.ts": ["hand-edited", "AG130"],
  } as const;

  const told = await runCli(folder, ["--check"]);
  expect(told.code).toBe(1);
  for (const [name, [, code]] of Object.entries(expected)) expect(told.stderr).toContain(`${code}  generated/${name}`);
  expect(told.stdout).toContain("--- /dev/null\n+++ b/room.ts\n");
  expect(told.stdout).toContain("--- a/hall.ts\n+++ /dev/null\n");
  expect(told.stdout).toMatch(/^--- a\/types\.ts\n\+\+\+ b\/types\.ts\n@@ .* @@\n/m);
  expect(told.stdout).toMatch(/^-.*50.*\n\+.*51/m);

  const json = await runCli(folder, ["--check", "--error-format", "json"]);
  expect(json.code).toBe(1);
  const data: unknown = JSON.parse(json.stdout);
  for (const [name, [kind]] of Object.entries(expected))
    expect(data).toMatchObject({
      ok: false,
      drift: expect.arrayContaining([{ path: name, kind, diff: expect.stringContaining("\n@@ ") }]),
    });

  const actions = await runCli(folder, ["--check", "--error-format", "github-actions"]);
  expect(actions.code).toBe(1);
  for (const [name, [, code]] of Object.entries(expected))
    expect(actions.stdout).toMatch(new RegExp(`^::error [^\n]*file=generated/${name}[^\n]*${code}`, "m"));
  expect(actions.stdout).toContain("+++ b/types.ts");
}, 30_000);
