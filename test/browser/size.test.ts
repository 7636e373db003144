// What the chat client weighs in a page: the runtime and the chat room's descriptor and validators, and the hooks on top.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { repository } from "../temporary-project.js";

/** Bytes of the first load, minified and gzipped. What is loaded when needed (event streams) is a chunk of its own. */
async function size(contents: string): Promise<number> {
  const { outputFiles } = await build({
    absWorkingDir: repository,
    stdin: { contents, resolveDir: repository, loader: "ts" },
    bundle: true,
    splitting: true,
    outdir: "out",
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["react"],
    alias: {
      "actorgen/client": "./src/client/index.ts",
      "actorgen/react": "./src/react/index.ts",
      "actorgen/validation": "./src/protocol/validation/index.ts",
      "#websocket": "./src/client/websocket-browser.ts",
    },
    logLevel: "silent",
  });
  const [entry] = outputFiles;
  return gzipSync(entry?.contents ?? "", { level: 9 }).length;
}

// What the emitted client of a project with the chat room alone is.
const chat = `
  import { createClient as createActorClient } from "actorgen/client";
  import { chatRoom } from "./generated/client.ts";
  export const createClient = (endpoint, options) => createActorClient(endpoint, [chatRoom], options);
`;

// The budget of the client is 5,000 bytes, of which the runtime has 4,096: this is the figure that it must not exceed until then.
const clientNow = 5_900;

test("the chat client does not grow, and the hooks are at most 2 kB more", async () => {
  const client = await size(chat);
  const hooks = (await size(`${chat} export { createHooks } from "./generated/react.ts";`)) - client;
  console.log(`chat client: ${client} bytes gzipped; hooks: ${hooks} more`);
  expect(client).toBeGreaterThan(2_000);
  expect(client).toBeLessThanOrEqual(clientNow);
  expect(hooks).toBeGreaterThan(500);
  expect(hooks).toBeLessThanOrEqual(2_000);
});
