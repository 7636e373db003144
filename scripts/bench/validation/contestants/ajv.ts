// ajv's standalone code: emitted ahead of time, without `new Function` at run time, and bundled.
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import formats from "ajv-formats";
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accepting, type Contestant } from "../contestant.js";
import type { Size } from "../payloads.js";
import { Message, Messages, Order, Players } from "./json-schemas.js";

function contestant(name: string, note: string, strips: boolean): Contestant {
  return {
    name,
    note,
    async prepare() {
      const ajv = new Ajv({ code: { source: true, esm: true }, ...(strips ? { removeAdditional: "all" } : {}) });
      formats.default(ajv);
      const schemas = { small: Message, medium: Order, large: Players, uuids: Messages };
      for (const [size, schema] of Object.entries(schemas)) ajv.addSchema(schema, size);
      const contents = standalone.default(ajv, { small: "small", medium: "medium", large: "large", uuids: "uuids" });
      const folder = mkdtempSync(join(tmpdir(), "actorgen-bench-"));
      try {
        const outfile = join(folder, `${name}.mjs`);
        await build({ stdin: { contents, resolveDir: process.cwd() }, outfile, bundle: true, format: "esm" });
        type Emitted = Readonly<Record<Size, (value: unknown) => boolean>>;
        const emitted = (await import(pathToFileURL(outfile).href)) as Emitted;
        return {
          small: accepting(emitted.small),
          medium: accepting(emitted.medium),
          large: accepting(emitted.large),
          uuids: accepting(emitted.uuids),
        };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** ajv with and without stripping. */
export const ajv: readonly Contestant[] = [
  contestant("ajv", "standalone code; only checks", false),
  contestant("ajv-strip", "standalone code with `removeAdditional`, which deletes from the value it is given", true),
];
