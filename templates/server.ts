// Emits server.ts: everything that a server program imports.
import type { Template } from "../src/schema/template.js";
import { sources } from "./types.js";
import { fileOf } from "./typescript/names.js";
import { header } from "./typescript/text.js";

/** Re-exports what each actor's server file holds. */
export const server: Template = (input) => {
  if (!input.server) return [];
  const ending = input.project.importExtension;
  const lines = Object.keys(input.contract.actors).map(
    (name) => `export * from "./${fileOf(name)}.server${ending}";\n`,
  );
  return [
    {
      path: "server.ts",
      text: `${header(sources(input))}export { UserError } from "actorgen/server";\nexport type * from "./client.server${ending}";\n${lines.join("")}`,
    },
  ];
};
