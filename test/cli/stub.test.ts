// actorgen stub as a user runs it: creates, updates, finds, checks.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../run-cli.js";
import { runMain } from "./silent-terminal.js";
import { temporaryProject, writeFiles } from "../temporary-project.js";

const schema = (actions: string): string => `import { defineActor } from "actorgen";
import { z } from "zod";

/** A room. */
export const room = defineActor({
  state: z.object({ log: z.array(z.string()) }),
  actions: { ${actions} },
});
export const mainHall = defineActor({ actions: { open: {} } });
`;
const project = (files: Record<string, string> = {}): string =>
  temporaryProject({ "schemas/all.ts": schema("post: { args: { text: z.string() } }"), ...files });
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

describe("creating", () => {
  test("a file per actor, in the project's own style; a second run changes nothing", async () => {
    const folder = project({
      ".prettierrc": `{ "singleQuote": true, "semi": false }`,
      "tsconfig.json": `{ "compilerOptions": { "moduleResolution": "bundler" } }`,
    });
    const first = await runCli(folder, ["stub"]);
    expect(first).toMatchObject({ code: 0, stdout: "" });
    expect(first.stderr).toBe(
      "create     actors/main-hall.ts  actions.open\ncreate     actors/room.ts  createState, actions.post\n",
    );
    expect(read(folder, "actors/room.ts")).toBe(`// The implementation of room.
import { implementRoom } from '../generated/server'

/** A room. */
export const room = implementRoom({
  createState: () => ({ log: [] }),
  actions: {
    post(c, text) {
      throw new Error('Not implemented: post')
    },
  },
})
`);
    const before = statSync(join(folder, "actors/room.ts")).mtimeMs;
    expect((await runMain(folder, ["stub"])).stderr).toBe("stub       2 actors, nothing missing\n");
    expect(statSync(join(folder, "actors/room.ts")).mtimeMs).toBe(before);
    expect(readdirSync(join(folder, "actors"))).toEqual(["main-hall.ts", "room.ts"]);
  });

  test("in the folder of the config or of --dir, for one actor", async () => {
    const folder = project({ "actorgen.config.ts": `export default { stubs: { folder: "src/rooms" } };` });
    expect((await runMain(folder, ["stub", "room"])).stderr).toContain("create     src/rooms/room.ts");
    expect((await runMain(folder, ["stub", "mainHall", "--dir", "lib"])).stderr).toContain(
      "create     lib/main-hall.ts",
    );
    expect(read(folder, "lib/main-hall.ts")).toContain('from "../generated/server.js"');
  });

  test("never over a file of another purpose", async () => {
    const folder = project({ "actors/room.ts": "export const mine = 1;\n" });
    const run = await runMain(folder, ["stub"]);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("error AG224  actors/room.ts") });
    expect(read(folder, "actors/room.ts")).toBe("export const mine = 1;\n");
    expect(existsSync(join(folder, "actors/main-hall.ts"))).toBe(true);
  });
});

describe("updating", () => {
  const own = `import { implementRoom, implementMainHall } from "../../generated/server.js";
export const all = [
  implementRoom({
    actions: {
      post: (c, text) => void c.state.log.push(text),
    },
  }),
  implementMainHall({ actions: { open() {} } }),
];
`;
  test("where the implementation is; what changed in the schema is inserted or reported", async () => {
    const folder = project({
      "src/deep/rooms.ts": own,
      "test/fake.ts": "implementRoom({});",
      "src/rooms.test.ts": "implementRoom({});",
      "dist/rooms.js": "implementRoom({});",
    });
    writeFileSync(join(folder, "schemas/all.ts"), schema("publish: { args: { text: z.string() } }, clear: {}"));
    const check = await runMain(folder, ["stub", "--check"]);
    expect(check.code).toBe(1);
    expect(check.stderr).toContain(
      "error AG225  src/deep/rooms.ts:3:3\n  room lacks createState, actions.publish, actions.clear.",
    );
    expect(check.stderr).toContain("mend: Run: npx actorgen stub room");
    expect(check.stderr).toContain("warning AG227  src/deep/rooms.ts:5:7");
    expect(read(folder, "src/deep/rooms.ts")).toBe(own);
    const run = await runMain(folder, ["stub"]);
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("warning AG227  src/deep/rooms.ts:6:7");
    expect(run.stderr).toContain("update     src/deep/rooms.ts  createState, actions.publish, actions.clear\n");
    expect(read(folder, "src/deep/rooms.ts")).toContain(
      "      post: (c, text) => void c.state.log.push(text),\n      publish(c, text) {\n",
    );
    expect(existsSync(join(folder, "actors"))).toBe(false);
    expect((await runMain(folder, ["stub", "--check", "--silent"])).code).toBe(0);
  });

  test("two implementations: the folder decides, or nobody", async () => {
    const folder = project({ "src/one.ts": own, "lab/two.ts": own });
    const run = await runMain(folder, ["stub", "room", "--error-format", "json"]);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: false, diagnostics: [{ code: "AG222", file: "lab/two.ts" }] });
    expect((await runMain(folder, ["stub", "room", "--dir", "lab"])).stderr).toContain(
      "update     lab/two.ts  createState",
    );
    expect(read(folder, "src/one.ts")).toBe(own);
  });

  test("--check names an actor without implementation, and writes nothing", async () => {
    const folder = project();
    const run = await runMain(folder, ["stub", "--check", "--error-format", "github-actions"]);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain("::error file=actors/room.ts,title=actorgen AG226::room has no implementation.");
    expect(existsSync(join(folder, "actors"))).toBe(false);
  });
});

test("wrong use and broken schemas: exit 2 and 1", async () => {
  const folder = project();
  expect(await runMain(folder, ["stub", "rom"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Did you mean room?"),
  });
  expect(await runMain(folder, ["stub", "--chek"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Did you mean --check?"),
  });
  writeFiles(folder, { "schemas/all.ts": "export const = 1;" });
  expect(await runMain(folder, ["stub"])).toMatchObject({ code: 1, stderr: expect.stringContaining("AG101") });
  writeFiles(folder, { "actorgen.config.ts": `export default { stub: { folder: "x" } };` });
  expect(await runMain(folder, ["stub"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean "stubs"?'),
  });
});
