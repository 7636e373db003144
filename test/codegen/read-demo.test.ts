// The contract of the demo's schemas.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as chatRoom from "../../schemas/chat-room.js";
import * as gameRoom from "../../schemas/game-room.js";
import * as wireKinds from "../../schemas/wire-kinds.js";
import { readContract } from "../../src/codegen/read/index.js";

const modules = Object.entries({ "chat-room": chatRoom, "game-room": gameRoom, "wire-kinds": wireKinds }).map(
  ([name, exports]) => ({
    source: `schemas/${name}.ts`,
    exports: { ...exports },
    text: readFileSync(new URL(`../../schemas/${name}.ts`, import.meta.url), "utf8"),
  }),
);

test("the demo's schemas read without a finding", () => {
  const { contract, server, diagnostics } = readContract(modules);
  if (process.env["DUMP"]) {
    writeFileSync("/tmp/spec/contract.json", JSON.stringify(contract, undefined, 2) + "\n");
    writeFileSync("/tmp/spec/contract.server.json", JSON.stringify(server, undefined, 2) + "\n");
  }
  expect(diagnostics).toEqual([]);
});
