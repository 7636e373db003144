// Where code from strings is forbidden, a server whose schemas hold user code works the same: generated, in a process of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { generate } from "actorgen/codegen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rawSocket } from "../end-to-end/raw-socket.js";
import { bundleForNode } from "../end-to-end/server.js";
import { repository } from "../temporary-project.js";
import { subject } from "./strict-schemas.js";

const program = `
import { serve } from "actorgen/node";
import { implementSubject } from "./generated/server.js";

let stringsRun = true;
try {
  new Function("");
} catch {
  stringsRun = false;
}
const subject = implementSubject({
  createState: () => ({ total: 0, plain: { text: "" } }),
  actions: {
    add(c, n, text) {
      if (n > 100) throw c.errors.tooMuch({ by: n - 100, secret: "s3cr3t" });
      c.state.total += n === 50 ? 1 : n;
      c.state.plain.text = text;
      c.broadcast("added", { n, secret: "s3cr3t" });
      return { total: c.state.total, secret: "s3cr3t" };
    },
  },
});
const server = await serve([subject], { port: 0, store: "memory" });
console.log(JSON.stringify({ url: server.url, stringsRun }));
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
`;

const home = join(repository, "node_modules/.cache/actorgen-test", `strict-${process.pid}`);
let child: ChildProcess;
let started: { url: string; stringsRun: boolean };

beforeAll(async () => {
  const { files, diagnostics } = generate([
    { source: relative(home, join(repository, "test/server/strict-schemas.ts")), exports: { subject } },
  ]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  mkdirSync(join(home, "generated"), { recursive: true });
  for (const { path, text } of files) writeFileSync(join(home, "generated", path), text);
  writeFileSync(join(home, "process.js"), program);
  const bundle = await bundleForNode(join(home, "process.js"), "strict");
  child = spawn(process.execPath, ["--disallow-code-generation-from-strings", bundle], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("The process has no output.");
  const [line]: unknown[] = await once(createInterface({ input: child.stdout }), "line");
  started = JSON.parse(String(line)) as typeof started;
}, 30_000);

afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  expect((await exit)[0]).toBe(0);
});

test("what user code makes of every position, with and without a refusal", async () => {
  expect(started.stringsRun).toBe(false);
  const raw = await rawSocket(started.url, "subject/a", { mode: "getOrCreate", params: { user: "ann" } });
  expect(await raw.next()).toMatchObject({ t: "welcome" });
  raw.send(JSON.stringify({ t: "subscribe", event: "added" }));
  const add = (id: number, n: number, text: string): void =>
    raw.send(JSON.stringify({ t: "call", id, action: "add", args: [n, text] }));

  add(1, 2, "  hi  ");
  const frames = [await raw.next(), await raw.next()];
  expect(frames).toContainEqual({ t: "result", id: 1, value: { total: 2 } });
  expect(frames).toContainEqual(expect.objectContaining({ t: "event", event: "added", payload: { n: 2 } }));
  add(2, 3, "");
  expect(await raw.next()).toMatchObject({
    t: "error",
    id: 2,
    code: "invalid_argument",
    issues: [{ code: "custom", path: ["n"], message: "must be even" }],
  });
  add(3, 102, "");
  expect(await raw.next()).toMatchObject({ t: "error", id: 3, code: "tooMuch", data: { by: 2 } });
  add(4, 50, "");
  expect(await raw.next()).toMatchObject({ t: "error", id: 4, code: "invalid_result" });
  add(5, 2, "too long");
  expect(await raw.next()).toMatchObject({ t: "error", id: 5, code: "invalid_state" });
  add(6, 0, "");
  expect([await raw.next(), await raw.next()]).toContainEqual({ t: "result", id: 6, value: { total: 2 } });
  raw.socket.close();

  const refused = await rawSocket(started.url, "subject/b", { mode: "getOrCreate", params: { user: "nobody" } });
  expect(await refused.next()).toMatchObject({ t: "error", code: "invalid_params" });
});
