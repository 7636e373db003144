// Emits types.ts (public named types) and types.server.ts (types that only the server's state uses).
import type { EmittedFile, Template, TemplateInput } from "../src/schema/template.js";
import { header } from "./typescript/text.js";
import { declaration, typeName, type TypeScope } from "./typescript/type-text.js";
import { viewsDiffer, type Definitions } from "./typescript/view.js";

/** The named types, each in its output view and, where defaults make it another type, in its input view. */
export const types: Template = (input) => {
  const { contract, server } = input;
  const files: EmittedFile[] = [];
  const publicText = declarations(contract.$defs, contract.$defs);
  if (publicText.text !== "") files.push({ path: "types.ts", text: header(sources(input)) + publicText.text });
  if (server && Object.keys(server.$defs).length > 0) {
    const all = { ...contract.$defs, ...server.$defs };
    const { text, used } = declarations(server.$defs, all);
    const own = new Set(Object.keys(server.$defs).flatMap((name) => [typeName(name, "input", all), name]));
    const imported = [...used].filter((name) => !own.has(name)).sort();
    const imports =
      imported.length > 0
        ? `import type { ${imported.join(", ")} } from "./types${input.project.importExtension}";\n`
        : "";
    files.push({ path: "types.server.ts", text: header(sources(input)) + imports + text });
  }
  return files;
};

/** The schema files that a whole contract comes from. */
export function sources(input: TemplateInput): string[] {
  return Object.values(input.contract.actors).map((actor) => actor.source);
}

function declarations(names: Definitions, definitions: Definitions): { text: string; used: Set<string> } {
  const scope: TypeScope = { definitions, used: new Set() };
  let text = "";
  for (const [name, node] of Object.entries(names)) {
    text += declaration(name, node, "output", scope);
    if (viewsDiffer(node, definitions)) text += declaration(typeName(name, "input", definitions), node, "input", scope);
  }
  return { text, used: scope.used };
}
