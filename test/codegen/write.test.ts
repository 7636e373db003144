// Safe writing: only our own unedited files are touched, and every moment has an old tree or a new one.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPrinter } from "../../src/codegen/print.js";
import { findDrift } from "../../src/codegen/write/drift.js";
import { plan } from "../../src/codegen/write/plan.js";
import { writeFiles as write, type Written } from "../../src/codegen/write/write.js";
import { temporaryProject, writeFiles } from "../temporary-project.js";

// Longer with `npm run test:writing`.
const scaled = (name: string, few: number): number => Number(process.env[name] ?? few);
const script = join(import.meta.dirname, "write-run.mjs");

type Files = Readonly<Record<string, string>>;

const print = createPrinter();
const work = (folder: string, files: Files): Parameters<typeof write>[0] => ({
  folder,
  print,
  files: Object.entries(files).map(([path, text]) => ({ path, text })),
});
const run = (folder: string, files: Files, force = false): Promise<Written> => write({ ...work(folder, files), force });
const drift = async (folder: string, files: Files): Promise<string[]> =>
  (await findDrift(work(folder, files))).map(({ kind, path }) => `${kind} ${path}`);

/** Every file below a folder with its text, the manifest aside. */
function tree(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return Object.fromEntries(
    paths
      .filter((path) => !path.startsWith(".actorgen-manifest"))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

const a = { "a.ts": "export const a = 1" };
const ab = { ...a, "deep/b.ts": "export const b = 2" };

describe("one run after another", () => {
  test("creates, leaves alone, updates, removes", async () => {
    const folder = join(temporaryProject({}), "generated");
    expect(await run(folder, ab)).toMatchObject({
      created: ["a.ts", "deep/b.ts"],
      updated: [],
      removed: [],
      conflicts: [],
      total: 2,
    });
    expect(tree(folder)).toEqual({ "a.ts": "export const a = 1;\n", "deep/b.ts": "export const b = 2;\n" });

    const old = new Date(1_600_000_000_000);
    for (const path of ["a.ts", "deep/b.ts", ".actorgen-manifest.json"]) utimesSync(join(folder, path), old, old);
    expect(await run(folder, ab)).toMatchObject({ created: [], updated: [], removed: [] });
    expect(await run(folder, { ...ab, "a.ts": "export   const a = 1" })).toMatchObject({
      created: [],
      updated: [],
      removed: [],
    });
    expect(statSync(join(folder, "a.ts")).mtimeMs).toBe(old.getTime());

    expect(await run(folder, { "a.ts": "export const a = 3" })).toMatchObject({
      updated: ["a.ts"],
      removed: ["deep/b.ts"],
    });
    expect(tree(folder)).toEqual({ "a.ts": "export const a = 3;\n" });
    expect(existsSync(join(folder, "deep"))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual([".actorgen-manifest.json", "a.ts"]);
  });

  test("files are formatted only when they are emitted differently", async () => {
    const folder = join(temporaryProject({}), "generated");
    await run(folder, ab);
    const printed: string[] = [];
    const files = work(folder, { ...ab, "a.ts": "export const a = 4" });
    await write({ ...files, print: (file) => (printed.push(file.path), print(file)) });
    expect(printed).toEqual(["a.ts", ".actorgen-manifest.json"]);
  });

  test("other line ends and another style are no edit, and stay", async () => {
    const folder = join(temporaryProject({}), "generated");
    const files = { "a.ts": "export const a = { b: 'x', c: [1, 2] }", "b.json": '{ "a": [1, 2] }' };
    await run(folder, files);
    const restyled = {
      "a.ts": "export const a = {\r\n\tb: 'x',\r\n\tc: [1, 2],\r\n}\r\n",
      "b.json": '{"a": [1,2]}\r\n',
    };
    writeFiles(folder, restyled);
    expect(await drift(folder, files)).toEqual([]);
    expect(await run(folder, files)).toMatchObject({ updated: [], conflicts: [] });
    expect(tree(folder)).toEqual(restyled);
    expect(await run(folder, { ...files, "a.ts": "export const a = 2" })).toMatchObject({
      updated: ["a.ts"],
      conflicts: [],
    });
  });
});

describe("files in the way", () => {
  test("a hand-edited file stops the run before anything is written; --force overwrites it", async () => {
    const folder = join(temporaryProject({}), "generated");
    await run(folder, ab);
    writeFiles(folder, { "a.ts": "export const a = 1;\nexport const mine = 1;\n" });
    const before = tree(folder);
    const files = { ...a, "a.ts": "export const a = 5", "c.ts": "export const c = 1" };
    expect(await run(folder, files)).toMatchObject({ conflicts: [{ path: "a.ts", kind: "hand-edited" }] });
    expect(tree(folder)).toEqual(before);
    expect(await drift(folder, files)).toEqual(["hand-edited a.ts", "missing c.ts", "stale deep/b.ts"]);
    expect(await run(folder, files, true)).toMatchObject({
      created: ["c.ts"],
      updated: ["a.ts"],
      removed: ["deep/b.ts"],
      conflicts: [],
    });
  });

  test("a hand-edited file that is not generated any more is not removed", async () => {
    const folder = join(temporaryProject({}), "generated");
    await run(folder, ab);
    writeFiles(folder, { "deep/b.ts": "// mine\n" });
    expect(await run(folder, a)).toMatchObject({ conflicts: [{ path: "deep/b.ts", kind: "hand-edited" }] });
    expect(tree(folder)["deep/b.ts"]).toBe("// mine\n");
  });

  test("a foreign file stops the run, with --force too; one that says the same is taken over", async () => {
    const folder = join(temporaryProject({}), "generated");
    writeFiles(folder, { "a.ts": "// a user's own\n", "deep/notes.md": "mine" });
    expect(await run(folder, ab, true)).toMatchObject({ conflicts: [{ path: "a.ts", kind: "foreign" }] });
    expect(tree(folder)).toEqual({ "a.ts": "// a user's own\n", "deep/notes.md": "mine" });
    writeFiles(folder, { "a.ts": "export const a = 1\n" });
    expect(await run(folder, ab)).toMatchObject({ created: ["deep/b.ts"], conflicts: [] });
    expect(await run(folder, {})).toMatchObject({ removed: ["a.ts", "deep/b.ts"] });
    expect(tree(folder)).toEqual({ "deep/notes.md": "mine" });
  });

  test("links are not followed out of the folder", async () => {
    const root = temporaryProject({ "outside/b.ts": "// outside\n" });
    const folder = join(root, "generated");
    mkdirSync(folder);
    symlinkSync(join(root, "outside"), join(folder, "deep"));
    symlinkSync(join(root, "outside/b.ts"), join(folder, "a.ts"));
    const { conflicts } = await run(folder, ab, true);
    expect(conflicts.map(({ path, kind }) => `${kind} ${path}`)).toEqual(["blocked a.ts", "blocked deep/b.ts"]);
    expect(readFileSync(join(root, "outside/b.ts"), "utf8")).toBe("// outside\n");
    expect(lstatSync(join(folder, "a.ts")).isSymbolicLink()).toBe(true);
  });

  test("a stale file behind a link that leads out stays", async () => {
    const root = temporaryProject({});
    const folder = join(root, "generated");
    await run(folder, ab);
    rmSync(join(folder, "deep"), { recursive: true });
    writeFiles(root, { "outside/b.ts": "export const b = 2;\n" });
    symlinkSync(join(root, "outside"), join(folder, "deep"));
    expect((await run(folder, a)).conflicts).toMatchObject([{ kind: "blocked" }]);
    expect(existsSync(join(root, "outside/b.ts"))).toBe(true);
  });

  test("a manifest that names a path outside removes nothing there", async () => {
    const root = temporaryProject({});
    const folder = join(root, "generated");
    await run(folder, a);
    const manifest = readFileSync(join(folder, ".actorgen-manifest.json"), "utf8");
    writeFiles(root, { "a.ts": "export const a = 1;\n" });
    writeFiles(folder, { ".actorgen-manifest.json": manifest.replace("a.ts", "../a.ts") });
    expect((await run(folder, a)).conflicts).toMatchObject([{ kind: "blocked", path: "../a.ts" }]);
    expect(existsSync(join(root, "a.ts"))).toBe(true);
  });

  test("a manifest with merge conflicts stops the run", async () => {
    const folder = join(temporaryProject({}), "generated");
    await run(folder, a);
    writeFiles(folder, { ".actorgen-manifest.json": "<<<<<<< HEAD\n{}\n" });
    await expect(run(folder, ab)).rejects.toThrow("cannot be read");
    expect(tree(folder)).toEqual({ "a.ts": "export const a = 1;\n" });
  });

  test("a read-only folder is refused and untouched", async () => {
    const root = temporaryProject({});
    const folder = join(root, "generated");
    await run(folder, a);
    // Root may write anywhere, so a child without its rights does it.
    const isRoot = process.getuid?.() === 0;
    chmodSync(root, 0o755);
    chmodSync(folder, 0o555);
    try {
      const child = spawn(process.execPath, [script, folder, "a"], {
        stdio: ["ignore", "ignore", "pipe"],
        ...(isRoot && { uid: 65534, gid: 65534 }),
      });
      const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
      expect(code).toBe(1);
      expect(said).toContain("EACCES");
    } finally {
      chmodSync(folder, 0o755);
    }
    expect(tree(folder)).toEqual({ "a.ts": "export const a = 1;\n" });
    expect(readdirSync(folder).sort()).toEqual([".actorgen-manifest.json", "a.ts"]);
  });
});

test("no user file is lost, whatever the two sets of files and the edits between them", async () => {
  const paths = fc.constantFrom("a.ts", "b.ts", "deep/a.ts", "deep/er/b.ts", "c.json");
  const sets = fc.dictionary(paths, fc.constantFrom("[1]", "[2]", "[3]"));
  await fc.assert(
    fc.asyncProperty(sets, sets, sets, fc.boolean(), async (first, edits, second, force) => {
      const folder = join(temporaryProject({}), "generated");
      await run(folder, first);
      writeFiles(folder, edits);
      const before = tree(folder);
      const owned = new Set(Object.keys(first));
      const { conflicts } = await run(folder, second, force);
      const after = tree(folder);
      if (conflicts.length > 0) expect(after).toEqual(before);
      else
        for (const [path, text] of Object.entries(edits)) {
          // An edit survives unless it says what is generated, or it was of an owned file under --force, or undid nothing.
          const isOurs = owned.has(path) && (force || first[path] === text);
          if (!isOurs && !(path in second)) expect(after[path]).toBe(text);
          if (!isOurs && path in second) expect(second[path]).toBe(text);
        }
      if (conflicts.length === 0) expect(await drift(folder, second)).toEqual([]);
    }),
    { numRuns: scaled("TREES", 40), verbose: 1 },
  );
}, 600_000);

describe("several processes", () => {
  const start = (folder: string, versions: string): ReturnType<typeof spawn> =>
    spawn(process.execPath, [script, folder, versions], { stdio: ["ignore", "pipe", "inherit"] });

  test("eight at once", async () => {
    const folder = join(temporaryProject({}), "generated");
    const codes = await Promise.all(
      ["a,b", "b,a", "c,a", "a,c", "b", "c", "c,b", "a"].map(
        async (versions) => (await once(start(folder, versions), "close"))[0],
      ),
    );
    expect(codes).toEqual(Array.from({ length: 8 }, () => 0));
    const versions = new Set(Object.values(tree(folder)).map((text) => /version = "(.)"/.exec(text)?.[1]));
    expect(versions.size).toBe(1);
    expect(Object.keys(tree(folder)).length).toBe(12);
  }, 30_000);

  test("killed at random moments, the next run makes the tree whole", async () => {
    const folder = join(temporaryProject({}), "generated");
    writeFiles(folder, { "mine.ts": "// mine\n", "deep/mine.ts": "// mine\n" });
    for (let round = 0; round < scaled("KILLS", 8); round++) {
      const child = start(folder, Array.from({ length: 200 }, (_, index) => "abc"[index % 3]).join(","));
      if (child.stdout === null) throw new Error("no stdout");
      await once(child.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      child.kill("SIGKILL");
      await once(child, "close");
      const version = "abc"[round % 3] ?? "a";
      const [code] = await once(start(folder, version), "close");
      expect(code).toBe(0);
      const found = tree(folder);
      expect(Object.keys(found).filter((path) => path.endsWith("mine.ts"))).toEqual(["deep/mine.ts", "mine.ts"]);
      const ours = Object.entries(found).filter(([path]) => !path.endsWith("mine.ts"));
      expect(ours.length).toBe(12);
      for (const [, text] of ours) expect(text).toContain(`version = "${version}"`);
    }
  }, 600_000);

  test("a full disk: the old tree stays, and with room again the next run succeeds", async (context) => {
    const root = temporaryProject({ "disk/.keep": "" });
    const disk = join(root, "disk");
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "none", disk], { encoding: "utf8" });
    if (mounted.status !== 0) {
      const reason = mounted.error?.message ?? mounted.stderr.trim();
      console.log(`skipped: a full disk (a small one cannot be mounted here: ${reason})`);
      context.skip();
    }
    try {
      const folder = join(disk, "generated");
      writeFiles(disk, { "mine.ts": "// mine\n" });
      await run(folder, ab);
      const before = tree(disk);
      const large = { ...ab, "a.ts": `export const a = ${JSON.stringify("x".repeat(200_000))}` };
      await expect(run(folder, large)).rejects.toThrow("ENOSPC");
      expect(tree(disk)).toEqual(before);
      const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`many/${index}.ts`, "export {}"]));
      await expect(run(folder, { ...ab, ...many })).rejects.toThrow("ENOSPC");
      expect(tree(disk)).toEqual(before);
      expect(readdirSync(folder).sort()).toEqual([".actorgen-manifest.json", "a.ts", "deep"]);
      expect(await run(folder, { "a.ts": "export const a = 6" })).toMatchObject({ updated: ["a.ts"] });
    } finally {
      spawnSync("umount", [disk]);
    }
  }, 30_000);

  test("a disk that takes no more: the old tree stays, and the next run succeeds", async () => {
    const folder = join(temporaryProject({}), "generated");
    await run(folder, ab);
    const before = tree(folder);
    // A limit of one block for each file: the folder's manifest exceeds it while the new files do not.
    const child = spawn("sh", ["-c", `ulimit -f 1; exec "${process.execPath}" "${script}" "${folder}" a`], {
      stdio: "ignore",
    });
    expect((await once(child, "close"))[0]).not.toBe(0);
    expect(tree(folder)).toEqual(before);
    expect((await once(start(folder, "a"), "close"))[0]).toBe(0);
    expect(Object.keys(tree(folder)).length).toBe(12);
  }, 30_000);

  test("a lock of a dead process, and one cut short, are taken over", async () => {
    const folder = join(temporaryProject({}), "generated");
    mkdirSync(folder);
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "close");
    const { hostname } = await import("node:os");
    writeFileSync(join(folder, ".actorgen-lock"), JSON.stringify({ pid: child.pid, host: hostname(), nonce: "x" }));
    expect(await run(folder, a)).toMatchObject({ created: ["a.ts"] });
    writeFileSync(join(folder, ".actorgen-lock"), "");
    utimesSync(join(folder, ".actorgen-lock"), new Date(), new Date(Date.now() - 60_000));
    expect(await run(folder, ab)).toMatchObject({ created: ["deep/b.ts"] });
    expect(readdirSync(folder).sort()).toEqual([".actorgen-manifest.json", "a.ts", "deep"]);
  });
});

test("a unified diff from the folder to what would be generated, and nothing is written", async () => {
  const folder = join(temporaryProject({}), "generated");
  await run(folder, { "a.ts": "export const a = 1;\nexport const b = 2;" });
  const [found] = await findDrift(work(folder, { "a.ts": "export const a = 1;\nexport const b = 3;" }));
  expect(found?.diff).toBe(
    "--- a/a.ts\n+++ b/a.ts\n@@ -1,2 +1,2 @@\n export const a = 1;\n-export const b = 2;\n+export const b = 3;\n",
  );
  expect((await plan(work(folder, {}))).steps).toMatchObject([{ change: "remove", path: "a.ts" }]);
  expect(existsSync(join(folder, "a.ts"))).toBe(true);
});
