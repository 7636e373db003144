// The actor that the tests of stubs implement, and the project in which their results are compiled.
import { defineActor } from "actorgen";
import { z } from "zod";
import { generate } from "../../src/codegen/generate.js";
import { readContract } from "../../src/codegen/read/index.js";
import { neededOf, type Needed } from "../../src/codegen/stub/needed.js";
import { temporaryProject } from "../temporary-project.js";
import { compile } from "../types/compiler.js";

/** The schema file as text, for the project that is compiled. */
export const schema = `import { defineActor } from "actorgen";
import { z } from "zod";

export const room = defineActor({
  state: z.object({ messages: z.array(z.string()) }),
  connParams: z.object({ user: z.string() }),
  connState: z.object({ user: z.string(), joined: z.date() }),
  actions: {
    post: { args: { text: z.string(), urgent: z.boolean().optional() }, returns: z.int() },
    history: { args: { limit: z.int().default(50) }, returns: z.array(z.string()) },
    "kick-out": { args: { user: z.string() }, returns: z.boolean() },
    clear: {},
  },
});
`;

/** The same, loaded. */
export const room = defineActor({
  state: z.object({ messages: z.array(z.string()) }),
  connParams: z.object({ user: z.string() }),
  connState: z.object({ user: z.string(), joined: z.date() }),
  actions: {
    post: { args: { text: z.string(), urgent: z.boolean().optional() }, returns: z.int() },
    history: { args: { limit: z.int().default(50) }, returns: z.array(z.string()) },
    "kick-out": { args: { user: z.string() }, returns: z.boolean() },
    clear: {},
  },
});

/** What an actor needs of its implementation. */
export function neededBy(definitions: Readonly<Record<string, unknown>>, name: string, text?: string): Needed {
  const module = { source: "schemas/room.ts", exports: definitions, ...(text === undefined ? {} : { text }) };
  const { contract, server, diagnostics } = readContract([module]);
  const actor = contract.actors[name];
  if (actor === undefined || diagnostics.some(({ severity }) => severity === "error"))
    throw new Error(JSON.stringify(diagnostics));
  return neededOf(actor, server.actors[name], { ...contract.$defs, ...server.$defs });
}

/** What `room` needs. */
export const needed: Needed = neededBy({ room }, "room");

/** Compiles files beside the generated code of a schema, as strict as a user would. Gives what tsc says. */
export function compileBeside(
  files: Readonly<Record<string, string>>,
  definitions: Readonly<Record<string, unknown>> = { room },
  schemaText: string = schema,
): string {
  const module = { source: "schemas/room.ts", exports: definitions, text: schemaText };
  const generated = generate([module], { sourceRoot: ".." });
  const folder = temporaryProject({
    "schemas/room.ts": schemaText,
    ...Object.fromEntries(generated.files.map(({ path, text }) => [`generated/${path}`, text])),
    ...files,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noImplicitReturns: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2023", "dom"],
        types: [],
        noEmit: true,
        skipLibCheck: true,
      },
    }),
  });
  return compile("7", folder, ["-p", "."]).output;
}

/** Is every character of `before` in `after`, in its order? Then `after` is `before` with insertions alone. */
export function isKept(before: string, after: string): boolean {
  let at = 0;
  for (const letter of after) if (letter === before[at]) at++;
  return at === before.length;
}
