// Many schema sets at once: each is generated, then all are compiled in one program, and their values sent through their converters.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";
import type { ClientActor, Convert, Issue } from "actorgen/client";
import type { FakeDescriptor } from "actorgen/testing";
import { fileOf } from "../../templates/typescript/names.js";
import { checkSet, type CheckedSet } from "./check-set.js";
import { schemaSet, type SchemaSet } from "./schema-set.js";

/** What was found out about a batch. */
export interface Report {
  readonly emitted: number;
  /** How often each diagnostic refused a set. */
  readonly refused: ReadonlyMap<string, number>;
  /** Values that went through converters. */
  readonly values: number;
  /** Each with the seed of its set. */
  readonly faults: readonly string[];
}

const settings = {
  strict: true,
  declaration: true,
  isolatedDeclarations: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  types: [],
  skipLibCheck: true,
  noEmit: true,
};

/** Checks the sets of `count` seeds from `seed` on. To be called in the repository's root. */
export async function checkBatch(count: number, seed: number, keep = false): Promise<Report> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "actorgen-fuzz-")));
  try {
    mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
    symlinkSync(resolve("."), join(folder, "node_modules/actorgen"));
    for (const name of ["zod", "react", "@types/react", "csstype"])
      symlinkSync(resolve("node_modules", name), join(folder, "node_modules", name));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const checked: CheckedSet[] = [];
    for (let index = 0; index < count; index++) checked.push(await survived(seed + index, folder, `s${index}`));
    const emitted = checked.filter(({ refused }) => refused.length === 0);
    const faults = checked.flatMap(({ set, faults: own }) => own.map((fault) => `seed ${set.seed}: ${fault}`));
    faults.push(...compileAll(folder, emitted));
    const { values, faults: wrong } = await sendValues(folder, emitted);
    const refused = new Map<string, number>();
    for (const code of checked.flatMap((one) => [...new Set(one.refused)]))
      refused.set(code, (refused.get(code) ?? 0) + 1);
    return { emitted: emitted.length, refused, values, faults: [...faults, ...wrong] };
  } finally {
    if (keep) console.log(`kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** A generator that throws is a fault of its own, and no end of the run. */
async function survived(seed: number, root: string, folder: string): Promise<CheckedSet> {
  try {
    return await checkSet(seed, root, folder);
  } catch (error) {
    const fault = `the generator threw ${error instanceof Error ? error.message : String(error)}`;
    return { set: schemaSet(seed), folder, refused: ["thrown"], faults: [fault] };
  }
}

function compileAll(folder: string, checked: readonly CheckedSet[]): string[] {
  if (checked.length === 0) return [];
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: settings, include: checked.map(({ folder: name }) => `${name}/**/*`) }),
  );
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const faults: string[] = [];
  for (const line of (stdout + stderr).split("\n")) {
    if (line === "" || line.startsWith(" ")) continue;
    // The schema files are the fuzzer's own: inferred types, and names that they do not use.
    if (/^s\d+\/schema\.ts\(.*error TS(9\d{3}|6133)/.test(line)) continue;
    const set = checked.find((one) => line.startsWith(`${one.folder}/`))?.set;
    faults.push(`seed ${set?.seed}: tsc: ${line}`);
  }
  return faults;
}

/** The descriptors of both sides hold every converter under the name of its action or event. */
async function sendValues(
  folder: string,
  checked: readonly CheckedSet[],
): Promise<{ readonly values: number; readonly faults: string[] }> {
  for (const { folder: name, set } of checked) {
    const lines = [...set.actors.keys()].flatMap((actor) =>
      [`${fileOf(actor)}.js`, `${fileOf(actor)}.testing.js`].map((file) => `export * from "./generated/${file}";\n`),
    );
    writeFileSync(join(folder, name, "entry.ts"), lines.join(""));
  }
  await build({
    entryPoints: checked.map(({ folder: name }) => join(folder, name, "entry.ts")),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    outdir: join(folder, "out"),
    outbase: folder,
    outExtension: { ".js": ".mjs" },
    charset: "utf8",
    alias: {
      "actorgen/validation": resolve("src/protocol/validation/index.ts"),
      "actorgen/client": resolve("src/client/actor-errors.ts"),
    },
    logLevel: "error",
  });
  let values = 0;
  const faults: string[] = [];
  for (const { folder: name, set } of checked) {
    const url = pathToFileURL(join(folder, "out", name, "entry.mjs")).href;
    const module: Record<string, ClientActor | FakeDescriptor | undefined> = await import(url);
    const sent = send(set, module);
    values += sent.values;
    faults.push(...sent.faults.map((fault) => `seed ${set.seed}: ${fault}`));
  }
  return { values, faults };
}

function send(
  { actors }: SchemaSet,
  module: Readonly<Record<string, ClientActor | FakeDescriptor | undefined>>,
): { readonly values: number; readonly faults: string[] } {
  const faults: string[] = [];
  let values = 0;
  const pass = (
    what: string,
    value: unknown,
    write: Convert | null | undefined,
    read: Convert | null | undefined,
  ): void => {
    if (!write || !read) return void faults.push(`${what} has no converter`);
    const issues: Issue[] = [];
    const wire = write(value, issues);
    const back = issues.length > 0 ? undefined : read(JSON.parse(JSON.stringify(wire)), issues);
    values++;
    if (issues.length > 0) faults.push(`${what} refused a value that fits: ${JSON.stringify(issues[0])}`);
    else if (!isDeepStrictEqual(back, value)) faults.push(`${what} changed a value`);
  };
  for (const [name, { actions, events }] of actors) {
    const [client, fake] = [module[name], module[`${name}Fake`]];
    if (!client || !("hash" in client) || !fake || !("actor" in fake)) {
      faults.push(`${name} has no descriptor`);
      continue;
    }
    const own = <Value>(table: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
      table && Object.hasOwn(table, key) ? table[key] : undefined;
    for (const [action, { args, returns, errors }] of actions) {
      const [one, other] = [own(client.actions, action), own(fake.actions, action)];
      const what = JSON.stringify(action);
      if (args.size > 0)
        pass(
          `arguments of ${what}`,
          [...args.values()].map((arg) => arg.value()),
          one?.encodeArgs,
          other?.decodeArgs,
        );
      if (returns) pass(`result of ${what}`, returns.value(), other?.encodeResult, one?.decodeResult);
      for (const [code, data] of errors) {
        const [write, read] = [own(other?.encodeErrors, code), own(one?.decodeErrors, code)];
        pass(`error ${JSON.stringify(code)} of ${what}`, data.value(), write, read);
      }
    }
    for (const [event, payload] of events) {
      if (payload)
        pass(
          `event ${JSON.stringify(event)}`,
          payload.value(),
          own(fake.events, event),
          own(client.events, event)?.decode,
        );
    }
  }
  return { values, faults };
}
