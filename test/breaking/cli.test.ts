// `actorgen breaking` and `actorgen diff` as a user runs them: in a git repository, from a folder, from a file.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { temporaryProject, writeFiles } from "../temporary-project.js";

const schema = (text: string, more = ""): string => `import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.object({ text: z.string() });

/** A room. */
export const room = defineActor({
  state: z.object({ count: z.int() }),
  actions: {
    post: { args: { text: ${text} }, returns: Message },
    ${more}
  },
  events: { posted: Message },
});
`;

function git(folder: string, ...args: readonly string[]): string {
  const who = [
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@example.com",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "init.defaultBranch=main",
  ];
  return execFileSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" });
}

/** A repository whose first commit, tagged v1, holds a generated room. */
async function released(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryProject({
    "schemas/room.ts": schema("z.string().max(9)", "clear: {},"),
    ".gitignore": "node_modules\n",
    ...files,
  });
  await runCli(folder, ["--silent"]);
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "one");
  git(folder, "tag", "v1");
  return folder;
}

describe("breaking", () => {
  test("against a tag: proof, place, call and mend; nothing is written", async () => {
    const folder = await released();
    expect(await runCli(folder, ["breaking", "--against", "v1"])).toMatchObject({ code: 0, stdout: "" });
    writeFiles(folder, { "schemas/room.ts": schema("z.string().max(4)") });
    const before = readFileSync(join(folder, "generated/contract.json"), "utf8");
    const { code, stderr, stdout } = await runCli(folder, ["breaking", "--against", "v1"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.replace(/\([0-9a-f]{12}\)/, "(commit)")).toBe(`room

  ✗ action-removed  schemas/room.ts:9:3
    The action \`clear\` is gone.
    connection.clear();
    mend: Keep the action, marked @deprecated, until no client calls it.

  ✗ argument-narrowed  schemas/room.ts:10:21
    The argument \`text\` of \`post\` takes less than before.
    connection.post("aaaaa");
    the old contract accepts, the new one refuses: "aaaaa"
      Too big: expected string to have <=4 characters
    mend: Accept what was accepted before: widen it again, or add a new action beside the old one.

breaking  2 breaking against v1 (commit)
`);
    expect(readFileSync(join(folder, "generated/contract.json"), "utf8")).toBe(before);
    expect(readdirSync(folder).sort()).toEqual([
      ".git",
      ".gitignore",
      "generated",
      "node_modules",
      "package.json",
      "schemas",
    ]);
  });

  test("the other formats", async () => {
    const folder = await released();
    writeFiles(folder, { "schemas/room.ts": schema("z.string().max(4)", "/** Empties it. */ clear: {}, extra: {},") });
    const json = await runCli(folder, ["breaking", "--against", "HEAD", "--error-format", "json"]);
    expect(json).toMatchObject({ code: 1, stderr: "" });
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      changes: [
        {
          rule: "argument-narrowed",
          severity: "breaking",
          actor: "room",
          at: "room.actions.post.args.text",
          file: "schemas/room.ts",
          line: 10,
          column: 21,
          witness: { payload: "aaaaa", path: [], reason: "Too big: expected string to have <=4 characters" },
        },
        { rule: "action-added" },
        { rule: "docs-changed" },
      ],
    });
    const marks = await runCli(folder, ["breaking", "--against", "HEAD", "--error-format", "github-actions"]);
    expect(marks.stdout).toMatch(
      /^::error file=schemas\/room.ts,line=10,col=21,title=actorgen argument-narrowed::The argument.*%0A.*\n$/,
    );
    expect((await runCli(folder, ["breaking", "--against", "HEAD", "--verbose"])).stderr).toContain("✓ action-added");
  });

  test("against a folder, a file, and without the server's part", async () => {
    const folder = await released();
    const old = join(folder, "old");
    mkdirSync(old);
    for (const name of ["contract.json", "contract.server.json"])
      writeFileSync(join(old, name), readFileSync(join(folder, "generated", name)));
    writeFiles(folder, {
      "schemas/room.ts": schema("z.string().max(9)", "clear: {},").replace("count: z.int()", "count: z.string()"),
    });
    const state = await runCli(folder, ["breaking", "--against", "old"]);
    expect(state.code).toBe(1);
    expect(state.stderr).toContain('the old contract stores, the new one refuses: {"count": 1}');
    expect((await runCli(folder, ["breaking", "--against", "old/contract.json"])).code).toBe(1);
    rmSync(join(old, "contract.server.json"));
    expect((await runCli(folder, ["breaking", "--against", "old/contract.json"])).code).toBe(0);
    expect((await runCli(folder, ["breaking", "--against", "old", "--from", "generated"])).code).toBe(0);
  });

  test("an output folder elsewhere, from a folder below, and in a project below the repository's root", async () => {
    const folder = temporaryProject({
      "app/schemas/room.ts": schema("z.string().max(9)"),
      ".gitignore": "node_modules\n",
    });
    const app = join(folder, "app");
    writeFiles(app, { "actorgen.config.ts": `export default { output: "src/api" };` });
    await runCli(app, ["--silent"]);
    git(folder, "init", "-q");
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", "one");
    writeFiles(app, { "schemas/room.ts": schema("z.string().max(4)") });
    expect((await runCli(app, ["breaking", "--against", "main"])).code).toBe(1);
    expect((await runCli(join(app, "schemas"), ["breaking", "--against", "main"])).stderr).toContain(
      "✗ argument-narrowed  room.ts:10:21",
    );
    rmSync(join(app, "src"), { recursive: true });
    expect((await runCli(app, ["breaking", "--against", "main"])).code).toBe(1);
    const other = await runCli(app, ["breaking", "--against", "main", "-o", "generated"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("At that commit there is app/src/api/contract.json");
  });
});

describe("what cannot be compared exits with 2", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--against", "nowhere"], "AG200"],
    [["--against=--output=pwned"], "AG200"],
    [["--against", "v1;touch pwned"], "AG200"],
    [["--against", ""], "AG200"],
    [["--against", "schemas"], "AG202"],
    [["--against", "package.json"], "AG203"],
    [["--against", "schemas/room.ts"], "AG203"],
    [[], "required option '--against <old>'"],
  ];

  test("refs that are none, options and commands in their place, folders and files without a contract", async () => {
    const folder = await released();
    for (const [flags, expected] of cases) {
      const { code, stderr } = await runCli(folder, ["breaking", ...flags]);
      expect(stderr).toContain(expected);
      expect({ flags, code }).toEqual({ flags, code: 2 });
    }
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  test("no repository, no git, a commit before the contract, schemas that do not load", async () => {
    const folder = temporaryProject({ "schemas/room.ts": schema("z.string()") });
    const alone = { GIT_CEILING_DIRECTORIES: join(folder, "..") };
    expect((await runCli(folder, ["breaking", "--against", "main"], alone)).stderr).toContain("AG201");
    expect((await runCli(folder, ["breaking", "--against", "main"], { ...alone, PATH: "" })).stderr).toContain(
      "Install git",
    );
    expect((await runCli(folder, ["diff", "--against", "../none/contract.json"], alone)).stderr).toContain("AG202");
    git(folder, "init", "-q");
    git(folder, "commit", "-qm", "empty", "--allow-empty");
    const early = await runCli(folder, ["breaking", "--against", "HEAD", "--error-format", "json"]);
    expect(early.code).toBe(2);
    expect(JSON.parse(early.stdout)).toMatchObject({ ok: false, diagnostics: [{ code: "AG202" }] });
    writeFiles(folder, { "schemas/room.ts": "export const = 1;" });
    await runCli(folder, []);
    writeFileSync(join(folder, "old.json"), JSON.stringify({ actorgen: 1, hash: "", actors: {}, $defs: {} }));
    const broken = await runCli(folder, ["breaking", "--against", "old.json"]);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain("AG101");
  });
});

test("diff: Markdown for a release note, or data", async () => {
  const folder = await released();
  writeFiles(folder, { "schemas/room.ts": schema("z.string().max(4)", "/** Empties it. */ clear: {}, extra: {},") });
  const { code, stdout } = await runCli(folder, ["diff", "--against", "v1"]);
  expect(code).toBe(0);
  expect(stdout).toBe(`## Breaking changes

### \`room\`

- **The argument \`text\` of \`post\` takes less than before.**  
  Fails: \`connection.post("aaaaa");\`  
  The old contract accepts, the new one refuses \`"aaaaa"\` (Too big: expected string to have \\<=4 characters).  
  Accept what was accepted before: widen it again, or add a new action beside the old one.

## Compatible changes

### \`room\`

- The action \`extra\` is new.

## Documentation

### \`room\`

- The action \`clear\` is documented in other words.
`);
  const data = await runCli(folder, ["diff", "--against", "v1", "-f", "json"]);
  expect(data.code).toBe(0);
  expect(JSON.parse(data.stdout)).toMatchObject({
    changes: [{ rule: "argument-narrowed" }, { rule: "action-added" }, { rule: "docs-changed" }],
  });
  git(folder, "checkout", "-q", "--", "schemas");
  expect((await runCli(folder, ["diff", "--against", "v1"])).stdout).toBe("No changes.\n");
});
