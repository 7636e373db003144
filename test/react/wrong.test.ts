// Wrong components and the compiler message that each must give: `// error: <part of the message>` stands above the line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { defineActor } from "actorgen";
import { chatRoom, Message } from "../../schemas/chat-room.js";
import { gameRoom, Player, Position, Role } from "../../schemas/game-room.js";
import { repository, temporaryProject } from "../temporary-project.js";
import { compile, compilers, type CompilerMessage, type CompilerRun } from "../types/compiler.js";
import { emitWithReact } from "./emit.js";

/** It needs input, and has no errors, params or events. */
const tournament = defineActor({ input: z.object({ seats: z.int() }), actions: { seats: { returns: z.int() } } });

const settings = {
  strict: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  module: "nodenext",
  target: "es2022",
  lib: ["es2023", "dom", "dom.iterable"],
  jsx: "react-jsx",
  types: [],
  skipLibCheck: true,
  noEmit: true,
};

/** A project with what is emitted for `definitions`, whose `actorgen/*` are the sources. */
function project(
  definitions: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>>,
  more = {},
): string {
  const emitted = emitWithReact(definitions).filter(({ path }) => path.endsWith(".ts") && !path.includes("server"));
  const source = (path: string): string[] => [join(repository, "src", path, "index.ts")];
  const compilerOptions = {
    ...settings,
    ...more,
    paths: {
      "actorgen/client": source("client"),
      "actorgen/react": source("react"),
      "actorgen/validation": source("protocol/validation"),
    },
  };
  return temporaryProject(
    {
      ...Object.fromEntries(emitted.map(({ path, text }) => [`generated/${path}`, text])),
      ...files,
      "tsconfig.json": JSON.stringify({ compilerOptions, files: ["generated/react.ts", ...Object.keys(files)] }),
    },
    ["react", "@types/react"],
  );
}

/** Our sources are read by the compiler of this repository alone; users get their declarations. */
const ofProject = ({ messages }: CompilerRun): CompilerMessage[] =>
  messages.filter(({ file }) => !file.startsWith(".."));

const examples = { chatRoom, Message, gameRoom, Player, Position, Role, tournament };
// The user's components are not written under it.
const relaxed = { isolatedDeclarations: false, noUnusedLocals: false };

test("every wrong component is refused with the message it must give, and nothing else is", () => {
  const text = readFileSync(join(repository, "test/react/wrong/components.tsx"), "utf8");
  const expected = text.split("\n").flatMap((line, index) => {
    const match = /^\s*\/\/ error: (.*)$/.exec(line);
    return match ? [{ line: index + 2, text: match[1] ?? "" }] : [];
  });
  expect(expected.length).toBeGreaterThan(25);
  const run = compile("7", project(examples, { "components.tsx": text }, relaxed), ["-p", "."]);
  const missing = expected.filter(
    (want) =>
      !run.messages.some(
        (got) => got.file === "components.tsx" && got.line === want.line && got.text.includes(want.text),
      ),
  );
  const surprising = ofProject(run).filter(
    (got) => got.file !== "components.tsx" || !expected.some((want) => got.line === want.line),
  );
  const instead = missing.map((want) => run.messages.filter((got) => got.line === want.line).map((got) => got.text));
  expect({ missing, instead, surprising }).toEqual({ missing: [], instead: [], surprising: [] });
}, 120_000);

