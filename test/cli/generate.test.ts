// The command line in a project of its own: what it writes, says and answers with.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "prettier";
import { describe, expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";

const schema = `import { defineActor } from "actorgen";
import { z } from "zod";

export const Message = z.object({ text: z.string() });

/** A room. */
export const room = defineActor({
  actions: { post: { args: { text: z.string() }, returns: Message } },
  events: { posted: Message },
});
`;
const project = (files: Record<string, string> = {}): string =>
  temporaryProject({ "schemas/room.ts": schema, ...files });
const snapshot = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, "generated"))
      .sort()
      .map((name) => [name, readFileSync(join(folder, "generated", name), "utf8")]),
  );

describe("generate", () => {
  test("writes, says so in a line, and does nothing the second time", async () => {
    const folder = project();
    const first = await runCli(folder, []);
    expect(first).toMatchObject({ code: 0, stdout: "" });
    expect(first.stderr).toMatch(
      /^generated {2}1 actor, 1 action {2}→ generated\/ \((\d+) files, \1 changed\) in \d+ ms\n$/,
    );
    for (const [name, text] of Object.entries(snapshot(folder)))
      expect({ name, clean: await check(text, { filepath: name }) }).toEqual({ name, clean: true });
    const old = new Date(1_600_000_000_000);
    for (const name of readdirSync(join(folder, "generated"))) utimesSync(join(folder, "generated", name), old, old);
    const second = await runCli(folder, ["generate"]);
    expect(second.code).toBe(0);
    expect(second.stderr).toContain("nothing changed");
    for (const name of readdirSync(join(folder, "generated")))
      expect(statSync(join(folder, "generated", name)).mtimeMs).toBe(old.getTime());
    rmSync(join(folder, "generated/client.ts"));
    expect((await runCli(folder, [])).stderr).toContain("1 changed");
    expect((await runCli(folder, ["--silent"])).stderr).toBe("");
  });

  test("a changed import, a new file and a changed config are noticed", async () => {
    const folder = project({
      "schemas/room.ts": schema.replace(/export const Message.*\n/, 'import { Message } from "../lib/message.js";\n'),
      "lib/message.ts": `import { z } from "zod";\nexport const Message = z.object({ text: z.string() });\n`,
    });
    await runCli(folder, []);
    await new Promise((resolve) => setTimeout(resolve, 5));
    writeFileSync(
      join(folder, "lib/message.ts"),
      `import { z } from "zod";\nexport const Message = z.object({ title: z.string() });\n`,
    );
    await runCli(folder, []);
    expect(snapshot(folder)["contract.json"]).toContain("title");
    writeFiles(folder, {
      "schemas/hall.ts": `import { defineActor } from "actorgen";\nexport const hall = defineActor({});\n`,
    });
    expect((await runCli(folder, [])).stderr).toContain("2 actors");
    writeFiles(folder, { "actorgen.config.ts": `export default { input: "schemas/hall.ts" };` });
    expect((await runCli(folder, ["--verbose"])).stderr).toContain("remove     generated/room.ts");
  });

  test("other time zones, locales and folders give the same bytes", async () => {
    const one = project();
    const other = project();
    await runCli(one, [], { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" });
    await runCli(other, [], { TZ: "America/Caracas", LC_ALL: "C" });
    expect(snapshot(other)).toEqual(snapshot(one));
  });

  test("an own template, and a client from a contract alone", async () => {
    const folder = project({
      "actorgen.config.ts": `import { defineConfig } from "actorgen";\nexport default defineConfig({ templates: [({ contract }) => [{ path: "names.ts", text: "export const names = " + JSON.stringify(Object.keys(contract.actors)) }]] });`,
    });
    expect((await runCli(folder, [])).code).toBe(0);
    expect(snapshot(folder)["names.ts"]).toBe('export const names = ["room"];\n');
    const other = temporaryProject({});
    const run = await runCli(other, ["--from", join(folder, "generated/contract.json"), "-o", "client"]);
    expect(run).toMatchObject({ code: 0 });
    expect(readdirSync(join(other, "client")).filter((name) => name.includes("server"))).toEqual([]);
    expect(readFileSync(join(other, "client/room.ts"), "utf8")).toBe(snapshot(folder)["room.ts"]);
    expect(await runCli(other, ["--from", "package.json"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("AG114"),
    });
  });

  test("--dry-run and --stats", async () => {
    const folder = project();
    const dry = await runCli(folder, ["--dry-run"]);
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain("create     generated/client.ts\n");
    expect(existsSync(join(folder, "generated"))).toBe(false);
    expect((await runCli(folder, ["--stats"])).stdout).toMatch(
      /^actor +actions +events +client, min\+gz\nroom +1 +1 +\d+ B\n/,
    );
  });
});

describe("findings", () => {
  const broken = {
    "schemas/broken.ts": `import { x } from "./nowhere.js";\nexport const y = x;\n`,
    "schemas/worse.ts": "export const a = {;\n",
  };

  test("text: all of them, sorted, with a code frame; nothing is written", async () => {
    const folder = project(broken);
    const { code, stdout, stderr } = await runCli(folder, []);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain('error AG102  schemas/broken.ts:1:19\n  The import "./nowhere.js" leads nowhere.');
    expect(stderr).toContain('  > 1 | import { x } from "./nowhere.js";\n      |                   ^\n');
    expect(stderr).toContain("  mend: Correct the path, or create the file.\n");
    expect(stderr.indexOf("broken.ts")).toBeLessThan(stderr.indexOf("worse.ts"));
    expect(stderr).toMatch(/failed {5}2 errors, nothing written/);
    expect(existsSync(join(folder, "generated"))).toBe(false);
  });

  test("json and github-actions", async () => {
    const folder = project(broken);
    const json: unknown = JSON.parse((await runCli(folder, ["--error-format", "json"])).stdout);
    expect(json).toMatchObject({
      ok: false,
      diagnostics: [{ code: "AG102", file: "schemas/broken.ts", line: 1 }, { code: "AG101" }],
    });
    const github = await runCli(folder, ["--error-format", "github-actions"]);
    expect(github.stdout).toContain("::error file=schemas/broken.ts,line=1,col=19,title=actorgen AG102::");
  });

  test("colours for people only", async () => {
    const folder = project(broken);
    expect((await runCli(folder, [])).stderr).not.toContain("\u001b[");
    expect((await runCli(folder, [], { FORCE_COLOR: "1" })).stderr).toContain("\u001b[31m");
    expect((await runCli(folder, [], { FORCE_COLOR: "1", NO_COLOR: "1" })).stderr).not.toContain("\u001b[");
  });

  test("a hand-edited and a foreign file are named, and --force takes the first", async () => {
    const folder = project();
    await runCli(folder, []);
    writeFileSync(join(folder, "generated/client.ts"), "// mine\n");
    const stopped = await runCli(folder, []);
    expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining("error AG130  generated/client.ts") });
    expect((await runCli(folder, ["--force"])).code).toBe(0);
    const other = project({ "generated/client.ts": "// mine\n" });
    expect(await runCli(other, ["--force"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("error AG131  generated/client.ts"),
    });
    expect(readdirSync(join(other, "generated"))).toEqual(["client.ts"]);
  });

  test("wrong use: exit 2", async () => {
    const folder = temporaryProject({});
    for (const [args, message] of [
      [["--chek"], "unknown option '--chek'"],
      [["--check", "--watch"], "cannot be used with"],
      [["--error-format", "xml"], "Allowed choices are text, json, github-actions"],
      [["frobnicate"], "unknown command 'frobnicate'"],
      [[], "AG104"],
      [["--config", "nowhere.ts"], "AG113"],
      [["explain", "AG999"], "There is no code AG999"],
    ] as const) {
      expect(await runCli(folder, args)).toMatchObject({
        code: 2,
        stdout: "",
        stderr: expect.stringContaining(message),
      });
    }
  });

  test("help and explain", async () => {
    const folder = temporaryProject({});
    for (const args of [["--help"], ["generate", "--help"]]) {
      expect(await runCli(folder, args)).toMatchObject({
        code: 0,
        stderr: "",
        stdout: expect.stringContaining("--error-format"),
      });
    }
    expect(await runCli(folder, ["explain", "12"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("AG012"),
    });
    expect((await runCli(folder, ["explain"])).stdout.split("\n").length).toBeGreaterThan(30);
  });
});

describe("--check", () => {
  test("is quiet when all is as generated, also reformatted and with CRLF, and never writes", async () => {
    const folder = project();
    await runCli(folder, []);
    for (const [name, text] of Object.entries(snapshot(folder)))
      writeFileSync(join(folder, "generated", name), text.replaceAll("\n  ", "\n\t").replaceAll("\n", "\r\n"));
    const before = snapshot(folder);
    const run = await runCli(folder, ["--check"], { TZ: "Asia/Kathmandu", LC_ALL: "tr_TR.UTF-8" });
    expect(run).toMatchObject({ code: 0, stdout: "" });
    expect(run.stderr).toContain("all as generated");
    expect(snapshot(folder)).toEqual(before);
  });

  test("names each file and shows the difference", async () => {
    const folder = project();
    await runCli(folder, []);
    writeFileSync(join(folder, "schemas/room.ts"), schema.replace("post:", "publish:"));
    writeFiles(folder, {
      "schemas/hall.ts": `import { defineActor } from "actorgen";\nexport const hall = defineActor({});\n`,
      "generated/types.ts": "// mine\n",
    });
    const before = snapshot(folder);
    const { code, stdout, stderr } = await runCli(folder, ["--check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("AG140  generated/hall.ts");
    expect(stderr).toContain("AG141  generated/room.ts");
    expect(stderr).toContain("AG130  generated/types.ts");
    expect(stdout).toContain("--- a/room.ts\n+++ b/room.ts\n");
    expect(stdout).toMatch(/^- {2}post\(/m);
    expect(stdout).toMatch(/^\+ {2}publish\(/m);
    expect(snapshot(folder)).toEqual(before);
    rmSync(join(folder, "schemas/room.ts"));
    expect((await runCli(folder, ["--check"])).stderr).toContain("AG142  generated/room.ts");
  });

  test("without a generated folder every file is missing", async () => {
    const folder = project();
    expect(await runCli(folder, ["--check"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("AG140  generated/client.ts"),
    });
    expect(existsSync(join(folder, "generated"))).toBe(false);
  });
});

test("--watch runs again at each change and outlives a broken schema", async () => {
  const folder = project();
  const child = spawn(process.execPath, [join(repository, "dist/src/cli/main.js"), "--watch"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "pipe"],
  });
  let said = "";
  let heard = (): void => {};
  child.stderr.on("data", (chunk) => {
    said += String(chunk);
    heard();
  });
  child.on("close", () => heard());
  const says = async (text: string): Promise<void> => {
    while (!said.includes(text)) {
      if (child.exitCode !== null) throw new Error(`It ended without "${text}": ${said}`);
      await new Promise<void>((resolve) => (heard = resolve));
    }
    said = "";
  };
  await says("watching");
  writeFileSync(join(folder, "schemas/room.ts"), schema.replace("events: {", "events: {;"));
  await says("nothing written");
  writeFileSync(join(folder, "schemas/room.ts"), schema.replace("post:", "publish:"));
  await says("changed)");
  expect(snapshot(folder)["room.ts"]).toContain("publish(");
  writeFiles(folder, {
    "schemas/deep/hall.ts": `import { defineActor } from "actorgen";\nexport const hall = defineActor({});\n`,
  });
  await says("2 actors");
  child.kill("SIGINT");
  await once(child, "close");
  expect(child.exitCode).toBe(0);
}, 30_000);
