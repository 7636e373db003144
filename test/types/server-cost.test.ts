// What implementing a large server costs tsc: contexts, schedules and calls to other actors are plain types.
import { expect, test } from "vitest";
import { z } from "zod";
import { defineActor } from "actorgen";
import { generate } from "actorgen/codegen";
import { temporaryProject } from "../temporary-project.js";
import { compile } from "./compiler.js";

const actors = 20;
const actions = 20;

test(`implementing ${actors} actors x ${actions} actions costs tsc at most 40,000 instantiations`, () => {
  const item = z.object({ id: z.string(), count: z.int(), at: z.date() });
  const define = (): unknown =>
    defineActor({
      actions: Object.fromEntries(
        Array.from({ length: actions }, (_, index) => [
          `act${index}`,
          { args: { text: z.string(), limit: z.int().optional() }, returns: item },
        ]),
      ),
    });
  const names = Array.from({ length: actors }, (_, index) => `actor${index}`);
  const { files, diagnostics } = generate(Object.fromEntries(names.map((name) => [name, define()])));
  expect(diagnostics).toEqual([]);
  const implementations = names.map((name, index) => {
    const handlers = Array.from({ length: actions }, (_, action) => {
      const next = `actor${(index + 1) % actors}`;
      return `act${action}(c, text, limit) {
        c.schedule.after(limit ?? 0, "act${action}", text, limit);
        return c.client().${next}.getOrCreate(text).act${action}(text, limit);
      },`;
    });
    return `export const ${name} = implement${name.replace("a", "A")}({ actions: {\n${handlers.join("\n")}\n} });`;
  });
  const folder = temporaryProject({
    ...Object.fromEntries(files.map(({ path, text }) => [`generated/${path}`, text])),
    "use.ts": `import { ${names.map((name) => `implement${name.replace("a", "A")}`).join(", ")} } from "./generated/server.js";
${implementations.join("\n")}\n`,
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        module: "nodenext",
        target: "es2022",
        lib: ["es2022", "dom"],
        types: [],
        noEmit: true,
      },
      files: ["use.ts"],
    }),
  });
  const run = compile("5.9", folder, ["-p", ".", "--extendedDiagnostics"]);
  expect(run.messages).toEqual([]);
  const instantiations = Number(/Instantiations:\s+(\d+)/.exec(run.output)?.[1]);
  console.log(`instantiations: ${instantiations}`);
  expect(instantiations).toBeGreaterThan(0);
  expect(instantiations).toBeLessThanOrEqual(40_000);
}, 120_000);
