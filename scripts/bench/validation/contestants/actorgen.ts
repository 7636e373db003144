// The validators that actorgen generates, bundled as a client gets them: from the descriptor of an emitted actor.
import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { generate } from "../../../../src/codegen/generate.js";
import type { ClientActor } from "../../../../src/protocol/descriptor.js";
import type { Convert, Issue } from "../../../../src/protocol/issue.js";
import { defineActor } from "../../../../src/schema/index.js";
import type { Check, Contestant } from "../contestant.js";
import type { Size } from "../payloads.js";
import { Address, Message, Messages, Order, Player, Players } from "../schemas.js";

/** Generates an actor whose events carry the payloads, and imports its descriptor. */
async function emittedActor(): Promise<ClientActor> {
  const bench = defineActor({ events: { small: Message, medium: Order, large: Players, uuids: Messages } });
  const { files, diagnostics } = generate({ bench, Message, Address, Order, Player });
  for (const { code, severity, message } of diagnostics)
    if (severity === "error") throw new Error(`${code}: ${message}`);
  const folder = mkdtempSync(join(tmpdir(), "actorgen-bench-"));
  try {
    for (const { path, text } of files) writeFileSync(join(folder, path), text);
    const outfile = join(folder, "bundle.mjs");
    await build({
      entryPoints: [join(folder, "bench.ts")],
      outfile,
      bundle: true,
      format: "esm",
      target: "es2022",
      logLevel: "error",
      alias: {
        "actorgen/validation": resolve("src/protocol/validation/index.ts"),
        "actorgen/client": resolve("src/client/index.ts"),
      },
      // Only the descriptor is used; what opens sockets is dropped.
      external: ["ws", "#websocket"],
    });
    const bundle = (await import(pathToFileURL(outfile).href)) as { readonly bench: ClientActor };
    return bundle.bench;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checking(convert: Convert): Check {
  return (value) => {
    const issues: Issue[] = [];
    const result = convert(value, issues);
    if (issues.length > 0) throw new TypeError(JSON.stringify(issues));
    return result;
  };
}

/** The generated validators. */
export const actorgen: Contestant = {
  name: "actorgen",
  async prepare() {
    const { events } = await emittedActor();
    const check = (size: Size): Check => {
      const decode = events[size]?.decode;
      if (decode === undefined) throw new Error(`The event ${size} has no payload.`);
      return checking(decode);
    };
    return { small: check("small"), medium: check("medium"), large: check("large"), uuids: check("uuids") };
  },
};
