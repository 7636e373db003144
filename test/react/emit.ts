// What the templates emit for the example schemas, with react.ts among it.
import { generate } from "actorgen/codegen";
import { react } from "../../templates/react.js";
import type { EmittedFile } from "../../src/schema/template.js";

/** Generates as a project with React does. */
export function emitWithReact(definitions: Readonly<Record<string, unknown>>): readonly EmittedFile[] {
  const { files, diagnostics } = generate(definitions, {
    templates: [
      function reactHooks(input) {
        return react({ ...input, project: { ...input.project, react: true } });
      },
    ],
  });
  if (diagnostics.some(({ severity }) => severity === "error")) throw new Error(JSON.stringify(diagnostics));
  return files;
}
