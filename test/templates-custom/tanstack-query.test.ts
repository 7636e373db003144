// The worked example of a template: found through the config, its file emitted, compiled, and used with TanStack Query.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { QueryClient } from "@tanstack/query-core";
import { build } from "esbuild";
import { expect, test } from "vitest";
import type { ChatRoomHandle, Message } from "../../generated/client.js";
import { createFakeServer } from "../../generated/testing.js";
import { runCli } from "../run-cli.js";
import { repository, temporaryProject, writeFiles } from "../temporary-project.js";
import { compile } from "../types/compiler.js";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");

function project(reading: string, files: Readonly<Record<string, string>> = {}): string {
  return temporaryProject(
    {
      "schemas/chat-room.ts": read("schemas/chat-room.ts"),
      "templates/tanstack-query.ts": read("examples/templates/tanstack-query.ts"),
      "actorgen.config.ts": `import { defineConfig } from "actorgen";
import { tanstackQuery } from "./templates/tanstack-query.js";
export default defineConfig({ templates: [tanstackQuery(${reading})] });`,
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          noEmit: true,
          module: "nodenext",
          target: "es2022",
          lib: ["es2023", "dom"],
          types: [],
          skipLibCheck: true,
        },
      }),
      ...files,
    },
    ["zod", "@tanstack/query-core"],
  );
}

const message: Message = {
  id: "7d444840-9dc0-4a1e-8f6b-1b2b6a3c4d5e",
  userId: "ben",
  text: "Hello",
  sentAt: new Date("2026-01-01T12:00:00Z"),
};

/** What query.ts exports, as far as this test goes. */
interface Queries {
  chatRoomQueries(room: ChatRoomHandle): {
    readonly all: readonly unknown[];
    history(limit?: number): {
      queryKey: readonly unknown[];
      queryFn: (c: { signal: AbortSignal }) => Promise<Message[]>;
    };
    sendMessage(): { mutationFn: (args: [userId: string, text: string]) => Promise<Message> };
  };
}

test("emitted through the config, compiled under strict, and used with a fake server", async () => {
  const folder = project('{ chatRoom: ["history"] }', {
    "right.ts": `import { QueryClient } from "@tanstack/query-core";
import { createClient, type Message } from "./generated/client.js";
import { chatRoomQueries } from "./generated/query.js";
const room = chatRoomQueries(createClient("http://localhost").chatRoom.get("general", { params: { userId: "ann" } }));
export const loaded: Promise<Message[]> = new QueryClient().fetchQuery(room.history(10));
export const sent: Promise<Message> = room.sendMessage().mutationFn(["ann", "Hello"]);`,
  });
  const run = await runCli(folder, []);
  expect(run.stderr + run.stdout).not.toContain("error");
  expect(run.code).toBe(0);
  expect(readdirSync(join(folder, "generated"))).toContain("query.ts");
  expect(readFileSync(join(folder, "generated/query.ts"), "utf8")).toContain(
    'history: Query<ChatRoomHandle["history"]>',
  );
  expect(compile("7", folder, ["-p", "."]).output).toBe("");

  const wrong = `import { chatRoomQueries } from "./generated/query.js";
declare const room: ReturnType<typeof chatRoomQueries>;
void room.history("ten");
void room.sendMessage().mutationFn(["ann"]);
void room.clear().mutationFn;
void room.histroy;`;
  writeFiles(folder, { "wrong.ts": wrong });
  expect(compile("7", folder, ["-p", "."]).messages.map(({ file, line }) => [file, line])).toEqual([
    ["wrong.ts", 3],
    ["wrong.ts", 4],
    ["wrong.ts", 6],
  ]);

  const outfile = join(folder, "query.mjs");
  await build({ entryPoints: [join(folder, "generated/query.ts")], outfile, format: "esm" });
  const { chatRoomQueries }: Queries = await import(pathToFileURL(outfile).href);
  const server = createFakeServer({
    chatRoom: { history: (_c, limit) => [{ ...message, text: `${limit}` }], sendMessage: message },
  });
  const general = server.client.chatRoom.getOrCreate("general", { params: { userId: "ann" } });
  const room = chatRoomQueries(general);
  const cache = new QueryClient();
  const query = (): Promise<Message[]> => cache.fetchQuery({ ...room.history(10), staleTime: Infinity });
  expect(await query()).toEqual([{ ...message, text: "10" }]);
  expect(await query()).toEqual([{ ...message, text: "10" }]);
  expect(server.actor("chatRoom", "general").calls("history")).toEqual([[10]]);

  const connection = general.connect();
  connection.on("messageReceived", () => void cache.invalidateQueries({ queryKey: room.all }));
  await connection.ready;
  await server.actor("chatRoom", "general").emit("messageReceived", message);
  await query();
  expect(server.actor("chatRoom", "general").calls("history")).toEqual([[10], [10]]);

  expect(await room.sendMessage().mutationFn(["ann", "Hello"])).toEqual(message);
  cache.clear();
  await server.close();
}, 60_000);

test("the docs show the example as it is", () => {
  expect(read("docs/templates.md")).toContain(read("examples/templates/tanstack-query.ts"));
});

test("an action that there is not is a finding of the run, and nothing is written", async () => {
  const folder = project('{ chatRoom: ["histroy"] }');
  const run = await runCli(folder, []);
  expect(run.code).not.toBe(0);
  expect(run.stdout + run.stderr).toMatch(/AG120[^]*tanstackQueryTemplate threw[^]*chatRoom has no action "histroy"/);
  expect(readdirSync(folder)).not.toContain("generated");
}, 60_000);
