// Emits schemas/<Type>.schema.json: each named type of the public contract as a JSON Schema 2020-12 file of its own.
import type { Template } from "../../schema/template.js";
import { inDialect } from "./dialect.js";

/** One file per named type, in wire form. Files refer to each other by relative `$id`, wherever the folder is put. */
export const schemaFiles: Template = ({ contract }) =>
  Object.entries(contract.$defs).map(([name, node]) => {
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: encodeURIComponent(schemaFileName(name)),
      title: name,
      ...inDialect(node, { draft: "2020-12", reference: (target) => encodeURIComponent(schemaFileName(target)) }),
    };
    return { path: `schemas/${schemaFileName(name)}`, text: `${JSON.stringify(schema, null, 2)}\n` };
  });

/** `Message` -> `Message.schema.json`. What no file name should hold is written as `~` and its code point in hex. */
export function schemaFileName(type: string): string {
  const safe = type.replace(
    /[^\p{ID_Continue}$-]/gu,
    (char) => `~${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  );
  return `${safe}.schema.json`;
}
