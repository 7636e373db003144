// What `actorgen docs` emits from the public contract: AsyncAPI, JSON Schema files, a reference page.
import type { Template } from "../../schema/template.js";
import { asyncapi } from "./asyncapi.js";
import type { DocsOptions } from "./options.js";
import { referencePage } from "./page/page.js";
import { schemaFiles } from "./schema-files.js";

/** The templates of the docs. None of them reads the server's part of a contract. */
export function docsTemplates(options: DocsOptions): readonly Template[] {
  return [asyncapi(options), schemaFiles, referencePage(options)];
}
