// Every code of a run has a project in test/invalid/<code>/ that gets it, with all that is said to its user beside it.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { diagnosticCodes } from "../../src/codegen/codes.js";
import { allCodes } from "../../src/codegen/run-codes.js";
import { runCli } from "../run-cli.js";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";
import { runMain } from "./silent-terminal.js";

/** What `case.json` says; the other files of its folder are the user's project, but for `expected.txt` and `then/`. */
interface Case {
  /** The commands to try, each by its arguments. `<server>` stands for the URL of `server`. */
  readonly runs: readonly (readonly string[])[];
  /** A command before them that succeeds. After it the files of `then/` are written. */
  readonly first?: readonly string[];
  /** Between the two, everything is committed to git. */
  readonly commit?: boolean;
  /** A process of another machine holds the lock of the output folder, and time flies. */
  readonly locked?: boolean;
  /** The JSON that a server answers with 403, by path; elsewhere it says 200 and Hello. */
  readonly server?: Readonly<Record<string, unknown>>;
  /** Needs the thread that only the built package has. */
  readonly built?: boolean;
}

const invalid = join(repository, "test/invalid");
const codes = Object.keys(allCodes).filter((code) => !Object.hasOwn(diagnosticCodes, code));

test("no code is without a project, and no project without a code", () => {
  expect(readdirSync(invalid).filter((name) => /^AG[1-9]/.test(name))).toEqual(codes);
});

test.each(codes)("%s", { timeout: 60_000 }, async (code) => {
  const source = join(invalid, code);
  const { runs, first, commit, locked, server, built }: Case = JSON.parse(
    readFileSync(join(source, "case.json"), "utf8"),
  );
  const folder = temporaryProject({ ".gitignore": "node_modules\n" });
  const own = ["case.json", "expected.txt", "then"].map((name) => join(source, name));
  cpSync(source, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => !own.includes(path) });
  if (first !== undefined) expect(await runMain(folder, first)).toMatchObject({ code: 0 });
  if (commit === true) commitAll(folder);
  if (existsSync(join(source, "then"))) cpSync(join(source, "then"), folder, { recursive: true });
  if (locked === true) lock(folder);
  const url = server === undefined ? "" : await answering(server);

  const said: string[] = [];
  for (const args of runs) {
    const given = args.map((arg) => arg.replace("<server>", url));
    const run = await (built === true ? runCli : runMain)(folder, given);
    expect({ args, codes: new Set(run.stderr.match(/\bAG\d{3}\b/g)) }).toEqual({ args, codes: new Set([code]) });
    said.push(`$ actorgen ${args.join(" ")}`.trimEnd(), run.stderr + run.stdout + `exit code ${run.code}\n`);
  }
  const text = said
    .join("\n")
    .replaceAll(folder, "<project>")
    .replaceAll(/http:\/\/127\.0\.0\.1:(?!65535)\d+/g, "<server>")
    .replaceAll(/(?:\(\d+ files, \d+ changed\) )?in \d+ ms$/gm, "in <n> ms")
    .replaceAll(/\b[\da-f]{12}\b/g, "<commit>")
    // Of V8, which says it in another way in each version.
    .replaceAll(/ in JSON at position \d+(?: \(line \d+ column \d+\))?/g, " in JSON at <position>");
  await expect(text).toMatchFileSnapshot(join(source, "expected.txt"));
});

function commitAll(folder: string): void {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "-A"],
    ["commit", "-qm", "one"],
  ])
    execFileSync("git", [...who, ...args], { cwd: folder });
}

function lock(folder: string): void {
  const holder = { pid: 4711, host: "another-machine", nonce: "0" };
  writeFiles(folder, { "generated/.actorgen-lock": JSON.stringify(holder) });
  const started = Date.now();
  const now = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => started + (now() - started) * 1000);
  onTestFinished(() => void vi.restoreAllMocks());
  // Fresh, however far the clock runs: an old lock is nobody's.
  const fresh = new Date(started + 24 * 3_600_000);
  utimesSync(join(folder, "generated/.actorgen-lock"), fresh, fresh);
}

async function answering(answers: Readonly<Record<string, unknown>>): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    const answer = answers[url];
    response.statusCode = answer === undefined ? 200 : 403;
    response.end(answer === undefined ? "Hello" : JSON.stringify(answer));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const address: string | AddressInfo | null = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}