const right = `
import { useState, type ReactNode } from "react";
import { createClient, type ChatRoomEvents, type Message } from "./generated/client.js";
import { createHooks, type Hooks } from "./generated/react.js";

const { useActor }: Hooks = createHooks(createClient("http://localhost:8080"), { grace: 2_000 });

export function ChatRoom({ room, userId, tags }: { room: string; userId?: string; tags?: string[] }): ReactNode {
  const chat = useActor({ name: "chatRoom", key: [room], params: { userId: userId ?? "" }, enabled: userId !== undefined });
  const [last, setLast] = useState<Message>();
  chat.useEvent("messageReceived", setLast);
  chat.useEvent("cleared", () => setLast(undefined));
  const send = chat.useAction("sendMessage");
  const clear = chat.useAction("clear");
  const messages = chat.useActorState({
    action: "history",
    args: [100],
    events: { messageReceived: (all, message) => [...all, message], cleared: () => [] },
    initial: [],
  });
  const texts = chat.useActorState({ action: "history", events: {}, select: (all) => all.map(({ text }) => text) });
  if (send.error?.code === "muted") return <p>{send.error.data?.until.toISOString()}</p>;
  if (chat.error?.code === "invalid_params") return <p>{chat.error.issues?.[0]?.message}</p>;
  return (
    <div title={chat.connStatus} data-tags={tags?.join()}>
      {messages.state?.map((message) => <p key={message.id}>{message.sentAt.toISOString()}</p>)}
      {texts.state?.map((text) => text.toUpperCase())} {last?.text}
      <button disabled={send.pending} onClick={() => send.run("ann", "Hello!").then((message) => message.sentAt)} />
      <button onClick={clear.run} onBlur={messages.reload} onFocus={send.reset} />
    </div>
  );
}

/** A hook of the user's over any event of one actor. */
export function useLast<Event extends keyof ChatRoomEvents>(event: Event): ChatRoomEvents[Event] | undefined {
  const [last, setLast] = useState<ChatRoomEvents[Event]>();
  useActor({ name: "chatRoom", key: "general", getParams: async () => ({ userId: "ann" }) }).useEvent(event, setLast);
  return last;
}

export function Others(): ReactNode {
  const game = useActor({ name: "gameRoom", key: "room", params: { playerId: "ann" }, noCreate: true });
  const players = game.useActorState({
    action: "players",
    events: {
      playerJoined: (all, player) => ({ ...all, [player.id]: player }),
      playerMoved: (all, { playerId, position }) => {
        const player = all[playerId];
        return player ? { ...all, [playerId]: { ...player, position } } : all;
      },
    },
    select: (all) => Object.keys(all).length,
  });
  const cup = useActor({ name: "tournament", key: "cup", input: { seats: 8 } });
  const old = useActor({ name: "tournament", key: "cup", noCreate: true });
  const seats: number | undefined = cup.useAction("seats").data ?? old.useAction("seats").data;
  return (players.state ?? 0) + (seats ?? 0);
}
`;

describe.each(Object.keys(compilers) as (keyof typeof compilers)[])("TypeScript %s", (version) => {
  test("right components compile, and react.ts under every flag", () => {
    const folder = project(examples, { "components.tsx": right }, relaxed);
    expect(ofProject(compile(version, folder, ["-p", "."]))).toEqual([]);
    expect(ofProject(compile(version, project(examples, {}), ["-p", "."]))).toEqual([]);
  }, 120_000);
});

test("100 actors cost tsc little", () => {
  const names = Array.from({ length: 100 }, (_, index) => `actor${index}`);
  const payload = z.object({ id: z.string(), at: z.date() });
  const definitions = Object.fromEntries(
    names.map((name) => [
      name,
      defineActor({
        connParams: z.object({ userId: z.string() }),
        actions: {
          act: { args: { text: z.string() }, returns: payload, errors: { refused: z.void() } },
          list: { returns: z.array(payload) },
        },
        events: { event: payload, other: payload },
      }),
    ]),
  );
  const uses = names.map(
    (name) => `export function Use${name}() {
  const used = useActor({ name: "${name}", key: "key", params: { userId: "ann" } });
  used.useEvent("event", ({ at }) => console.log(at.getTime()));
  const act = used.useAction("act");
  return act.data?.at.getTime() ?? act.run("text");
}`,
  );
  const use = `import { createClient } from "./generated/client.js";
import { createHooks } from "./generated/react.js";
const { useActor } = createHooks(createClient("http://localhost"));
${uses.join("\n")}`;
  const run = compile("5.9", project(definitions, { "use.ts": use }, { ...relaxed, declaration: false }), [
    "-p",
    ".",
    "--extendedDiagnostics",
  ]);
  expect(ofProject(run)).toEqual([]);
  const instantiations = Number(/Instantiations:\s+(\d+)/.exec(run.output)?.[1]);
  console.log(`instantiations: ${instantiations}`);
  expect(instantiations).toBeGreaterThan(0);
  expect(instantiations).toBeLessThanOrEqual(20_000);
}, 120_000);
