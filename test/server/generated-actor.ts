// An actor out of a definition in memory: generated, bundled and imported as a user's would be, with the test's own schemas.
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate } from "actorgen/codegen";
import {
  implement,
  type ActorHandlers,
  type ActorImplementation,
  type ActorTypes,
  type ServerActor,
} from "actorgen/server";
import { build } from "esbuild";
import { onTestFinished } from "vitest";
import { repository } from "../temporary-project.js";

/** The handlers of an actor whose types nobody knows. */
export type LooseHandlers = ActorHandlers<LooseTypes, undefined, Record<string, LooseAction>>;
export type LooseAction = (c: LooseContext, ...args: never[]) => unknown;
interface LooseTypes extends ActorTypes {
  readonly state: Record<string, unknown>;
  readonly stateInput: Record<string, unknown>;
  readonly connState: undefined;
  readonly connStateInput: undefined;
  readonly params: unknown;
  readonly input: unknown;
}
export interface LooseContext {
  state: Record<string, unknown>;
  readonly conn?: { send(event: string, payload: unknown): void };
  readonly errors: Readonly<Record<string, (data: unknown) => Error>>;
  broadcast(event: string, payload: unknown): void;
}

const folder = join(repository, "node_modules/.cache/actorgen-test");

/** Generates and imports the server of `definition`, and joins it with `handlers`. */
export async function generatedActor(definition: object, handlers: object): Promise<ActorImplementation> {
  const { files, diagnostics } = generate({ subject: definition });
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error) throw new Error(`${error.code} ${error.message}`);
  const id = randomUUID();
  const home = join(folder, `generated-${id}`);
  mkdirSync(join(home, "generated"), { recursive: true });
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  for (const { path, text } of files) writeFileSync(join(home, "generated", path), text);
  // The schemas are those of the test, with its counters.
  const door = `actorgen-test-${id}`;
  Reflect.set(globalThis, door, definition);
  onTestFinished(() => void Reflect.deleteProperty(globalThis, door));
  writeFileSync(join(home, "schemas.ts"), `export const subject = Reflect.get(globalThis, ${JSON.stringify(door)});\n`);
  const outfile = join(home, "server.mjs");
  await build({
    absWorkingDir: repository,
    entryPoints: [join(home, "generated/subject.server.ts")],
    bundle: true,
    outfile,
    platform: "node",
    format: "esm",
    external: ["zod", "zod/*", "mutative"],
    alias: {
      actorgen: "./src/schema/index.ts",
      "actorgen/client": "./src/client/index.ts",
      "actorgen/server": "./src/server/index.ts",
      "actorgen/validation": "./src/protocol/validation/index.ts",
    },
    logLevel: "error",
  });
  const module = (await import(pathToFileURL(outfile).href)) as { subjectServer: ServerActor };
  return implement<LooseTypes, undefined, Record<string, LooseAction>>(module.subjectServer, handlers as LooseHandlers);
}
