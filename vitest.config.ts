// Vitest: tests import the sources, never dist, except those that say so.
import { defineConfig } from "vitest/config";
import { fileURLToPath } from "node:url";
import { ClosingLine } from "./test/closing-line.js";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^actorgen$/, replacement: source("./src/schema/index.ts") },
      { find: /^actorgen\/client$/, replacement: source("./src/client/index.ts") },
      { find: /^actorgen\/client\/sse$/, replacement: source("./src/client/sse.ts") },
      { find: /^actorgen\/server$/, replacement: source("./src/server/index.ts") },
      { find: /^actorgen\/validation$/, replacement: source("./src/protocol/validation/index.ts") },
      { find: /^actorgen\/node$/, replacement: source("./src/hosts/node/index.ts") },
      { find: /^actorgen\/testing$/, replacement: source("./src/testing/index.ts") },
      { find: /^actorgen\/react$/, replacement: source("./src/react/index.ts") },
      { find: /^#websocket$/, replacement: source("./src/client/websocket-node.ts") },
      { find: /^actorgen\/codegen$/, replacement: source("./src/codegen/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: 2,
    // Room for a machine that is busy with other things: no test measures time.
    testTimeout: 30_000,
    reporters: ["default", new ClosingLine()],
  },
});
